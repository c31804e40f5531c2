/** What was changed past the stack: how a preview tells it, and how a report does. */
import { asJson } from "../../cli/review/as-json.ts";
import { judge } from "../../cli/review/findings.ts";
import { readPreview } from "../../cli/review/preview.ts";
import { report } from "../../cli/review/report.ts";
import {
  findingsOf,
  findingsOfEvents,
  previewOf,
  type Sample,
  STACK_URN,
  urnOf,
} from "./samples.ts";

const target = { url: "rtmps://a.example", streamKey: "[secret]", enabled: true };
const off = { ...target, enabled: false };

/** Switched off outside, and on again by the update. */
const putBack: Sample = {
  op: "update",
  kind: "RestreamTarget",
  name: "youtube",
  before: target,
  held: off,
  heldDiff: { enabled: "update" },
  after: target,
  diff: { enabled: "update" },
};
/** Switched off outside, and declared so by now. */
const kept: Sample = { op: "same", kind: "RestreamTarget", before: target, held: off, after: off };
const forgotten: Sample = { op: "nothing", kind: "Webhook", before: { name: "a" }, held: "gone" };

/** The section of a report, without its heading and the sentence below it. */
function sectionOf(...samples: Sample[]): string {
  const text = report(findingsOfEvents(...samples));
  const [, rest = ""] = text.split("#### Changed outside Pulumi since the last update\n\n");
  return (
    rest
      .split("#### All changes")[0]
      ?.replace(/^.*\n\n/, "")
      .trim() ?? ""
  );
}

