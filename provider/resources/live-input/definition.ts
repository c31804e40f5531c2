/**
 * LiveInput: a Stream live input, used as the hub of restream targets or by itself.
 *
 * | method | call |
 * | ------ | ---- |
 * | create | GET …/live_inputs (is there one from a lost create?), POST …/live_inputs |
 * | read   | GET …/live_inputs/{uid}: the list has no credentials |
 * | update | GET …/live_inputs/{uid}, PUT …/live_inputs/{uid}: keeps other keys of `meta` |
 * | delete | DELETE …/live_inputs/{uid}, which deletes its outputs too |
 */
import {
  BaseLiveInputs,
  type LiveInputCreateParams,
  type LiveInputUpdateParams,
} from "cloudflare/resources/stream/live-inputs/live-inputs";
import * as z from "zod";
import { isPlain } from "../../schema/compare.ts";
import { answer } from "../../client/errors.ts";
import type { Api } from "../../client/api.ts";
import {
  adoptable,
  type ResourceState,
  inAccount,
  type ResourceDefinition,
  REPLACE_IN_ACCOUNT,
} from "../../engine/definition.ts";
import { ffmpegCommand, join, playbackOf } from "../../schema/addresses.ts";
import { ONCE } from "../../client/once.ts";
import { confirmGone as confirmGoneFrom, unlessGone } from "../../client/reading.ts";
import { liveInputOutputs } from "./outputs.ts";
import { review } from "./review.ts";
import { group, list } from "../../schema/schema.ts";

/** The inputs of a live input. */
export const liveInputSchema = group({
  /**
   * The name in the dashboard (`meta.name`); several live inputs can have the same one. Default: the
   * logical name and a random suffix. Can be changed in place.
   */
  displayName: z.string().min(1).optional(),
  /** Whether the live input accepts video. Default: true. Can be changed in place. */
  enabled: z.boolean().default(true),
  /** Whether to use Low-Latency HLS, which fewer players support. Default: false. Can be changed in place. */
  preferLowLatency: z.boolean().default(false),
  /** How the video is recorded and who can play it. Can be changed in place. */
  recording: group({
    /** `automatic` records the video for playback on demand; `off` does not. Default: `off`. */
    mode: z.enum(["off", "automatic"]).default("off"),
    /** Seconds without video after which a recording ends; 0 uses Cloudflare's default. Default: 0. */
    timeoutSeconds: z.int().min(0).default(0),
    /** Whether playback requires a signed URL. Default: false. */
    requireSignedUrls: z.boolean().default(false),
    /** Origins that can show the video, such as `example.com` or `*.example.com`. Default: none; all can. */
    allowedOrigins: list(z.string().min(1)).default([]),
    /** Whether to hide the live viewer count. Default: false. */
    hideLiveViewerCount: z.boolean().default(false),
  }).prefault({}),
  /** Days after which recordings are deleted, at least 30. Default: never. Can be changed in place. */
  deleteRecordingAfterDays: z.int().min(30).optional(),
  /** The creator ID that is set on the videos. Default: none. Can be changed in place. */
  defaultCreator: z.string().min(1).optional(),
  ...inAccount,
  ...adoptable,
});

type Inputs = z.output<typeof liveInputSchema> & {
  accountId: string;
  displayName: string;
  __declaredBy: string;
};

/** The key of `meta` that stores which resource created it. */
const MADE_BY = "pulumi";

/** The key of `meta` with the mark of the create, which finds it again if the response is lost. */
const MARK = "pulumiCreate";

