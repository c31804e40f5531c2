import { inPlain } from "../../review/phrase.ts";
import { RULES, RULES_OF_ALL } from "../../review/rules.ts";
import { type Sample, findingsOf } from "./samples.ts";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const STREAM_LIVE_INPUT = "cloudflare:index/streamLiveInput:StreamLiveInput";
const hub = { displayName: "hub", enabled: true };
const target = {
  liveInputId: "hub-id",
  url: "rtmps://a.example",
  streamKey: "[secret]",
  enabled: true,
};
const youtube: Sample = {
  op: "same",
  kind: "RestreamTarget",
  name: "youtube",
  before: target,
  after: target,
};

function update(kind: string, before: object, after: object, diff: Record<string, string>): Sample {
  return { op: "update", kind, before: { ...before }, after: { ...after }, diff };
}

function recording(before: object, after: object, diff: Record<string, string>): Sample {
  return update("LiveInput", { ...hub, recording: before }, { ...hub, recording: after }, diff);
}

const preset = (permissions: object, template = "viewer") => ({
  name: "audience",
  template,
  permissions,
});
const egress = (rtmpUrl?: string) => ({
  recordingConfig: rtmpUrl && { liveStreamingConfig: { rtmpUrl } },
});

/** By what happens: the rules that speak of it, each with the resources and notes that it has. */
const matrix: [what: string, samples: Sample[], expected: Record<string, string[]>][] = [
  [
    "a livestream is replaced",
    [
      {
        op: "replace",
        kind: "Livestream",
        before: { name: "a" },
        after: { name: "b" },
        reasons: ["name"],
        diff: { name: "update-replace" },
      },
    ],
    { "livestream-replaced": ["one: name changes (the API has no rename)"] },
  ],
  [
    "a livestream is replaced by one that exists",
    [
      {
        op: "replace",
        kind: "Livestream",
        before: { name: "a" },
        after: { name: "a", adopt: "other" },
        reasons: ["adopt"],
        diff: { adopt: "add-replace" },
      },
    ],
    { "livestream-replaced": ["one: taken over: other"] },
  ],
  [
    "a livestream is removed",
    [{ op: "delete", kind: "Livestream", before: { name: "a" } }],
    { "livestream-removed": ["one: id an-id"] },
  ],
  [
    "a live input is replaced, with its targets",
    [
      {
        op: "replace",
        kind: "LiveInput",
        name: "hub",
        id: "hub-id",
        before: hub,
        after: hub,
        reasons: ["accountId"],
        diff: { accountId: "update-replace" },
      },
      {
        ...youtube,
        op: "replace",
        after: { ...target, liveInputId: UNKNOWN },
        reasons: ["liveInputId"],
        diff: { liveInputId: "update-replace" },
      },
    ],
    {
      "live-input-replaced": [
        "hub: accountId changes (nothing moves between accounts); its targets: youtube",
      ],
      "target-hub-dark": ["youtube: live input hub"],
    },
  ],
  [
    "a live input is removed, with a target that was off",
    [
      { op: "delete", kind: "LiveInput", name: "hub", id: "hub-id", before: hub },
      { ...youtube, op: "delete", before: { ...target, enabled: false } },
    ],
    { "live-input-removed": ["hub"] },
  ],
  [
    "a live input is disabled and its targets stay",
    [
      {
        ...update("LiveInput", hub, { ...hub, enabled: false }, { enabled: "update" }),
        name: "hub",
        id: "hub-id",
      },
      youtube,
    ],
    {
      "live-input-disabled": ["hub: its targets: youtube"],
      "target-hub-dark": ["youtube: live input hub"],
    },
  ],
  [
    "a live input is enabled",
    [update("LiveInput", { ...hub, enabled: false }, hub, { enabled: "update" })],
    {},
  ],
  [
    "the live input of @pulumi/cloudflare is replaced",
    [
      {
        op: "replace",
        kind: STREAM_LIVE_INPUT,
        name: "theirs",
        id: "missing ID",
        before: {},
        outputs: { uid: "hub-id" },
        after: {},
      },
      youtube,
    ],
    {
      "live-input-replaced": ["theirs: id hub-id; its targets: youtube"],
      "target-hub-dark": ["youtube: live input theirs"],
    },
  ],
  [
    "playback needs a signature",
    [
      recording(
        { requireSignedUrls: false },
        { requireSignedUrls: true },
        { "recording.requireSignedUrls": "update" },
      ),
    ],
    { "playback-needs-signature": ["one"] },
  ],
  [
    "origins change",
    [
      recording(
        { allowedOrigins: [] },
        { allowedOrigins: ["a.example"] },
        { "recording.allowedOrigins[0]": "add" },
      ),
    ],
    { "playback-origins-changed": ["one"] },
  ],
  [
    "recording goes off",
    [recording({ mode: "automatic" }, { mode: "off" }, { "recording.mode": "update" })],
    { "recording-off": ["one"] },
  ],
  [
    "recordings get an age",
    [
      update(
        "LiveInput",
        hub,
        { ...hub, deleteRecordingAfterDays: 30 },
        { deleteRecordingAfterDays: "add" },
      ),
    ],
    { "recordings-deleted": ["one"] },
  ],
  ["a target is removed", [{ ...youtube, op: "delete" }], { "target-removed": ["youtube"] }],
  [
    "a target that was off is removed",
    [{ ...youtube, op: "delete", before: { ...target, enabled: false } }],
    {},
  ],
  [
    "a target is switched off",
    [
      {
        ...youtube,
        op: "update",
        after: { ...target, enabled: false },
        diff: { enabled: "update" },
      },
    ],
    { "target-off": ["youtube"] },
  ],
  [
    "a target may be switched off: it is not known yet",
    [
      {
        ...youtube,
        op: "update",
        after: { ...target, enabled: UNKNOWN },
        diff: { enabled: "update" },
      },
    ],
    { "target-off": ["youtube"] },
  ],
  [
    "a target gets another key",
    [{ ...youtube, op: "replace", reasons: ["streamKey"], diff: { streamKey: "update-replace" } }],
    {
      "target-replaced": [
        "youtube: streamKey changes (the API changes nothing but enabled of an output)",
      ],
    },
  ],
  [
    "a target that was off gets another key",
    [
      {
        ...youtube,
        op: "replace",
        before: { ...target, enabled: false },
        reasons: ["streamKey"],
        diff: { streamKey: "update-replace" },
      },
    ],
    {},
  ],
  ["a target's platform changes", [{ ...youtube, op: "update", diff: { platform: "update" } }], {}],
  [
    "a meeting becomes INACTIVE",
    [update("Meeting", { status: "ACTIVE" }, { status: "INACTIVE" }, { status: "update" })],
    { "meeting-inactive": ["one"] },
  ],
  [
    "a meeting is removed",
    [{ op: "delete", kind: "Meeting", before: {} }],
    { "meeting-removed": ["one"] },
  ],
  [
    "a meeting is replaced",
    [
      {
        op: "replace",
        kind: "Meeting",
        before: {},
        after: {},
        reasons: ["appId"],
        diff: { appId: "update-replace" },
      },
    ],
    { "meeting-replaced": ["one: appId changes (nothing moves between apps)"] },
  ],
  [
    "a meeting's picture goes elsewhere",
    [
      update("Meeting", egress("[secret]"), egress("[secret]"), {
        "recordingConfig.liveStreamingConfig.rtmpUrl": "update",
      }),
    ],
    { "meeting-egress-changed": ["one"] },
  ],
  [
    "a meeting's picture goes nowhere",
    [update("Meeting", egress("[secret]"), egress(), { recordingConfig: "delete" })],
    { "meeting-egress-changed": ["one"] },
  ],
  [
    "a meeting's picture goes out",
    [update("Meeting", egress(), egress("[secret]"), { recordingConfig: "add" })],
    { "meeting-egress-added": ["one"] },
  ],
  [
    "a meeting does less on start",
    [
      update(
        "Meeting",
        { recordOnStart: true, liveStreamOnStart: true },
        { recordOnStart: false, liveStreamOnStart: false },
        { recordOnStart: "update", liveStreamOnStart: "update" },
      ),
    ],
    { "meeting-not-sent-out": ["one"], "meeting-not-live": ["one"] },
  ],
  [
    "a preset is removed",
    [{ op: "delete", kind: "Preset", before: preset({}) }],
    { "preset-removed": ["one: name audience"] },
  ],
  [
    "a preset is replaced",
    [
      {
        op: "replace",
        kind: "Preset",
        before: preset({}),
        after: preset({}),
        reasons: ["appId"],
        diff: { appId: "update-replace" },
      },
    ],
    { "preset-replaced": ["one: appId changes (nothing moves between apps)"] },
  ],
  [
    "a preset is renamed",
    [update("Preset", { name: "a" }, { name: "b" }, { name: "update" })],
    { "preset-renamed": ["one: a → b"] },
  ],
  [
    "a preset allows more, in each of the ways",
    [
      update(
        "Preset",
        preset({
          canRecord: false,
          stageAccess: "NOT_ALLOWED",
          waitingRoomType: "SKIP_ON_ACCEPT",
          plugins: { config: { x: { accessControl: "VIEW_ONLY" } } },
        }),
        preset({
          canRecord: true,
          stageAccess: "CAN_REQUEST",
          waitingRoomType: "SKIP",
          plugins: { config: { x: { accessControl: "FULL_ACCESS" } } },
        }),
        {
          "permissions.canRecord": "update",
          "permissions.stageAccess": "update",
          "permissions.waitingRoomType": "update",
          "permissions.plugins.config.x.accessControl": "update",
        },
      ),
    ],
    {
      "preset-widened": [
        'one: canRecord true; plugins.config.x.accessControl "FULL_ACCESS"; stageAccess "CAN_REQUEST"; waitingRoomType "SKIP"',
      ],
    },
  ],
  [
    "a preset allows less",
    [
      update("Preset", preset({ stageAccess: "ALLOWED" }), preset({ stageAccess: "CAN_REQUEST" }), {
        "permissions.stageAccess": "update",
      }),
    ],
    {},
  ],
  [
    "a preset of hosts allows more",
    [
      update("Preset", preset({ canRecord: false }, "host"), preset({ canRecord: true }, "host"), {
        "permissions.canRecord": "update",
      }),
    ],
    {},
  ],
  [
    "a switch that permits nothing",
    [
      update("Preset", preset({ hiddenParticipant: false }), preset({ hiddenParticipant: true }), {
        "permissions.hiddenParticipant": "update",
      }),
    ],
    {},
  ],
  [
    "an app is removed",
    [{ op: "delete", kind: "App", before: { name: "a" } }],
    { "app-removed": ["one: id an-id"] },
  ],
  [
    "an app is replaced",
    [
      {
        op: "replace",
        kind: "App",
        before: { name: "a" },
        after: { name: "b" },
        reasons: ["name"],
        diff: { name: "update-replace" },
      },
    ],
    { "app-replaced": ["one: name changes (the API has no rename)"] },
  ],
  [
    "a webhook is removed",
    [{ op: "delete", kind: "Webhook", before: {} }],
    { "webhook-removed": ["one"] },
  ],
  [
    "a webhook is switched off",
    [update("Webhook", { enabled: true }, { enabled: false }, { enabled: "update" })],
    { "webhook-off": ["one"] },
  ],
  [
    "a webhook tells another address",
    [
      update(
        "Webhook",
        { url: "https://a.example" },
        { url: "https://b.example" },
        { url: "update" },
      ),
    ],
    { "webhook-elsewhere": ["one"] },
  ],
  [
    "something is taken over",
    [{ op: "create", kind: "Preset", after: { adopt: "its-id" } }],
    { adopted: ["one: id its-id"] },
  ],
  ["something is made", [{ op: "create", kind: "Livestream", after: { name: "a" } }], {}],
  [
    "another provider's is removed",
    [{ op: "delete", kind: "aws:s3/bucket:Bucket", before: {} }],
    {},
  ],
];

