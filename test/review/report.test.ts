import assert from "node:assert/strict";
import fc from "fast-check";
import type { Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { code, cut, fenced, LONGEST_NAME, visible } from "../../review/phrase.ts";
import { DEFAULT_LIMIT, markerOf, report, SMALLEST_LIMIT } from "../../review/report.ts";
import { type Sample, findingsOf } from "./samples.ts";

/** What would break out of Markdown or HTML, mention somebody, or turn a line around. */
const nasty = fc.constantFrom(
  "`",
  "``",
  "```",
  "````",
  "|",
  "</details>",
  "<script>",
  "<!--",
  "-->",
  "\n",
  "\r\n",
  "\n\n",
  "# ",
  "- ",
  "@everyone",
  "**",
  "]( ",
  "[x](http://x)",
  "&lt;",
  "\\",
  "\u202e",
  "\u2028",
  "\0",
  "\ud800",
  "😀",
  " ",
  "~~~",
  "#1",
  "a",
);
const name = fc.oneof(
  fc.array(nasty, { minLength: 1, maxLength: 12 }).map((parts) => parts.join("")),
  fc.string({ unit: "binary", minLength: 1, maxLength: 300 }),
);

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
  after: fc.record({ name, url: name, enabled: fc.boolean() }),
  reasons: fc.constantFrom<string[][]>([], ["name"], ["url", "adopt"]),
  diff: fc.constantFrom<Record<string, string>[]>(
    { name: "update", enabled: "update" },
    { url: "add", 'meta["a`b"]': "delete" },
  ),
});

/** Every node of the parsed report. */
function nodesOf(node: Nodes): Nodes[] {
  return [node, ...("children" in node ? node.children.flatMap(nodesOf) : [])];
}

/** The HTML that the report is made of; anything else came out of a name. */
const OWN_HTML =
  /^(<!-- pulumi-realtimekit-review:[\w./…()\- ]+ -->|<details><summary>[a-z ]+ [^<>]+ <code>[^<>]*<\/code>( \(\d+ propert(y|ies)\))?<\/summary>(<\/details>)?|<\/details>)$/;

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

describe("names in Markdown", () => {
  it("come out of a code span as they went in, whatever they hold", () => {
    fc.assert(
      fc.property(name, (text) => {
        const [paragraph] = fromMarkdown(`- x ${code(text)} y`).children;
        const [span, ...more] = nodesOf(paragraph ?? assert.fail()).filter(
          ({ type }) => type === "inlineCode",
        );
        assert.ok(span?.type === "inlineCode" && more.length === 0);
        expect(span.value).toBe(visible(cut(text, LONGEST_NAME)));
      }),
    );
  });

  it("cannot end a block of code", () => {
    fc.assert(
      fc.property(fc.array(name.map(visible), { minLength: 1 }), (lines) => {
        const { children } = fromMarkdown(`before\n\n${fenced("diff", lines)}\n\nafter`);
        expect(children.map(({ type }) => type)).toStrictEqual(["paragraph", "code", "paragraph"]);
        expect(children[1]?.type === "code" && children[1].value).toBe(lines.join("\n"));
      }),
    );
  });

  it("are on one line, with nothing that cannot be seen", () => {
    expect(visible("a\nb\t\u202ec\u0000")).toBe("a\\nb\\t\\u{202e}c\\u{0}");
    expect(code("`")).toBe("`` ` ``");
    expect(code("a|b")).toBe("`a|b`");
    expect(code("")).toBe("(no name)");
  });

  it("cannot end the marker", () => {
    expect(markerOf("prod")).toBe("<!-- pulumi-realtimekit-review:prod -->");
    expect(markerOf("a-->b --!>")).toBe("<!-- pulumi-realtimekit-review:a-_b_-__ -->");
  });
});

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
        assert.ok(text.length <= 65_536, String(text.length));
        assertSound(text);
        const { breaking, notice } = findings.alerts;
        for (const { rule, of } of [...breaking, ...notice])
          expect(text).toContain(`- **${rule.what} (${of.length}):** ${rule.means}`);
        assertNothingLost(text, findings.changes.length);
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
    const [front = ""] = text.split("#### Each change");
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
    const [front = ""] = report(findingsOf(...replaced)).split("#### Each change");
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

  it("shows a secret as changed and never as it is, even where a preview shows it", () => {
    const target = { url: "srt://a.example?passphrase=open-sesame", streamKey: "key-one" };
    const meeting = {
      recordingConfig: { liveStreamingConfig: { rtmpUrl: "rtmps://a.example/key-two" } },
    };
    const masked = {
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      plaintext: '"key-three"',
    };
    const text = report(
      findingsOf(
        {
          op: "replace",
          kind: "RestreamTarget",
          before: target,
          after: { ...target, streamKey: "key-four" },
          reasons: ["streamKey"],
          diff: { streamKey: "update-replace", url: "update-replace" },
        },
        {
          op: "update",
          kind: "Meeting",
          before: {},
          after: meeting,
          diff: { recordingConfig: "add" },
        },
        {
          op: "create",
          kind: "random:index/password:Password",
          after: { seed: masked, length: 3 },
        },
      ),
    );
    expect(text).not.toMatch(/sesame|key-/);
    expect(text).toMatch(/! streamKey: secret, changed/);
    expect(text).toMatch(/! url: "srt:\/\/a\.example\?…" → /);
    expect(text).toMatch(/\+ recordingConfig\.liveStreamingConfig\.rtmpUrl: secret\n/);
    expect(text).toMatch(/\+ length: 3\n\+ seed: secret\n/);
  });

  it("leaves out what nobody declared, cuts what is long, and says what is not known yet", () => {
    const inner = {
      __provider: "exports",
      __declaredBy: "a/b/c",
      playbackUrl: "https://made.example",
    };
    const text = report(
      findingsOf({
        op: "create",
        kind: "Livestream",
        after: { ...inner, name: "x".repeat(1_000), appId: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" },
      }),
    );
    expect(text).toMatch(
      /```diff\n\+ appId: known after the update\n\+ name: "x{159}… \(1002 characters\)\n```/,
    );
    expect(text).not.toMatch(/__|made\.example/);
  });

  it("lists any other provider's resources plainly", () => {
    const bucket = "aws:s3/bucket:Bucket";
    const text = report(
      findingsOf({
        op: "update",
        kind: bucket,
        before: { acl: "private" },
        after: { acl: "public" },
        diff: { acl: "update" },
      }),
    );
    expect(text).toMatch(
      /\*\*0 to create, 1 to update, 0 to replace, 0 to delete, 0 unchanged\*\*/,
    );
    expect(text).toMatch(/update aws:s3\/bucket:Bucket <code>one<\/code> \(1 property\)/);
    expect(text).toMatch(/! acl: "private" → "public"/);
    expect(text).not.toMatch(/Breaking|Worth a look/);
  });
});

/** Every change has its details, or is counted among those that have none. */
function assertNothingLost(text: string, changes: number): void {
  const shown = text.match(/^<details>/gm)?.length ?? 0;
  const [, left = "0"] =
    /\*\*The details of (\d+) resources? (?:is|are) left out\*\*/.exec(text) ?? [];
  expect(shown + Number(left)).toBe(changes);
}
