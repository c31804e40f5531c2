/** What an interrupted update has left is marked as such, so that it is not taken for somebody else's. */
import { planOf } from "../../cli/adopt/plan.ts";
import type { Item } from "../../cli/adopt/inventory.ts";
import { asTable } from "../../cli/adopt/write-table.ts";
import { asJson } from "../../cli/adopt/write-json.ts";
import type { ManagedResource, Project } from "../../cli/adopt/stacks.ts";
import { ACCOUNT, APP } from "../support/emulator.ts";

const place = { accountId: ACCOUNT, appId: APP };

const keynote: ManagedResource = {
  kind: "Livestream",
  id: "of-the-stack",
  stack: "dev",
  logicalName: "keynote",
};

function project(config: Record<string, string> = {}): Project {
  return { name: "shows", stacks: ["dev"], stack: "dev", config, managed: [keynote] };
}

function livestream(id: string, name: string): Item {
  return { section: "livestreams", id, title: name, held: { id, inputs: { name }, outputs: {} } };
}

function liveInput(id: string, mark: string): Item {
  const inputs = { displayName: "given", enabled: true };
  return { section: "liveInputs", id, title: "given", mark, held: { id, inputs, outputs: {} } };
}

function plan(items: Item[], config?: Record<string, string>) {
  const options = { elsewhere: false, place: {} };
  return planOf(project(config), { items, notes: [] }, options);
}

const leftOver = (items: Item[], config?: Record<string, string>) =>
  plan(items, config).candidates.map(({ leftOverFrom }) => leftOverFrom);

describe("what looks left over", () => {
  it("is what has an automatic name of a resource of the stack, or of one in its config", () => {
    const declared = { "shows:livestreams": JSON.stringify({ panel: {} }) };
    const items = [
      livestream("of-the-stack", "keynote-1a2b3c4"),
      livestream("a", "keynote-5e1f0c2"),
      livestream("b", "panel-5e1f0c2"),
      livestream("c", "keynote"),
      livestream("d", "keynote-2025"),
      livestream("e", "other-5e1f0c2"),
    ];
    // The one that the stack manages is no candidate.
    expect(leftOver(items, declared)).toStrictEqual([
      ...["keynote", "panel"],
      ...[undefined, undefined, undefined],
    ]);
  });

  it("is a live input by the mark of the declaration that made it, whatever its name", () => {
    const declared = { "shows:liveInputs": JSON.stringify({ hub: {} }) };
    const items = [liveInput("a", "shows/dev/hub"), liveInput("b", "shows/dev/other")];
    expect(leftOver(items, declared)).toStrictEqual(["hub", undefined]);
  });

  it("is said in the table and in the JSON", () => {
    const found = plan([livestream("a", "keynote-5e1f0c2")]);
    expect(asTable(found, project(), place)).toContain("looks left over from keynote");
    const { unmanaged } = JSON.parse(asJson(found, project(), place)) as { unmanaged: object[] };
    expect(unmanaged).toMatchObject([{ id: "a", leftOverFrom: "keynote" }]);
  });
});