export const liveInput = {
  name: "LiveInput",
  inputs: liveInputSchema,
  outputs: liveInputOutputs,
  derived: {
    ingestUrl: { from: ["ingestServer", "streamKey"], make: join },
    ffmpegCommand: { from: ["ingestServer", "streamKey"], make: ffmpegCommand },
  },
  section: {
    name: "liveInputs",
    exports: ["ingestServer", "streamKey", "ingestUrl", "playbackUrl"],
    added: [
      "ffmpegCommand",
      "playback",
      "rtmps",
      "rtmpsPlayback",
      "srt",
      "srtPlayback",
      "webRtc",
      "webRtcPlayback",
    ],
    renamed: {
      /** The name in the dashboard. */
      name: "displayName",
    },
  } as const,
  adoption: { missing: notListed },
  review,
  replaceOnChanges: REPLACE_IN_ACCOUNT,
  nameInput: { key: "displayName", twice: "allowed" },
  computedDefaults: {},
  noneByDefault: ["deleteRecordingAfterDays"],
  describe: ({ displayName, accountId }) =>
    `a live input named ${JSON.stringify(displayName)} in account ${accountId}`,
  list: async (api, where, options) => {
    const found = await liveInputsOf(api, where, options);
    return found.map(({ uid, meta }) => {
      const { name, [MADE_BY]: madeBy, [MARK]: mark } = metaOf(meta);
      return { id: uid, name: text(name), madeBy: text(madeBy), mark: text(mark) ?? "" };
    });
  },
  create: async (api, inputs, mark) => {
    const params = { ...wire(inputs, { [MARK]: mark }), account_id: inputs.accountId };
    const made = await api.use(BaseLiveInputs).create(params, ONCE);
    return toState(answer(item, made, "POST live_inputs"));
  },
  read: (api, id, where) =>
    unlessGone(
      async () => toState(await get(api, id, where)),
      () => confirmGone(api, id, where),
    ),
  update: async (api, id, inputs, before) => {
    const { meta, defaultCreator } = await get(api, id, inputs);
    const params: LiveInputUpdateParams = {
      ...wire(inputs, metaOf(meta)),
      account_id: inputs.accountId,
    };
    // PUT replaces everything: a value that is not set in the program must be sent again to stay.
    if (!before.defaultCreator) params.defaultCreator ??= defaultCreator ?? undefined;
    // Days that are not sent stay; null removes them (SDK), although the type does not allow it.
    const takenOut = before.deleteRecordingAfterDays && !inputs.deleteRecordingAfterDays;
    const days = takenOut ? { deleteRecordingAfterDays: null as unknown as number } : {};
    await api.use(BaseLiveInputs).update(id, { ...params, ...days });
    return toState(await get(api, id, inputs));
  },
  delete: async (api, id, { accountId }) => {
    await api.use(BaseLiveInputs).delete(id, { account_id: accountId });
  },
  confirmGone,
} satisfies ResourceDefinition<Inputs>;

const endpoint = z.looseObject({ url: z.string() });
const keyed = endpoint.extend({ streamKey: z.string() });
const srt = endpoint.extend({ streamId: z.string(), passphrase: z.string() });

const slim = z.looseObject({ uid: z.string().min(1), meta: z.unknown().optional() });

const item = slim.extend({
  enabled: z.boolean().optional(),
  preferLowLatency: z.boolean().optional(),
  deleteRecordingAfterDays: z.number().nullish(),
  defaultCreator: z.string().nullish(),
  recording: z
    .looseObject({
      mode: z.string().optional(),
      timeoutSeconds: z.number().nullish(),
      requireSignedURLs: z.boolean().nullish(),
      allowedOrigins: z.array(z.string()).nullish(),
      hideLiveViewerCount: z.boolean().nullish(),
    })
    .optional(),
  rtmps: keyed,
  rtmpsPlayback: keyed.optional(),
  srt: srt.optional(),
  srtPlayback: srt.optional(),
  webRTC: endpoint.optional(),
  webRTCPlayback: endpoint.optional(),
  playback: z.object({ hls: z.string(), dash: z.string() }).optional(),
});

type Item = z.output<typeof item>;

async function get(api: Api, id: string, { accountId }: { accountId: string }): Promise<Item> {
  return answer(
    item,
    await api.use(BaseLiveInputs).get(id, { account_id: accountId }),
    `GET live input ${id}`,
  );
}

