/** What may be another stack's is named, and not taken over unless somebody asks for it. */
import { ALL } from "../../cli/adopt/owners.ts";
import type { Plan } from "../../cli/adopt/plan.ts";
import { asCode } from "../../cli/adopt/write-code.ts";
import { asConfig } from "../../cli/adopt/write-config.ts";
import { asJson } from "../../cli/adopt/write-json.ts";
import { asTable } from "../../cli/adopt/write-table.ts";
import { ACCOUNT, APP } from "../support/emulator.ts";
import { liveInput, livestream, plan, project, target } from "./items.ts";

const PLACE = { accountId: ACCOUNT, appId: APP };

const offered = ({ candidates }: Plan) => candidates.map(({ item }) => item.id);
const others = (made: Plan) => made.others.map(({ item, reason }) => [item.id, reason]);

/** One of another project's stack with a part, one that some stack has named, and one made by hand. */
const ITEMS = [
  livestream("theirs", "panel-5e1f0c2"),
  livestream("free", "by-hand"),
  liveInput("hub", "Stage", "shop/prod/hub"),
  target("part", "hub"),
];

describe("what may belong to another stack", () => {
  it("has a name with the suffix that a create puts to it, and nothing else that looks like one", () => {
    const names = ["a-1a2b3c4", "a-1a2b3c", "a-1a2b3c45", "a-1A2B3C4", "1a2b3c4", "a-2026-01"];
    const made = plan(names.map((name) => livestream(name, name)));
    expect(others(made)).toStrictEqual([["a-1a2b3c4", "may belong to another stack"]]);
    expect(offered(made)).toStrictEqual(names.slice(1));
  });

  it("may be left over from a resource of this stack instead, in its state or its config", () => {
    const config = { "shows:livestreams": JSON.stringify({ panel: {} }) };
    const items = [livestream("a", "keynote-5e1f0c2"), livestream("b", "panel-5e1f0c2")];
    const left = (name: string) => `may be left over from ${name}, or may belong to another stack`;
    expect(others(plan(items, { config }))).toStrictEqual([
      ["a", left("keynote")],
      ["b", left("panel")],
    ]);
  });

  it("is a live input with the mark of a stack that is not in sight, and what is a part of it", () => {
    const reason = "belongs to stack shop/prod";
    expect(others(plan(ITEMS))).toStrictEqual([
      ["theirs", "may belong to another stack"],
      ["hub", reason],
      ["part", reason],
    ]);
  });

  it("is no live input with the mark of a stack in sight, whatever its name: none of them has it", () => {
    const items = [
      liveInput("own", "hub-1a2b3c4", "shows/dev/hub"),
      liveInput("other", "hub-5e1f0c2", "shows/prod/hub"),
    ];
    const made = plan(items);
    expect(made.others).toStrictEqual([]);
    expect(made.candidates.map(({ remark }) => remark)).toStrictEqual([
      "may be left over from hub",
      "may be left over from hub of stack prod",
    ]);
  });

  it("is nothing that a stack of the project manages", () => {
    const made = plan([livestream("of-the-stack", "keynote-1a2b3c4")]);
    expect([made.others, made.candidates, made.managed]).toStrictEqual([[], [], { dev: 1 }]);
  });
});

describe("what is asked for", () => {
  it("by its id is taken over, a live input with its targets, and its remark stays", () => {
    const made = plan(ITEMS, { include: ["hub"] });
    expect(offered(made)).toStrictEqual(["free", "hub", "part"]);
    expect(others(made)).toStrictEqual([["theirs", "may belong to another stack"]]);
    expect(made.candidates[1]?.remark).toBe("belongs to stack shop/prod");
  });

  it("may be all of it", () => {
    expect(offered(plan(ITEMS, { include: [ALL] }))).toHaveLength(ITEMS.length);
  });

  it("is what the stack's config takes over already", () => {
    const config = { "shows:livestreams": JSON.stringify({ mine: { adopt: "theirs" } }) };
    const [first] = plan(ITEMS, { config }).candidates;
    expect(first).toMatchObject({ logicalName: "mine", declared: true });
  });

  it("must be there, and nobody's", () => {
    expect(() => plan(ITEMS, { include: ["hbu"] })).toThrow(
      '--include: no resource has the id "hbu".',
    );
    const managed = livestream("of-the-stack", "keynote-1a2b3c4");
    expect(() => plan([managed], { include: ["of-the-stack"] })).toThrow(
      "--include: stack dev already manages of-the-stack.",
    );
  });
});

describe("what is left out", () => {
  const made = plan(ITEMS);

  it("stands in the table, under what says how to have it", () => {
    const lines = asTable(made, project(), PLACE).split("\n");
    expect(lines.map((line) => line.replace(/ {2,}/g, " | "))).toStrictEqual(
      expect.arrayContaining([
        "Left out, because another stack may manage them (--include <id> adopts them anyway):",
        " | Livestream | panel-5e1f0c2 | theirs | may belong to another stack",
        " | LiveInput | Stage | hub | belongs to stack shop/prod",
      ]),
    );
  });

  it("is in no config and no code, which say so", () => {
    const note =
      "3 resources are left out, because another stack may manage them; adopt without options lists them.";
    for (const text of [asConfig(made, project(), "adopt"), asCode(made, "adopt")]) {
      expect(text).toContain("by-hand");
      expect(text).not.toMatch(/theirs|hub/);
      expect(text).toContain(note);
    }
  });

  it("is in the JSON by itself", () => {
    const { unmanaged, others: left } = JSON.parse(asJson(made, project(), PLACE)) as Json;
    expect(unmanaged.map(({ id }) => id)).toStrictEqual(["free"]);
    expect(left).toMatchObject([{ id: "theirs" }, { id: "hub" }, { id: "part" }]);
  });
});

type Json = Record<"unmanaged" | "others", { id: string }[]>;
