/** Entries are put into a stack's file as it is written: what is there stays, letter by letter. */
import fc from "fast-check";
import { parse, stringify } from "yaml";
import { type Addition, withEntries } from "../../cli/adopt/merge.ts";
import { UserError } from "../../provider/user-error.ts";

const NEW: Addition = { section: "livestreams", entries: "main:\n  adopt: abc" };
const HUB: Addition = { section: "liveInputs", entries: "hub:\n  adopt: def" };

const merged = (text: string, additions = [NEW]) =>
  withEntries(text, "Pulumi.dev.yaml", "shows", additions);

/** A file with lines marked `+`, which are those that are to be added. */
function withAndWithout(lines: string): { before: string; after: string } {
  const all = lines.replace(/^\n/, "").split("\n");
  const text = (some: string[]) => some.map((line) => line.replace(/^\+/, "")).join("\n");
  return { before: text(all.filter((line) => !line.startsWith("+"))), after: text(all) };
}

const FILES: [what: string, additions: Addition[], lines: string][] = [
  [
    "below the last entry of its section, with all that is odd about the file",
    [NEW],
    `
# The stack of the shows.
config:
    shows:livestreams:   # two of them

        'keynote':   {}        # ours
        "workshop": { keyVersion:   "1" }
        # The last of them.

+        main:
+          adopt: abc
    shows:presets: {host: {template: host}}   # short

    # What is below is secret.
    shows:other:
        secure: v1:abc:def
encryptionsalt:   v1:xyz
`.replace(/\n\n(\+ {8}main)/, "\n$1"),
  ],
  [
    "below a section of the last line, before a section of its own, whatever their order",
    [HUB, NEW],
    `
encryptionsalt: v1:xyz
config:
  shows:livestreams:
    keynote:
      name: x
      # Said of the keynote.
+    main:
+      adopt: abc
+  shows:liveInputs:
+    hub:
+      adopt: def
# The end.
`,
  ],
  [
    "below the key of a section that has nothing but a comment",
    [NEW],
    `
config:
  shows:livestreams:
    # None yet.
+    main:
+      adopt: abc
  shows:presets: {}
`,
  ],
  [
    "in a config of its own",
    [NEW, HUB],
    `
encryptionsalt: v1:xyz
+config:
+  shows:livestreams:
+    main:
+      adopt: abc
+  shows:liveInputs:
+    hub:
+      adopt: def
`,
  ],
  [
    "below what is secret in part",
    [NEW],
    `
config:
  shows:livestreams:
    keynote:
      name:
        secure: v1:abc:def
+    main:
+      adopt: abc
  shows:restreamTargets:
    youtube: {streamKey: {secure: "v1:ghi:jkl"}}
`,
  ],
  [
    "below a text of several lines",
    [NEW],
    `
config:
  shows:livestreams:
    keynote:
      name: |
        one
        # two
+    main:
+      adopt: abc
encryptionsalt: v1:xyz
`,
  ],
  [
    "below the longer form of the key",
    [NEW],
    `
config:
  "shows:config:livestreams":
    keynote: {}
+    main:
+      adopt: abc
`,
  ],
];

describe("an entry is put", () => {
  for (const [what, additions, lines] of FILES) {
    const { before, after } = withAndWithout(lines);
    it(what, () => {
      expect(merged(before, additions)).toBe(after);
    });

    it(`${what}, with the ends of lines that Windows has`, () => {
      const windows = (text: string) => text.replaceAll("\n", "\r\n");
      expect(merged(windows(before), additions)).toBe(windows(after));
    });
  }

  const made = "config:\n  shows:livestreams:\n    main:\n      adopt: abc\n";
  const whole: [what: string, before: string, after: string][] = [
    ["into a file that is not there", "", made],
    ["into one without an end of its last line", "# Empty.", `# Empty.\n${made}`],
    ["into a config that is empty", "config: {}\n", made],
    ["into a config that is not said", "config:\n", made],
    [
      "in place of an empty map, whose comment stays",
      "config:\n  shows:livestreams: {} # none\n",
      "config:\n  shows:livestreams: # none\n    main:\n      adopt: abc\n",
    ],
    [
      "into a map that is written in braces",
      "config:\n  shows:livestreams: { keynote: {} } # one\n",
      'config:\n  shows:livestreams: { keynote: {}, "main":{"adopt":"abc"} } # one\n',
    ],
  ];
  for (const [what, before, after] of whole)
    it(what, () => {
      expect(merged(before)).toBe(after);
      expect(parse(merged(before))).toMatchObject({
        config: { "shows:livestreams": { main: {} } },
      });
    });
});

