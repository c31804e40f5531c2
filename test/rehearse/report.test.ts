/** What a rehearsal reports. */
import type { Rehearsed } from "../../cli/rehearse/check.ts";
import { isGo, report } from "../../cli/rehearse/report.ts";

const streams: Rehearsed[] = [
  {
    name: "keynote",
    kind: "livestream",
    checks: [
      { what: "ingest", status: "ok", found: "accepted the stream key", ms: 41 },
      { what: "playback", status: "ok", found: "picture after 2.4 s, 0.1 s behind", ms: 112 },
    ],
  },
  {
    name: "hub",
    kind: "live input",
    checks: [
      { what: "target own", status: "failed", found: "Nothing listens at 127.0.0.1:9 | *now*." },
      { what: "target backup", status: "skipped", found: "disabled" },
    ],
  },
];

it("as a table, says what to look at and the verdict", () => {
  expect(report(streams, {})).toMatchSnapshot();
});

it("as Markdown, has a table that nothing in it breaks", () => {
  expect(report(streams, { markdown: true })).toMatchSnapshot();
});

it("as JSON, has all of it", () => {
  expect(JSON.parse(report(streams, { json: true }))).toStrictEqual({ go: false, streams });
});

it("is a go if nothing failed; what was skipped does not count", () => {
  expect(isGo(streams)).toBe(false);
  const [first, second] = streams;
  const rest = second?.checks.filter(({ status }) => status !== "failed") ?? [];
  expect(isGo([first, { ...second, checks: rest }] as Rehearsed[])).toBe(true);
});
