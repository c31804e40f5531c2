/** Answers that are lost in their body: what a client sees of them, and that the write has happened. */
import { request } from "node:http";
import { once } from "node:events";
import { account_id, app_id, kit, startPerTest } from "./harness.ts";

const start = startPerTest();

/** Reads an answer as far as it goes. */
async function raw(url: string): Promise<{ promised: number; text: string; whole: boolean }> {
  const asked = request(url, { headers: { authorization: "Bearer t" } }).end();
  const [answer] = (await once(asked, "response")) as [import("node:http").IncomingMessage];
  let text = "";
  answer.setEncoding("utf8");
  answer.on("data", (part: string) => (text += part));
  const whole = await once(answer, "end").then(
    () => true,
    () => false,
  );
  return { promised: Number(answer.headers["content-length"]), text, whole };
}

describe("a fault in the body", () => {
  const setUp = async () => {
    const started = await start();
    await started.create("one");
    const url = `${started.emulator.baseUrl}${kit}/livestreams`;
    return { ...started, url, full: await raw(url) };
  };

  it("cuts the connection when half of the body that the head has promised is sent", async () => {
    const { control, url, full } = await setUp();
    await control.fault({ cut: "midway" });
    const { promised, text, whole } = await raw(url);
    expect(whole).toBe(false);
    expect(promised).toBe(full.promised);
    expect(text).toBe(full.text.slice(0, Math.ceil(full.text.length / 2)));
    expect((await control.requests()).at(-1)?.status).toBe(200);
  });

  it("ends JSON in the middle, and says that this is all", async () => {
    const { control, url, full } = await setUp();
    await control.fault({ truncated: true });
    const { promised, text, whole } = await raw(url);
    expect(whole).toBe(true);
    expect(promised).toBe(text.length);
    expect(text).toBe(full.text.slice(0, Math.ceil(full.text.length / 2)));
  });

  for (const fault of [{ cut: "midway" }, { truncated: true }] as const) {
    it(`comes after the write: ${Object.keys(fault)[0] ?? ""}`, async () => {
      const { client, control, create } = await setUp();
      await control.fault({ method: "POST", ...fault });
      await expect(create("two")).rejects.toThrow();
      const list = await client.realtimeKit.livestreams.getAllLivestreams(app_id, { account_id });
      expect(JSON.stringify(list)).toMatch(/"two"/);
      // Once.
      await create("three");
    });
  }
});
