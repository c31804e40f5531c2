import type { Findings } from "../../cli/review/findings.ts";
import { inPlain } from "../../cli/review/phrase.ts";
import { RULES, RULES_OF_ALL } from "../../cli/review/rules.ts";
import { meetings } from "./examples/meetings.ts";
import { outside } from "./examples/outside.ts";
import { streams, youtube } from "./examples/streams.ts";
import { type Sample, findingsOf, findingsOfEvents } from "./samples.ts";

const examples = [...streams, ...meetings, ...outside];

describe("what a reviewer must not miss", () => {
  for (const [what, samples, expected] of examples) {
    it(what, () => {
      expect(alertsOf(findingsOf(...samples))).toStrictEqual(expected);
      expect(alertsOf(findingsOfEvents(...samples))).toStrictEqual(expected);
    });
  }

  it("has an example for every rule", () => {
    const seen = new Set(examples.flatMap(([, , expected]) => Object.keys(expected)));
    const ids = [...[...RULES.values()].flat(), ...RULES_OF_ALL].map(({ id }) => id);
    expect([...new Set(ids)].filter((id) => !seen.has(id))).toStrictEqual([]);
  });

  it("gives a verdict: breaking before changes before nothing, and none without a preview", () => {
    const breaking: Sample = { op: "delete", kind: "Livestream", before: {} };
    const change: Sample = { op: "create", kind: "Livestream", after: {} };
    expect(findingsOf(change, breaking).verdict).toBe("breaking");
    expect(findingsOf(change, youtube).verdict).toBe("changes");
    expect(findingsOf({ op: "create", kind: "aws:s3/bucket:Bucket", after: {} }).verdict).toBe(
      "changes",
    );
    expect(findingsOf({ op: "rewrite", kind: "App", before: {} }).verdict).toBe("changes");
    expect(
      findingsOf(youtube, { op: "read", kind: "LiveInput", name: "r", after: {} }).verdict,
    ).toBe("nothing");
  });

  it("is the same in whatever order the engine comes to the resources", () => {
    const samples = examples.flatMap(([, each], index) =>
      each.map((sample) => ({ ...sample, name: `${sample.name ?? "one"}-${index}` })),
    );
    const [one, other] = [findingsOf(...samples), findingsOf(...samples.toReversed())];
    expect(alertsOf(other)).toStrictEqual(alertsOf(one));
    const order = ({ changes, outside: found = [] }: Findings) =>
      [...changes, ...found].map(({ urn }) => urn);
    expect(order(other)).toStrictEqual(order(one));
  });
});

function alertsOf({ alerts: { breaking, notice } }: Findings): Record<string, string[]> {
  const entries = [...breaking, ...notice].map(({ rule, of }): [string, string[]] => [
    rule.id,
    of.map(({ change, notes }) =>
      [change.name, notes.map(inPlain).join("; ")].filter(Boolean).join(": "),
    ),
  ]);
  return Object.fromEntries(entries);
}
