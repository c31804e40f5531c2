/** What create, read and delete say: which resources, and what to do about them. */
import * as messages from "../../provider/engine/messages.ts";
import { preset } from "../../provider/resources/preset/definition.ts";
import { restreamTarget } from "../../provider/resources/restream-target/definition.ts";

const MANY = ["a", "b", "c", "d", "e", "f", "g"].map((id) => ({ id }));
const TWO = MANY.slice(0, 2);
const WHAT = "a preset named x in app y";

describe("a message says", () => {
  const CASES: [what: string, message: string | Error, text: string][] = [
    [
      "how many there are, and the ids of the first five",
      messages.exists(preset, WHAT, MANY),
      `${WHAT} already exists (7 of them: a, b, c, d, e and 2 more); an interrupted update may have created it. ` +
        'To manage it here, set adopt: "a", or use another name. ' +
        "If you are replacing it (pulumi up --replace, pulumi state taint), set the resource option deleteBeforeReplace: true",
    ],
    [
      "nothing of a name of what has none",
      messages.exists(restreamTarget, "a target", [{ id: "a" }]),
      "a target already exists; an interrupted update may have created it. " +
        'To manage it here, set adopt: "a". ' +
        "If you are replacing it (pulumi up --replace, pulumi state taint), set the resource option deleteBeforeReplace: true",
    ],
    [
      "which ones adopt: true may mean",
      messages.severalToAdopt(WHAT, TWO),
      `adopt: true is ambiguous: 2 existing resources match ${WHAT} (a, b); ` +
        'set adopt to the id of the one that you want, for example adopt: "a"',
    ],
    [
      "what a create without an answer may have made",
      messages.severalMade(WHAT, TWO),
      `the response to the create of ${WHAT} was lost, and it may have created any of several resources (a, b); ` +
        'set adopt to the id of the one that you want, for example adopt: "a"',
    ],
    [
      "what somebody else has made at the same moment",
      messages.madeTwice(WHAT, "a", [{ id: "b" }]),
      `Someone else created ${WHAT} at the same time: this one is a, the other is b. ` +
        "If you need only one, remove one of the two resources from its program, and set adopt on the other to the id that you keep.",
    ],
    [
      "what was there before, with the line that adopts the last",
      messages.alikeToo(WHAT, TWO),
      `Before this create, there already was ${WHAT}: a, b. ` +
        'If an interrupted update created it and you want to use it instead, set adopt: "b".',
    ],
    [
      "what a create will take over by its id",
      messages.takesOver(preset, { adopt: "a" }),
      "adopts the Preset a; nothing is created",
    ],
    [
      "by its name",
      messages.takesOver(preset, { adopt: true, name: "x" }),
      'adopts the Preset named "x" if it exists, otherwise creates it',
    ],
    [
      "or by all that it is",
      messages.takesOver(restreamTarget, { adopt: true }),
      "adopts the RestreamTarget that matches this one if it exists, otherwise creates it",
    ],
    [
      "who has just taken over the same, and how to go back",
      messages.takenOverTwice(preset, "a", "other"),
      "the resource other of this program has just adopted the Preset a, which this resource already manages; " +
        "remove adopt from other in your program, and remove other from the state: pulumi state delete <its URN>",
    ],
    [
      "who has the same, and that the removal of one leaves it",
      messages.shared(preset, "a", "other"),
      "Two resources of this stack manage the same Preset (a): this one and other. A change to one affects both. " +
        "Remove one of the two resources from the program; this does not delete what they share.",
    ],
    [
      "who keeps what is not deleted",
      messages.leftToSurvivor(preset, "a", "other"),
      "The Preset a is not deleted, because the resource other of this stack also manages it.",
    ],
    [
      "where nothing of this id was found",
      messages.nothingToGet(preset, "a", { accountId: "acc", appId: "app" }),
      'there is no Preset with the id "a" in account acc, app app; check the id, the account and the app',
    ],
    [
      "no app for what lives in the account alone",
      messages.nothingToGet(restreamTarget, "a", { accountId: "acc", appId: undefined }),
      'there is no RestreamTarget with the id "a" in account acc; check the id, the account and the app',
    ],
    [
      "what an adopted one cannot become, with the reason where there is one",
      messages.cannotBecome("a", ["appId", "url"], {
        appId: "a resource cannot move to another app",
      }),
      'adopt: "a" differs from your inputs in appId (a resource cannot move to another app), url (the API cannot change it); ' +
        "set these inputs to its values, or remove adopt to create a new one",
    ],
  ];
  for (const [what, message, text] of CASES)
    it(what, () => expect(typeof message === "string" ? message : message.message).toBe(text));

  it("why the API refused a name that exists", () => {
    const cause = new Error("409");
    expect(messages.exists(preset, WHAT, TWO, cause).cause).toBe(cause);
  });
});

describe("what may be left over", () => {
  const news = { __declaredBy: "project/stack/role" };
  const said = (items: { id: string; name?: string }[], kind: Capitalize<string> = preset.name) =>
    messages.leftOver({ name: kind }, news, items);

  it("is named by name and id, with the line that takes the last over", () => {
    expect(said([{ id: "a", name: "role-1234567" }, { id: "b" }])).toBe(
      "2 Preset resources may be left over from an earlier role: role-1234567 (a), b. " +
        "Unless this update replaces them, they may come from an interrupted update or a destroyed stack, or they may belong to another stack. " +
        'To use it instead of the new one, set adopt: "b".',
    );
  });

  it("is one by its kind, or the first five of many", () => {
    expect(said(MANY.slice(0, 1))).toMatch(/^A Preset may be left over from an earlier role: a\. /);
    expect(said(MANY.slice(0, 1), "App")).toMatch(/^An App may be left over/);
    expect(said(MANY)).toMatch(/^7 Preset resources .*: a, b, c, d, e and 2 more\. /);
  });
});
