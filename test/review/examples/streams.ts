/** What happens to livestreams, live inputs and restream targets. */
import type { Sample } from "../samples.ts";
import { type Example, update } from "./example.ts";

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const STREAM_LIVE_INPUT = "cloudflare:index/streamLiveInput:StreamLiveInput";
const hub = { displayName: "hub", enabled: true };
const target = {
  liveInputId: "hub-id",
  url: "rtmps://a.example",
  streamKey: "[secret]",
  enabled: true,
};

/** A restream target that stays as it is. */
export const youtube: Sample = {
  op: "same",
  kind: "RestreamTarget",
  name: "youtube",
  before: target,
  after: target,
};

function recording(before: object, after: object, diff: Record<string, string>): Sample {
  return update("LiveInput", { ...hub, recording: before }, { ...hub, recording: after }, diff);
}

export const streams: Example[] = [
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
    { "livestream-replaced": ["one: name changes (the API cannot rename it)"] },
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
    { "livestream-replaced": ["one: adopted: other"] },
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
        "hub: accountId changes (a resource cannot move to another account); its targets: youtube",
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
        "youtube: streamKey changes (the API can only change enabled of an output)",
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
];
