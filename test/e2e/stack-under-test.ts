/** What the end-to-end tests share: the stack they declare, the API read back, steps in one line each. */
import type { SectionName } from "../../config/sections.ts";
import assert from "node:assert/strict";
import { z } from "zod";
import { assertSucceeded, showing } from "../support/outcome.ts";
import { KIT, STREAM } from "../support/emulator.ts";
import { type Operation, type Project, Secret } from "../support/project.ts";

export { KIT, STREAM as LIVE_INPUTS };

/** The four sections of the stack's config as Pulumi has their keys. */
export function config(sections: Partial<Record<SectionName, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(sections).map(([name, declared]) => [`livestreaming:${name}`, declared]),
  );
}

type Section = "livestreams" | "presets" | "liveInputs" | "restreamTargets";

/** What Pulumi.dev.yaml declares, with keys of this test. */
export function devStack() {
  return {
    livestreams: { keynote: {}, workshop: { keyVersion: "1" } },
    presets: {
      host: { template: "host", config: { maxVideoStreams: { desktop: 8 } } },
      viewer: { template: "viewer", ui: { designTokens: { theme: "light" } } },
    },
    liveInputs: { hub: { recording: { mode: "automatic" } } },
    restreamTargets: {
      youtube: {
        liveInput: "hub",
        platform: "youtube",
        streamKey: new Secret("youtube-key-of-this-test"),
      },
      backup: {
        liveInput: "hub",
        url: "rtmps://backup.example.com/live",
        streamKey: new Secret("backup-key-of-this-test"),
        enabled: false,
      },
    },
  } satisfies Record<Section, Record<string, object>>;
}

/** The steps in one line each: what, whose, and for which properties it is replaced. */
export function lines({ steps }: Operation): string[] {
  return steps
    .map(({ op, name, keys }) => [op, name, ...(keys.length > 0 ? [`(${keys.join(", ")})`] : [])])
    .map((words) => words.join(" "))
    .sort();
}

/** It went well and took these steps and no other, in whatever order. */
export function assertSteps(operation: Operation, expected: string[]): void {
  assertSucceeded(operation);
  showing(operation, () => expect(lines(operation)).toStrictEqual(expected.toSorted()));
}

/** A replacement's three steps. */
export function replaced(name: string, key: string): string[] {
  return [
    `create-replacement ${name} (${key})`,
    `delete-replaced ${name}`,
    `replace ${name} (${key})`,
  ];
}

/** What the CLI says of errors, but for the line with which it ends. */
export function errorsOf({ diagnostics }: Operation): string[] {
  return diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ message }) => message.trimEnd())
    .filter((message) => !/^(update|preview) failed$/.test(message));
}

const livestream = z.object({
  id: z.string(),
  name: z.string(),
  ingest_server: z.string(),
  stream_key: z.string(),
  playback_url: z.string(),
});
const preset = z.object({
  id: z.string(),
  name: z.string(),
  config: z.looseObject({
    max_video_streams: z.object({ desktop: z.number(), mobile: z.number() }),
  }),
  permissions: z.looseObject({ can_record: z.boolean(), kick_participant: z.boolean() }),
  ui: z.looseObject({
    design_tokens: z.looseObject({
      theme: z.string(),
      colors: z.looseObject({ brand: z.record(z.string(), z.string()), text: z.string() }),
    }),
  }),
});
const endpoint = z.object({ url: z.string() });
const keyed = z.object({ url: z.string(), streamKey: z.string() });
const srt = z.object({ url: z.string(), streamId: z.string(), passphrase: z.string() });
const liveInput = z.object({
  uid: z.string(),
  meta: z.looseObject({ name: z.string().optional() }),
  recording: z.looseObject({ mode: z.string() }),
  deleteRecordingAfterDays: z.number().optional(),
  rtmps: keyed,
  rtmpsPlayback: keyed,
  srt,
  srtPlayback: srt,
  webRTC: endpoint,
  webRTCPlayback: endpoint,
  playback: z.object({ hls: z.string(), dash: z.string() }),
});
const target = z.object({
  uid: z.string(),
  url: z.string(),
  streamKey: z.string(),
  enabled: z.boolean(),
});

/** What the API holds, asked for by fetch. */
export function held(project: Project) {
  const get = async <S extends z.ZodType>(path: string, part: "data" | "result", schema: S) => {
    const { status, body } = await project.api("GET", path);
    expect({ path, status }).toStrictEqual({ path, status: 200 });
    return schema.parse(z.looseObject({}).parse(body)[part]);
  };
  const byName = <T>(items: T[], name: (item: T) => string) =>
    Object.fromEntries(items.map((item) => [name(item), item]));
  const id = z.object({ id: z.string() });
  const uid = z.object({ uid: z.string() });
  return {
    livestreams: () => get(`${KIT}/livestreams?per_page=100`, "data", z.array(livestream)),
    presets: async () => {
      const list = await get(`${KIT}/presets?per_page=100`, "data", z.array(id));
      const whole = list.map((one) => get(`${KIT}/presets/${one.id}`, "data", preset));
      return byName(await Promise.all(whole), ({ name }) => name);
    },
    preset: (presetId: string) => get(`${KIT}/presets/${presetId}`, "data", preset),
    liveInputs: async () => {
      const list = await get(
        STREAM,
        "result",
        z.object({ liveInputs: z.array(uid) }).transform(({ liveInputs }) => liveInputs),
      );
      return Promise.all(list.map((one) => get(`${STREAM}/${one.uid}`, "result", liveInput)));
    },
    targets: (hub: string) => get(`${STREAM}/${hub}/outputs`, "result", z.array(target)),
  };
}

/** How much the API holds of each kind. */
export async function counts(project: Project) {
  const api = held(project);
  const inputs = await api.liveInputs();
  const targets = await Promise.all(inputs.map(({ uid }) => api.targets(uid)));
  return {
    livestreams: (await api.livestreams()).length,
    presets: Object.keys(await api.presets()).length,
    liveInputs: inputs.length,
    targets: targets.flat().length,
  };
}

const endpoints = z.strictObject({
  id: z.string(),
  name: z.string(),
  ingestServer: z.string(),
  streamKey: z.string(),
  ingestUrl: z.string(),
  ffmpegCommand: z.string(),
  playbackUrl: z.string(),
});
const { rtmps, rtmpsPlayback, srtPlayback, webRTC, webRTCPlayback, playback } = liveInput.shape;
// Not strict: other kinds have outputs of their own.
const outputs = z.object({
  livestreams: z.record(z.string(), endpoints),
  presets: z.record(z.string(), z.strictObject({ id: z.string(), name: z.string() })),
  liveInputs: z.record(
    z.string(),
    endpoints.extend({
      ...{ playback, rtmps, rtmpsPlayback, srt, srtPlayback },
      ...{ webRtc: webRTC, webRtcPlayback: webRTCPlayback },
    }),
  ),
  restreamTargets: z.record(
    z.string(),
    z.strictObject({ id: z.string(), platform: z.string(), enabled: z.boolean() }),
  ),
});

/** The stack's outputs with exactly the keys that are promised, secrets shown. */
export async function stackOutputs(project: Project) {
  return outputs.parse(await project.outputs({ showSecrets: true }));
}

/** The one of that name; fails where there is none. */
export function named<T>(items: Record<string, T>, name: string): T {
  const found = items[name];
  assert.ok(found !== undefined, `${name} is not one of ${Object.keys(items).join(", ")}`);
  return found;
}

/** The requests that changed, or tried to change, what the API holds. */
export async function writes(project: Project): Promise<string[]> {
  return (await project.requests()).filter((line) => !line.startsWith("GET"));
}