/** Fails if the live input still exists, or if its account does not. */
export function confirmGone(api: Api, id: string, where: { accountId: string }): Promise<void> {
  return confirmGoneFrom(() => liveInputsOf(api, where, { fresh: true }), id, "live input");
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** All live inputs of an account, without credentials. */
export async function liveInputsOf(api: Api, where: { accountId: string }, options?: Fresh) {
  return (await page(api, where, options)).liveInputs;
}

interface Fresh {
  readonly fresh: boolean;
}

/** The list has no pages: if there are more live inputs, no call returns them. */
async function notListed(api: Api, { accountId }: Record<string, unknown>) {
  const { liveInputs, total = 0 } = await page(api, { accountId: String(accountId) });
  if (total <= liveInputs.length) return undefined;
  return `The API lists only ${liveInputs.length} of ${total} live inputs: adopt these, then run this again.`;
}

async function page(api: Api, { accountId }: { accountId: string }, options?: Fresh) {
  const load = async () => {
    const body = await api.use(BaseLiveInputs).list({ account_id: accountId });
    return [answer(listed, body, "GET live_inputs")];
  };
  const [whole] = await api.list(`live inputs ${accountId}`, load, options);
  return whole ?? { liveInputs: [] };
}

/** `{ liveInputs, total }` by the SDK's type; a bare array is accepted too. */
const listed = z.union([
  z.array(slim).transform((liveInputs) => ({ liveInputs, total: undefined })),
  z.looseObject({ liveInputs: z.array(slim).default([]), total: z.number().optional() }),
]);

function metaOf(meta: unknown): Record<string, unknown> {
  return isPlain(meta) ? meta : {};
}

/** All settings, because PUT replaces them. */
function wire(
  inputs: Inputs,
  meta: Record<string, unknown>,
): Omit<LiveInputCreateParams, "account_id"> {
  const { requireSignedUrls, ...recording } = inputs.recording;
  return {
    meta: {
      ...meta,
      // One that was adopted without a name keeps none.
      ...(inputs.displayName && { name: inputs.displayName }),
      [MADE_BY]: inputs.__declaredBy,
    },
    enabled: inputs.enabled,
    preferLowLatency: inputs.preferLowLatency,
    recording: { ...recording, requireSignedURLs: requireSignedUrls },
    ...(inputs.deleteRecordingAfterDays !== undefined && {
      deleteRecordingAfterDays: inputs.deleteRecordingAfterDays,
    }),
    ...(inputs.defaultCreator !== undefined && { defaultCreator: inputs.defaultCreator }),
  };
}

function toState(found: Item): ResourceState {
  const { requireSignedURLs, mode, timeoutSeconds, allowedOrigins, hideLiveViewerCount } =
    found.recording ?? {};
  const { name } = metaOf(found.meta);
  const displayName = typeof name === "string" ? name : undefined;
  return {
    id: found.uid,
    inputs: {
      displayName,
      enabled: found.enabled ?? true,
      preferLowLatency: found.preferLowLatency ?? false,
      recording: {
        mode: mode ?? "off",
        timeoutSeconds: timeoutSeconds ?? 0,
        requireSignedUrls: requireSignedURLs ?? false,
        allowedOrigins: allowedOrigins ?? [],
        hideLiveViewerCount: hideLiveViewerCount ?? false,
      },
      deleteRecordingAfterDays: found.deleteRecordingAfterDays ?? undefined,
      defaultCreator: found.defaultCreator ?? undefined,
    },
    outputs: {
      displayName: displayName ?? "",
      ingestServer: found.rtmps.url,
      streamKey: found.rtmps.streamKey,
      playbackUrl: playbackOf(found.uid, found)?.hls,
      playback: playbackOf(found.uid, found),
      rtmps: found.rtmps,
      rtmpsPlayback: found.rtmpsPlayback,
      srt: found.srt,
      srtPlayback: found.srtPlayback,
      webRtc: found.webRTC,
      webRtcPlayback: found.webRTCPlayback,
    },
  };
}
