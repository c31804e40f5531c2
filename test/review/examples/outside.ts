/** What somebody has changed past the stack since the last update, and what the update makes of it. */
import { omit } from "../../support/omit.ts";
import type { Sample } from "../samples.ts";
import type { Example } from "./example.ts";

const hub = { displayName: "hub", enabled: true };
const target = { liveInputId: "hub-id", url: "rtmps://a.example", enabled: true };
const preset = (permissions: object, name = "audience") => ({
  name,
  template: "viewer",
  permissions,
});
const hook = { url: "https://a.example", events: ["meeting.ended"], enabled: true };
const egress = { recordingConfig: { liveStreamingConfig: { rtmpUrl: "[secret]" } } };

/** Changed outside, and put back by the update. */
function putBack(kind: string, before: object, held: object, paths: string[]): Sample {
  const diff = Object.fromEntries(paths.map((path) => [path, "update"]));
  const [state, api] = [{ ...before }, { ...held }];
  return { op: "update", kind, before: state, held: api, after: state, heldDiff: diff, diff };
}

/** Changed outside, and declared so by now. */
function kept(sample: Sample): Sample {
  const { held } = sample;
  return { ...omit(sample, "diff"), op: "same", ...(typeof held === "object" && { after: held }) };
}

/** Gone, and made again. */
function madeAgain(kind: string, before: object): Sample {
  return { op: "create", kind, before: { ...before }, held: "gone", after: { ...before } };
}

/** Gone, and no longer declared. */
function forgotten(sample: Sample): Sample {
  return { ...omit(sample, "after"), op: "nothing" };
}

const hubOff: Sample = {
  ...putBack("LiveInput", hub, { ...hub, enabled: false }, ["enabled"]),
  name: "hub",
  id: "hub-id",
};
const youtube: Sample = {
  op: "same",
  kind: "RestreamTarget",
  name: "youtube",
  before: target,
  after: target,
};
const targetOff = putBack("RestreamTarget", target, { ...target, enabled: false }, ["enabled"]);
const widened = putBack(
  "Preset",
  preset({ canRecord: false, stageAccess: "ALLOWED" }),
  preset({ canRecord: true, stageAccess: "NOT_ALLOWED" }),
  ["permissions.canRecord", "permissions.stageAccess"],
);
const hookOff = putBack("Webhook", hook, { ...hook, enabled: false }, ["enabled"]);

export const outside: Example[] = [
  [
    "a livestream is gone and made again",
    [madeAgain("Livestream", { name: "a" })],
    { "livestream-gone": ["one: id an-id"] },
  ],
  [
    "a livestream is gone, and taken over by its name",
    [{ ...madeAgain("Livestream", { name: "a" }), after: { name: "a", adopt: true } }],
    { "livestream-gone": ["one: id an-id"], adopted: ["one: id not known yet"] },
  ],
  [
    "a livestream is gone and no longer declared",
    [forgotten(madeAgain("Livestream", { name: "a" })), youtube],
    {},
  ],
  [
    "a live input is gone, with its targets",
    [
      { ...madeAgain("LiveInput", hub), name: "hub", id: "hub-id" },
      { ...madeAgain("RestreamTarget", target), name: "youtube" },
    ],
    { "live-input-gone": ["hub: its targets: youtube"], "target-gone": ["youtube"] },
  ],
  [
    "a target that was off is gone and made again",
    [madeAgain("RestreamTarget", { ...target, enabled: false })],
    {},
  ],
  [
    "a live input was disabled",
    [hubOff, youtube],
    {
      "live-input-disabled-outside": ["hub: up enables it; its targets: youtube"],
    },
  ],
  [
    "a live input was disabled, and is declared so by now",
    [kept(hubOff)],
    { "live-input-disabled-outside": ["hub: up keeps it disabled"] },
  ],
  ["a target was switched off", [targetOff], { "target-off-outside": ["one: up enables it"] }],
  [
    "a target was switched off, and is no longer declared",
    [{ ...targetOff, op: "delete" }],
    { "target-off-outside": ["one: up removes it"] },
  ],
  [
    "a target that was off is switched on, and off again by the update",
    [putBack("RestreamTarget", { ...target, enabled: false }, target, ["enabled"])],
    { "target-off": ["one"] },
  ],
  [
    "a preset was made to allow more here and less there",
    [widened],
    {
      "preset-widened": ['one: stageAccess "ALLOWED"'],
      "preset-widened-outside": ["one: canRecord true; up removes them"],
    },
  ],
  [
    "a preset was made to allow more, and is declared so by now",
    [kept(widened)],
    { "preset-widened-outside": ["one: canRecord true; up keeps them"] },
  ],
  [
    "a preset with an automatic name was renamed",
    [
      {
        op: "update",
        kind: "Preset",
        before: { template: "viewer" },
        outputs: { name: "one-1234567", __autoName: "one-1234567" },
        held: { template: "viewer", name: "theirs" },
        heldDiff: { name: "add" },
        after: { template: "viewer" },
        diff: { name: "delete" },
      },
    ],
    {
      "preset-renamed": ["one: theirs → one-1234567"],
      "preset-renamed-outside": ["one: one-1234567 → theirs"],
    },
  ],
  [
    "a preset is gone and made again",
    [madeAgain("Preset", preset({}))],
    { "preset-gone": ["one: name audience"] },
  ],
  [
    "an app is gone and made again",
    [madeAgain("App", { name: "a" })],
    { "app-gone": ["one: id an-id"] },
  ],
  [
    "a meeting is gone and made again",
    [madeAgain("Meeting", { title: "a" })],
    { "meeting-gone": ["one: id an-id"] },
  ],
  [
    "a meeting was made INACTIVE",
    [putBack("Meeting", { status: "ACTIVE" }, { status: "INACTIVE" }, ["status"])],
    { "meeting-inactive-outside": ["one: up sets it to ACTIVE"] },
  ],
  [
    "a meeting's picture was sent elsewhere",
    [kept(putBack("Meeting", {}, egress, ["recordingConfig"]))],
    { "meeting-egress-outside": ["one: up keeps it"] },
  ],
  ["a webhook was switched off", [hookOff], { "webhook-off-outside": ["one: up enables it"] }],
  [
    "a webhook was sent elsewhere",
    [putBack("Webhook", hook, { ...hook, url: "https://b.example" }, ["url"])],
    { "webhook-elsewhere": ["one"], "webhook-elsewhere-outside": ["one"] },
  ],
  ["a webhook is gone and made again", [madeAgain("Webhook", hook)], { "webhook-gone": ["one"] }],
  [
    "another provider's was changed",
    [putBack("aws:s3/bucket:Bucket", { acl: "private" }, { acl: "public" }, ["acl"])],
    {},
  ],
];
