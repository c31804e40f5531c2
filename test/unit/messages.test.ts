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
      `${WHAT} exists already (7 of them: a, b, c, d, e and 2 more); an interrupted update may have made it. ` +
        'To manage it here, declare adopt: "a", or give another name. ' +
        "To replace it (up --replace, state taint), set the resource's option deleteBeforeReplace: true",
    ],
    [
      "nothing of a name of what has none",
      messages.exists(restreamTarget, "a target", [{ id: "a" }]),
      "a target exists already; an interrupted update may have made it. " +
        'To manage it here, declare adopt: "a". ' +
        "To replace it (up --replace, state taint), set the resource's option deleteBeforeReplace: true",
    ],
    [
      "which ones adopt: true may mean",
      messages.severalToAdopt(WHAT, TWO),
      `adopt: true is not enough here: 2 would be ${WHAT} (a, b); ` +
        'declare the id of the one that you want, as in adopt: "a"',
    ],
    [
      "what a create without an answer may have made",
      messages.severalMade(WHAT, TWO),
      `the answer to the create of ${WHAT} was lost, and there are several that it may have made (a, b); ` +
        'declare adopt with the id of the one that you want, as in adopt: "a"',
    ],
    [
      "what somebody else has made at the same moment",
      messages.madeTwice(WHAT, "a", [{ id: "b" }]),
      `Somebody else has made ${WHAT} at the same moment: this one is a, the other b. ` +
        "If both are meant to be one, remove one of the declarations, and let the other adopt the one that you keep.",
    ],
    [
      "what was there before, with the line that adopts the last",
      messages.alikeToo(WHAT, TWO),
      `There was ${WHAT} before, and there is another one now: a, b. ` +
        'If an interrupted update made the other, and you want it instead, declare adopt: "b".',
    ],
    [
      "what a create will take over by its id",
      messages.takesOver(preset, { adopt: "a" }),
      "takes over the Preset a; nothing is made",
    ],
    [
      "by its name",
      messages.takesOver(preset, { adopt: true, name: "x" }),
      'takes over the Preset named "x" if there is one, and makes it otherwise',
    ],
    [
      "or by all that it is",
      messages.takesOver(restreamTarget, { adopt: true }),
      "takes over the RestreamTarget that is like this one if there is one, and makes it otherwise",
    ],
    [
      "who has just taken over the same, and how to go back",
      messages.takenOverTwice(preset, "a", "other"),
      "the resource other of this program has just taken over the Preset a, which this one manages; " +
        "remove adopt from other, and other from the state: pulumi state delete <its URN>",
    ],
    [
      "who has the same, and that the removal of one leaves it",
      messages.shared(preset, "a", "other"),
      "Two resources of this stack have the same Preset (a): this one and other. A change of one changes both. " +
        "Remove one of them from the program: its removal then leaves the other's alone.",
    ],
    [
      "who keeps what is not deleted",
      messages.leftToSurvivor(preset, "a", "other"),
      "The Preset a is not deleted: the resource other of this stack has it.",
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
      messages.cannotBecome("a", ["appId", "url"], { appId: "nothing moves between apps" }),
      'adopt: "a" differs from what is declared in appId (nothing moves between apps), url (the API cannot change it); ' +
        "declare what it has, or remove adopt to make a new one",
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
        "Unless this update replaces them, an interrupted update or a destroyed stack has left them, or they may belong to another stack. " +
        'To use it instead of the new one, declare adopt: "b".',
    );
  });

  it("is one by its kind, or the first five of many", () => {
    expect(said(MANY.slice(0, 1))).toMatch(/^A Preset may be left over from an earlier role: a\. /);
    expect(said(MANY.slice(0, 1), "App")).toMatch(/^An App may be left over/);
    expect(said(MANY)).toMatch(/^7 Preset resources .*: a, b, c, d, e and 2 more\. /);
  });
});
