/** Reports of anything at all, and of very much. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { fromMarkdown } from "mdast-util-from-markdown";
import { DEFAULT_LIMIT, report, SMALLEST_LIMIT } from "../../cli/review/report.ts";
import { name, nodesOf } from "./markdown.ts";
import { type Sample, findingsOf } from "./samples.ts";

const kinds = [
  "Livestream",
  "LiveInput",
  "RestreamTarget",
  "Meeting",
  "Preset",
  "App",
  "Webhook",
  "aws:s3/bucket:Bucket",
];

const sample: fc.Arbitrary<Sample> = fc.record({
  op: fc.constantFrom("create", "update", "replace", "delete", "same"),
  kind: fc.constantFrom(...kinds),
  name,
  before: fc.record({ name, url: name, enabled: fc.boolean() }),
  held: fc.oneof(
    fc.constant<"gone">("gone"),
    fc.record({ name, url: name, enabled: fc.boolean() }),
  ),
  after: fc.record({ name, url: name, enabled: fc.boolean() }),
  reasons: fc.constantFrom<string[][]>([], ["name"], ["url", "adopt"]),
  diff: fc.constantFrom<Record<string, string>[]>(
    { name: "update", enabled: "update" },
    { url: "add", 'meta["a`b"]': "delete" },
  ),
});

/** The HTML that the report is made of; anything else came out of a name. */
const OWN_HTML =
  /^(<!-- pulumi-realtimekit-review:[\w./…()\- ]+ -->|<details><summary>[a-z ]+ [^<>]+ <code>[^<>]*<\/code>( \(\d+ propert(y|ies)\))?(: [a-z, ]+)?<\/summary>(<\/details>)?|<\/details>)$/;

function assertSound(markdown: string): void {
  const nodes = nodesOf(fromMarkdown(markdown));
  for (const node of nodes) {
    if (node.type === "html")
      for (const line of node.value.split("\n").filter(Boolean)) expect(line).toMatch(OWN_HTML);
  }
  const allowed = [
    "root",
    "html",
    "heading",
    "paragraph",
    "strong",
    "text",
    "inlineCode",
    "code",
    "list",
    "listItem",
  ];
  expect(nodes.filter(({ type }) => !allowed.includes(type))).toStrictEqual([]);
  const folds = (tag: string) =>
    nodes.flatMap((node) => (node.type === "html" ? node.value.split(tag) : [])).length;
  expect(folds("<details>")).toBe(folds("</details>"));
}

describe("a report", () => {
  it("is sound Markdown within the limit, whatever the names, and says what breaks", () => {
    fc.assert(
      fc.property(
        fc.array(sample, { maxLength: 60 }),
        fc.constantFrom(SMALLEST_LIMIT, DEFAULT_LIMIT),
        (samples, limit) => {
          const findings = findingsOf(...samples);
          const text = report(findings, { limit });
          expect(text.length).toBeLessThanOrEqual(limit);
          assertSound(text);
          for (const { rule, of } of findings.alerts.breaking)
            expect(text).toContain(`- **${rule.what} (${of.length}):** ${rule.means}`);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("of thousands of resources fits GitHub's comments, and nothing that breaks is left unsaid", () => {
    const large = fc.tuple(
      fc.integer({ min: 2_000, max: 5_000 }),
      fc.array(sample, { minLength: 20, maxLength: 60 }),
    );
    fc.assert(
      fc.property(large, ([count, samples]) => {
        const many = Array.from({ length: count }, (_, index): Sample => {
          const one = samples[index % samples.length] ?? assert.fail();
          return { ...one, name: `${one.name ?? ""}${index}` };
        });
        const findings = findingsOf(...many);
        const text = report(findings);
        expect(text.length).toBeLessThanOrEqual(65_536);
        assertSound(text);
        const { breaking, notice } = findings.alerts;
        for (const { rule, of } of [...breaking, ...notice])
          expect(text).toContain(`- **${rule.what} (${of.length}):** ${rule.means}`);
        assertNothingLost(text, findings.changes.length + (findings.outside?.length ?? 0));
      }),
      { numRuns: 8 },
    );
  });

  it("names each of hundreds of broken resources before any detail", () => {
    const removed = Array.from({ length: 400 }, (_, index): Sample => ({
      op: "delete",
      kind: "Livestream",
      name: `stream-${index}`,
      before: { name: "x".repeat(1_000) },
    }));
    const text = report(findingsOf(...removed));
    const [front = ""] = text.split("#### All changes");
    for (const { name: each } of removed) expect(front).toContain(`\`${each ?? ""}\``);
  });

  it("gives up reasons before it gives up names", () => {
    const target = { url: "rtmps://a.example", streamKey: "[secret]", enabled: true };
    const replaced = Array.from({ length: 500 }, (_, index): Sample => ({
      op: "replace",
      kind: "RestreamTarget",
      name: `${"x".repeat(60)}-${index}`,
      before: target,
      after: target,
      reasons: ["streamKey"],
      diff: { streamKey: "update-replace" },
    }));
    const few = report(findingsOf(...replaced.slice(0, 10)));
    expect(few.match(/`streamKey` changes \(/g)?.length).toBe(10);
    const [front = ""] = report(findingsOf(...replaced)).split("#### All changes");
    expect(front).not.toMatch(/changes \(|… and/);
    for (const { name: each } of replaced) expect(front).toContain(`\`${each ?? ""}\``);
  });

  it("counts what it cannot name", () => {
    const removed = Array.from({ length: 3_000 }, (_, index): Sample => ({
      op: "delete",
      kind: "App",
      name: `${"x".repeat(80)}-${index}`,
      before: {},
    }));
    const text = report(findingsOf(...removed));
    const named = text.match(/`x+-\d+`/g)?.length ?? 0;
    expect(text).toMatch(new RegExp(`\\*\\*App removed \\(3000\\):.* … and ${3_000 - named} more`));
    expect(named).toBeGreaterThan(500);
  });
});

/** Every change has its details, or is counted among those that have none. */
function assertNothingLost(text: string, changes: number): void {
  const shown = text.match(/^<details>/gm)?.length ?? 0;
  const [, left = "0"] = /\*\*The details of (\d+) resources? are omitted\*\*/.exec(text) ?? [];
  expect(shown + Number(left)).toBe(changes);
}
