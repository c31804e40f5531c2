/** Things whose name at the API is empty, or shows nothing. */
import type { Item } from "../../cli/adopt/inventory.ts";
import { asTable } from "../../cli/adopt/write-table.ts";
import { meeting } from "../../provider/resources/meeting/definition.ts";
import { preset } from "../../provider/resources/preset/definition.ts";
import { templates } from "../../provider/resources/preset/templates.ts";
import { ACCOUNT, APP } from "../support/emulator.ts";
import { liveInput, livestream, plan, project, target } from "./items.ts";

const ID = "2F5C1D9E-8a41-4c6b-9f1a-6f0f3e1b7a10";

const BLANK: [what: string, name: string][] = [
  ["empty", ""],
  ["of spaces", "  \t"],
  ["of wide and invisible ones", "\u3000\u200b\ufeff"],
];

/** One of each kind that has a name. */
function kinds(name: string): Item[] {
  const held = (inputs: object) => ({ id: ID, inputs: { ...inputs }, outputs: {} });
  return [
    livestream(ID, name),
    liveInput(ID, name),
    {
      ...{ section: preset.section.name, id: ID, title: name },
      held: held({ name, ...templates.host() }),
    },
    {
      ...{ section: meeting.section.name, id: ID, title: name },
      held: held({ title: name, status: "ACTIVE" }),
    },
  ];
}

describe("a name that shows nothing", () => {
  for (const [what, name] of BLANK)
    for (const item of kinds(name))
      it(`${what}: one of the ${item.section} is named by kind and id, and declares none`, () => {
        const [candidate] = plan([item]).candidates;
        const kind = item.section.replace("liveInputs", "live-inputs").slice(0, -1);
        expect(candidate?.logicalName).toBe(`${kind}-2f5c1d9e`);
        const { adopt, ...args } = candidate?.args ?? {};
        expect(adopt).toBe(ID);
        expect(Object.keys(args).filter((key) => /name|title/i.test(key))).toStrictEqual([]);
        expect(candidate?.changes).toStrictEqual([]);
      });

  it("is told in the table, as part of what it belongs to as well", () => {
    const items = [livestream(ID, " "), liveInput("hub", ""), { ...target("x", "hub"), title: "" }];
    const text = asTable(plan(items), project(), { accountId: ACCOUNT, appId: APP });
    expect(text).toMatch(/^Livestream +\(no name\) +livestream-2f5c1d9e /m);
    expect(text).toMatch(/^LiveInput +\(no name\) +live-input-hub /m);
    expect(text).toMatch(/^RestreamTarget +\(no name\) of live-input-hub /m);
  });
});

describe("two that config would take for one", () => {
  const argsOf = (items: Item[], config = {}) =>
    plan(items, { config: { "shows:livestreams": JSON.stringify(config) } }).candidates.map(
      ({ args }) => args,
    );

  it("are not two without a name", () => {
    expect(argsOf([livestream("a", ""), livestream("b", "")])).toStrictEqual([
      { adopt: "a" },
      { adopt: "b" },
    ]);
  });

  it("are told apart by leaving the second one's name open, wherever the first one stands", () => {
    const [a, b] = [livestream("a", "Twin"), livestream("b", "Twin")];
    expect(argsOf([a, b])).toStrictEqual([{ adopt: "a", name: "Twin" }, { adopt: "b" }]);
    const config = { twin: { adopt: "b", name: "Twin" } };
    expect(argsOf([a, b], config)[0]).toStrictEqual({ adopt: "a" });
    expect(argsOf([a], config)).toStrictEqual([{ adopt: "a" }]);
  });
});
