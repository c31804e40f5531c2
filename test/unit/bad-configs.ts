/** What a stack's config may say wrongly of the classes, and what is then said of it. */
import { sections } from "../../config/sections.ts";
import type { Plain } from "./mocked-engine.ts";

export const key = "key-of-a-platform";
export const url = "https://example.com/hook";
export const events = ["meeting.started"];

const target = (more: Plain) => ({ platform: "youtube", streamKey: key, ...more });
const own = { recordingConfig: { liveStreamingConfig: { rtmpUrl: "rtmps://a.example.com/x" } } };
const many = Object.fromEntries([...Array(51).keys()].map((at) => [`t${at}`, target({})]));

export const BAD_CONFIGS: [what: string, declared: Plain, lines: string[]][] = [
  [
    "deep in a stage's targets",
    { stages: { x: { restream: { targets: { y: target({ enabledd: false }) } } } } },
    [
      "stages.x.restream.targets.y.enabledd: unknown; did you mean enabled? Allowed here: platform, url, streamKey, enabled, adopt",
    ],
  ],
  [
    "deep in a stage's presets",
    { stages: { x: { host: { ui: { designTokens: { logo: "logo" } } }, viewer: { name: 1 } } } },
    [
      'stages.x.host.ui.designTokens.logo: "logo" is not allowed; use a URL that starts with https://',
      "stages.x.viewer.name: 1 is not a string; put it in quotes, as `pulumi config set --path --type string …` does",
    ],
  ],
  [
    "a stage's meeting with an RTMP address of its own beside the restreaming",
    { stages: { x: { meeting: own, restream: {} } } },
    [
      "stages.x.meeting.recordingConfig.liveStreamingConfig: cannot be set here, because the meeting streams to the hub; remove it",
    ],
  ],
  [
    "a stage's platform without a URL of its own",
    { stages: { x: { restream: { targets: { y: { platform: "linkedin", streamKey: key } } } } } },
    [
      'stages.x.restream.targets.y.url: missing; the platform "linkedin" has no default URL: give the stream URL and the stream key that LinkedIn shows for each event',
    ],
  ],
  [
    "a stage's hub beside hubArgs",
    { stages: { x: { restream: { hub: "an-id", hubArgs: {} } } } },
    [
      "stages.x.restream.hubArgs: cannot be set together with hub, because an existing live input is not changed; remove one of them",
    ],
  ],
  [
    "a stage's restreaming to a livestream",
    { stages: { x: { restream: { livestream: {} } } } },
    ["stages.x.restream.livestream: unknown; allowed here: hub, hubArgs, targets"],
  ],
  [
    "a broadcast's hub beside hubArgs, one by reference",
    { liveInputs: { hub: {} }, broadcasts: { x: { liveInput: "hub", hubArgs: {} } } },
    [
      "broadcasts.x.hubArgs: cannot be set together with hub, because an existing live input is not changed; remove one of them",
    ],
  ],
  [
    "a broadcast's reference beside the id",
    { liveInputs: { hub: {} }, broadcasts: { x: { liveInput: "hub", hub: "an-id" } } },
    [
      "broadcasts.x.liveInput: cannot be set together with hub; give liveInput (a logical name in liveInputs) or hub",
    ],
  ],
  [
    "a broadcast with too many targets",
    { broadcasts: { x: { targets: many } } },
    ["broadcasts.x.targets: 51 outputs are too many; a live input can have at most 50"],
  ],
  [
    "a broadcast's target named as its livestream's, without a key",
    { broadcasts: { x: { livestream: {}, targets: { livestream: { platform: "twitch" } } } } },
    [
      "broadcasts.x.targets.livestream.streamKey: missing; give a string",
      "broadcasts.x.targets.livestream: is the name of the livestream's own target; use another name",
    ],
  ],
  [
    "a broadcast's meeting with an RTMP address of its own",
    { broadcasts: { x: { meeting: own } } },
    [
      "broadcasts.x.meeting.recordingConfig.liveStreamingConfig: cannot be set here, because the meeting streams to the hub; remove it",
    ],
  ],
  [
    "a broadcast's livestream of a bad name, its hub of a bad number",
    {
      broadcasts: {
        x: { livestream: { name: "a b" }, hubArgs: { deleteRecordingAfterDays: 1 } },
      },
    },
    [
      "broadcasts.x.hubArgs.deleteRecordingAfterDays: 1 is not allowed; give at least 30",
      'broadcasts.x.livestream.name: "a b" is not allowed; use letters, digits, - and _ only, at least one',
    ],
  ],
  [
    "an app that the stack does not have",
    { apps: { events: {} }, webhooks: { x: { app: "evnets", url, events } } },
    ['webhooks.x.app: "evnets" is not a logical name in apps; use events'],
  ],
  [
    "an app where the stack has none",
    { stages: { x: { app: "events" } } },
    [
      'stages.x.app: "events" is not a logical name in apps; apps is empty: add it there, or remove the reference',
    ],
  ],
  [
    "an app by both of its names",
    { apps: { events: {} }, meetings: { x: { app: "events", appId: "an-id" } } },
    [
      "meetings.x.app: cannot be set together with appId; give app (a logical name in apps) or appId",
    ],
  ],
  [
    "an app that says an app",
    { apps: { x: { app: "x", color: "red" } } },
    [
      "apps.x.app: unknown; allowed here: name, accountId, adopt, options",
      "apps.x.color: unknown; allowed here: name, accountId, adopt, options",
    ],
  ],
  [
    "a meeting's values",
    { meetings: { x: { status: "OPEN", recordingConfig: { maxSeconds: 1 } } } },
    [
      'meetings.x.status: "OPEN" is not allowed; use one of "ACTIVE", "INACTIVE"',
      "meetings.x.recordingConfig.maxSeconds: 1 is not allowed; give at least 60",
    ],
  ],
  [
    "a meeting's recording that is too long",
    { meetings: { x: { recordingConfig: { maxSeconds: 90_000 } } } },
    ["meetings.x.recordingConfig.maxSeconds: 90000 is not allowed; give at most 86400"],
  ],
  [
    "two of a name that only one can have",
    { presets: { x: { name: "hosts" }, y: { name: "hosts" }, z: { name: "guests" } } },
    [
      "presets.y.name: is the same as in presets.x, but must be unique; change or remove one of them",
    ],
  ],
  [
    "a meeting's RTMP address, which is not shown",
    {
      meetings: {
        x: { recordingConfig: { liveStreamingConfig: { rtmpUrl: "https://a.example.com/key" } } },
      },
    },
    [
      "meetings.x.recordingConfig.liveStreamingConfig.rtmpUrl: [secret] is not allowed; use a URL that starts with rtmps:// or rtmp://",
    ],
  ],
  [
    "a webhook's values",
    { webhooks: { x: { url: "ftp://example.com", events: [] } } },
    [
      'webhooks.x.url: "ftp://example.com" is not allowed; use a URL that starts with https://',
      "webhooks.x.events: [] is not allowed; give at least 1 item",
    ],
  ],
  [
    "a webhook without anything",
    { webhooks: { x: {} } },
    ["webhooks.x.url: missing; give a string", "webhooks.x.events: missing; give an array"],
  ],
  [
    "sections and entries that are no objects",
    { stages: "x", broadcasts: { x: [] }, apps: [] },
    [
      "stages: is not an object with logical names as keys",
      "apps: [] is not an object",
      "broadcasts.x: [] is not an object",
    ],
  ],
  [
    "a section that there is not",
    { stage: {} },
    [
      `stage: unknown; did you mean stages? Allowed here: ${sections.map(({ name }) => name).join(", ")}`,
    ],
  ],
];