describe("what a reviewer must not miss", () => {
  for (const [what, samples, expected] of matrix) {
    it(what, () => {
      expect(alertsOf(samples)).toStrictEqual(expected);
    });
  }

  it("has an example above for every rule", () => {
    const seen = new Set(matrix.flatMap(([, , expected]) => Object.keys(expected)));
    const ids = [...Object.values(RULES).flat(), ...RULES_OF_ALL].map(({ id }) => id);
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
    const samples = matrix.flatMap(([, each], index) =>
      each.map((sample) => ({ ...sample, name: `${sample.name ?? "one"}-${index}` })),
    );
    expect(alertsOf(samples.toReversed())).toStrictEqual(alertsOf(samples));
    const order = (all: Sample[]) => findingsOf(...all).changes.map(({ urn }) => urn);
    expect(order(samples.toReversed())).toStrictEqual(order(samples));
  });
});

function alertsOf(samples: Sample[]): Record<string, string[]> {
  const { breaking, notice } = findingsOf(...samples).alerts;
  const entries = [...breaking, ...notice].map(({ rule, of }): [string, string[]] => [
    rule.id,
    of.map(({ change, notes }) =>
      [change.name, notes.map(inPlain).join("; ")].filter(Boolean).join(": "),
    ),
  ]);
  return Object.fromEntries(entries);
}