describe("what was changed outside", () => {
  it("is told property by property, with what the update does about it", () => {
    expect(sectionOf(putBack)).toBe(
      "<details><summary>changed RestreamTarget <code>youtube</code> (1 property): up puts it back</summary>\n\n```diff\n! enabled: true → false\n```\n\n</details>",
    );
    expect(sectionOf(kept)).toContain("<code>one</code> (1 property): up keeps it</summary>");
    const other = {
      ...putBack,
      after: { ...target, enabled: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" },
    };
    expect(sectionOf(other)).toContain("(1 property): up changes it</summary>");
    expect(sectionOf({ ...putBack, op: "delete" })).toContain(
      "(1 property): up removes it</summary>",
    );
  });

  it("is put back where nothing is declared and the state had a default, as an automatic name", () => {
    const section = sectionOf({
      op: "update",
      kind: "Preset",
      before: { name: "host-1234567" },
      held: { name: "theirs" },
      heldDiff: { name: "add" },
      after: {},
      diff: { name: "delete" },
    });
    expect(section).toContain("(1 property): up puts it back</summary>");
    expect(section).toContain('! name: "host-1234567" → "theirs"\n');
  });

  it("is told of each property where the update does not treat all alike", () => {
    const section = sectionOf({
      op: "update",
      kind: "Meeting",
      before: { title: "ours", persistChat: false },
      held: { title: "theirs", persistChat: true },
      heldDiff: { title: "update", persistChat: "update" },
      after: { title: "ours", persistChat: true },
      diff: { title: "update" },
    });
    expect(section).toContain(`<summary>changed Meeting <code>one</code> (2 properties)</summary>`);
    expect(section).toContain(
      '! persistChat: false → true (up keeps it)\n! title: "ours" → "theirs" (up puts it back)\n',
    );
  });

  it("says of what is gone whether it is made again", () => {
    const gone: Sample = {
      op: "create",
      kind: "App",
      before: { name: "a" },
      held: "gone",
      after: { name: "a" },
    };
    const line = (end: string) =>
      `<details><summary>gone App <code>one</code>: ${end}</summary></details>`;
    expect(sectionOf(gone)).toBe(line("up creates it again"));
    expect(sectionOf({ ...gone, after: { name: "a", adopt: true } })).toBe(
      line("up adopts it or creates it again"),
    );
    expect(sectionOf({ ...gone, op: "nothing" })).toBe(line("also removed from the program"));
  });

  it("is no change by itself: where the update has nothing to do, it says so", () => {
    for (const findings of [findingsOf(kept, forgotten), findingsOfEvents(kept, forgotten)]) {
      expect(findings.verdict).toBe("nothing");
      expect(findings.outside?.map(({ op }) => op)).toStrictEqual([
        "changed outside",
        "gone outside",
      ]);
    }
    expect(report(findingsOf(kept, forgotten))).toMatch(
      /: nothing changes\n[^]*\n#### Changed outside Pulumi since the last update\n/,
    );
    expect(findingsOf(putBack).verdict).toBe("changes");
  });

  it("is known only after a refresh", () => {
    const untouched: Sample = {
      op: "same",
      kind: "App",
      before: { name: "a" },
      after: { name: "a" },
    };
    expect(findingsOf(untouched).outside).toBeUndefined();
    expect(findingsOf({ ...untouched, held: { name: "a" } }).outside).toStrictEqual([]);
    expect(report(findingsOf({ ...untouched, held: { name: "a" } }))).not.toMatch(/outside/);
  });

  it("shows no secret, and says that one was changed where only the provider can tell", () => {
    const meeting = { recordingConfig: { liveStreamingConfig: { rtmpUrl: "[secret]" } } };
    const section = sectionOf({
      op: "same",
      kind: "Meeting",
      before: meeting,
      held: meeting,
      heldDiff: { "recordingConfig.liveStreamingConfig.rtmpUrl": "update" },
      after: meeting,
    });
    expect(section).toContain("! recordingConfig.liveStreamingConfig.rtmpUrl: secret, changed\n");
    const plain = sectionOf({
      ...putBack,
      before: { ...target, streamKey: "key-one" },
      held: { ...off, streamKey: "key-two" },
    });
    expect(plain).toContain("! streamKey: secret, changed");
    expect(plain).not.toMatch(/key-(one|two)/);
  });

  it("may be an output, but not one that only a newer version knows, nor what is the provider's own", () => {
    const stream = { name: "a", playbackUrl: "https://a.example", __declaredBy: "a" };
    const section = sectionOf({
      op: "same",
      kind: "Livestream",
      before: stream,
      held: {
        ...stream,
        playbackUrl: "https://b.example",
        ingestServer: "rtmps://a",
        __declaredBy: "b",
      },
      after: { name: "a" },
    });
    expect(section).toContain(
      '(1 property): up keeps it</summary>\n\n```diff\n! playbackUrl: "https://a.example" → "https://b.example"\n```',
    );
  });

  it("is the same from the digest as from the events, without which it can be told as well", () => {
    const all = [putBack, kept, forgotten];
    expect(report(findingsOf(...all))).toBe(report(findingsOfEvents(...all)));
  });

  it("takes nothing for gone of which the digest has no step because it stays", () => {
    const { steps } = JSON.parse(previewOf(putBack, { ...kept, held: target, after: target })) as {
      steps: { op: string; urn: string }[];
    };
    const shown = steps.filter(({ op, urn }) => op !== "same" || urn === STACK_URN);
    const { outside } = judge(readPreview(JSON.stringify({ steps: shown }), "A sample"));
    expect(outside?.map(({ name }) => name)).toStrictEqual(["youtube"]);
  });

  it("is in the report as data", () => {
    const { verdict, refreshed, changedOutside } = JSON.parse(
      asJson(findingsOfEvents(putBack, forgotten), 20),
    ) as Record<string, unknown>;
    expect([verdict, refreshed]).toStrictEqual(["changes", true]);
    const of = { type: expect.any(String) as string, id: "an-id" };
    expect(changedOutside).toStrictEqual([
      {
        ...of,
        urn: urnOf(putBack),
        name: "youtube",
        is: "changed",
        op: "update",
        properties: [
          {
            path: "enabled",
            is: "changed",
            secret: false,
            before: "true",
            after: "false",
            up: "puts it back",
          },
        ],
      },
      { ...of, urn: urnOf(forgotten), name: "one", is: "gone", op: null, properties: [] },
    ]);
    expect(JSON.parse(asJson(findingsOf(), 0))).toMatchObject({
      refreshed: false,
      changedOutside: [],
    });
  });
});

describe("a refresh that fails", () => {
  const unread = /The resources could not be read from the API.* `--no-refresh`\./;
  const errors = [{ severity: "error", message: "GET /apps responded with 401", urn: urnOf(kept) }];

  it("is told from a program that fails, with the way out", () => {
    const begun = { op: "refresh", urn: urnOf(kept) };
    const lines = [
      { resourcePreEvent: { metadata: begun } },
      ...errors.map((diagnosticEvent) => ({ diagnosticEvent })),
    ];
    const events = lines.map((line) => JSON.stringify(line));
    const digest = { steps: [begun], diagnostics: errors };
    for (const text of [events.join("\n"), JSON.stringify(digest)]) {
      const findings = judge(readPreview(text, "A sample"));
      expect(findings).toMatchObject({ verdict: "failed", isUnread: true, stack: "prod" });
      expect(report(findings)).toMatch(unread);
    }
  });

  it("is none where everything was read", () => {
    const { steps } = JSON.parse(previewOf(putBack)) as { steps: object[] };
    const text = JSON.stringify({ steps, diagnostics: errors });
    const findings = judge(readPreview(text, "A sample"));
    expect(findings).toMatchObject({ verdict: "failed", isUnread: false });
    // Of a plan that has no end nobody knows what it does about anything.
    expect(findings.outside).toBeUndefined();
    expect(report(findings)).not.toMatch(unread);
  });
});
