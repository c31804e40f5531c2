/** What happens to meetings, presets, apps and webhooks, and to any resource at all. */
import { type Example, update } from "./example.ts";

const preset = (permissions: object, template = "viewer") => ({
  name: "audience",
  template,
  permissions,
});
const egress = (rtmpUrl?: string) => ({
  recordingConfig: rtmpUrl && { liveStreamingConfig: { rtmpUrl } },
});

export const meetings: Example[] = [
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
    { "meeting-replaced": ["one: appId changes (a resource cannot move to another app)"] },
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
    { "preset-replaced": ["one: appId changes (a resource cannot move to another app)"] },
  ],
  [
    "a preset is renamed",
    [update("Preset", { name: "a" }, { name: "b" }, { name: "update" })],
    { "preset-renamed": ["one: a → b"] },
  ],
  [
    "a preset loses the name that it was given",
    [update("Preset", { name: "a" }, {}, { name: "delete" })],
    { "preset-renamed": ["one: a → an automatic name"] },
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
    { "app-replaced": ["one: name changes (the API cannot rename it)"] },
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
