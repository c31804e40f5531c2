import type { Api } from "../../provider/client/api.ts";
import { batched } from "../../provider/client/reading.ts";

describe("reads of a refresh", () => {
  it("that come while the list is being read wait for it, and read no other", async () => {
    const lists: ((items: { id: string }[]) => void)[] = [];
    const reader = {
      one: () => Promise.reject(new Error("read by itself")),
      all: () => new Promise<{ id: string }[]>((resolve) => lists.push(resolve)),
      idOf: ({ id }: { id: string }) => id,
    };
    // Only its identity counts.
    const api = Object.create(null) as Api;
    const read = (id: string) => batched(api, "place", id, reader);
    const first = [read("a"), read("b")];
    await new Promise((resolve) => setTimeout(resolve, 60));
    const later = [read("c"), read("d")];
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(lists).toHaveLength(1);
    lists[0]?.(["a", "b", "c", "d"].map((id) => ({ id })));
    const ids = ["a", "b", "c", "d"].map((id) => ({ id }));
    expect(await Promise.all([...first, ...later])).toEqual(ids);
  });
});