describe("whatever the file", () => {
  const name = fc.stringMatching(/^[a-z]{1,4}$/);
  const value = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null)),
      fc.array(tie("value"), { maxLength: 2 }),
      fc.dictionary(name, tie("value"), { maxKeys: 3, noNullPrototype: true }),
    ),
  })).value;
  const section = fc.dictionary(name, value, { noNullPrototype: true });
  const config = fc.record(
    { "shows:livestreams": section, "aws:region": value, "shows:liveInputs": section },
    { requiredKeys: [], noNullPrototype: true },
  );
  const file = fc.record({ config, encryptionsalt: fc.string() });
  const style = fc.record({
    indent: fc.constantFrom(2, 4),
    collectionStyle: fc.constantFrom("any" as const, "block" as const, "flow" as const),
    nullStr: fc.constantFrom("null", "~", ""),
  });

  it("its lines stay, in their order, and it is refused only where all of it is in braces", () => {
    const property = fc.property(file, style, fc.boolean(), (what, how, hasComments) => {
      const plain = stringify(what, how);
      const text = hasComments ? plain.replaceAll(/^( *)(?=\w+:)/gm, "$1# said of it\n$1") : plain;
      let after: string;
      try {
        after = merged(text, [HUB, NEW]);
      } catch (error) {
        // All of it in braces.
        expect([how.collectionStyle, error]).toStrictEqual(["flow", expect.any(UserError)]);
        return;
      }
      const left = after.split("\n");
      for (const line of text.split("\n").filter((each) => !/\{\}|null|~|: *$|\{ /.test(each)))
        expect(left.splice(0, left.indexOf(line) + 1)).toContain(line);
    });
    fc.assert(property, { numRuns: 200 });
  });
});

describe("nothing is put", () => {
  const SECRET = "v1:nobody:sees";
  const wrong: [what: string, text: string, message: RegExp][] = [
    [
      "into a section that stands there as one text",
      `config:\n  shows:livestreams: '{"keynote":{}}'\n`,
      /^Pulumi\.dev\.yaml: shows:livestreams is written as a string\. Write it /,
    ],
    [
      "into one that is secret as a whole",
      `config:\n  shows:livestreams:\n    secure: ${SECRET}\n`,
      /^Pulumi\.dev\.yaml: shows:livestreams is written as a secret\. /,
    ],
    [
      "into one that stands for another one",
      "config:\n  a:b: &x {c: {}}\n  shows:livestreams: *x\n",
      /shows:livestreams is written in a form that adopt cannot add to/,
    ],
    ["into a list", "- config\n", /the file is written in a form/],
    ["into a config in braces", `config: {a: 1}\n`, /config is written in a form/],
    [
      "over an entry of that name",
      "config:\n  shows:livestreams:\n    main: {}\n",
      /config is written in a form/,
    ],
    [
      "into what is no YAML, of which no word is said",
      `config:\n  a: ${SECRET}\n  - "${SECRET}\n`,
      /^Pulumi\.dev\.yaml is not valid YAML: see line \d\.$/,
    ],
    [
      "where it would change a text that keeps its last empty lines",
      "config:\n  shows:livestreams:\n    a:\n      name: |+\n        one\n\n\nencryptionsalt: v1:xyz\n",
      /config is written in a form/,
    ],
  ];
  for (const [what, text, message] of wrong)
    it(what, () => {
      const put = () => merged(text);
      expect(put).toThrow(message);
      expect(put).not.toThrow(SECRET);
    });
});
