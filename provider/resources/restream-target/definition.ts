/**
 * RestreamTarget: an output of a live input, which restreams its video to one platform.
 *
 * | method | call |
 * | ------ | ---- |
 * | create | GET …/outputs (does it exist?), POST …/live_inputs/{uid}/outputs |
 * | read   | GET …/outputs, once for all targets of a live input: there is no GET of one |
 * | update | PUT …/outputs/{output} `{ enabled }`, even while the stream is live |
 * | delete | DELETE …/outputs/{output}; the platform stops receiving video within 30 seconds |
 */
import { createHash } from "node:crypto";
import { BaseOutputs } from "cloudflare/resources/stream/live-inputs/outputs";
import * as z from "zod";
import { answer } from "../../client/errors.ts";
import type { Api } from "../../client/api.ts";
import {
  adoptable,
  type ResourceState,
  inAccount,
  type ResourceDefinition,
  type Listed,
  REPLACE_IN_ACCOUNT,
} from "../../engine/definition.ts";
import { present } from "../../schema/compare.ts";
import { withoutCredentials } from "../../schema/addresses.ts";
import { confirmGone as confirmLiveInputGone } from "../live-input/definition.ts";
import { ONCE } from "../../client/once.ts";
import { confirmGone as confirmGoneFrom, listed, unlessGone } from "../../client/reading.ts";
import { PLATFORM_NAMES, platformOf, platformUrl, PLATFORMS } from "./platforms.ts";
import { review } from "./review.ts";
import { group, id, secret, secretWhere, UNKNOWN } from "../../schema/schema.ts";
import type { Failure } from "../../schema/failure.ts";

/** The inputs of a restream target. */
export const restreamTargetSchema = group({
  /**
   * The ID (`uid`) of the live input that the target belongs to. Changing this replaces the resource:
   * an output cannot move to another live input.
   */
  liveInputId: id(),
  /**
   * The platform: `youtube`, `twitch`, `facebook`, `linkedin`, or `custom` for any other server. It
   * determines the default of `url`. Default: `custom`. Can be changed in place.
   */
  platform: z.enum(PLATFORM_NAMES).default("custom"),
  /**
   * The URL that the video is sent to: rtmp://, rtmps:// or srt://, without the stream key. Default:
   * the URL of the platform; required for `linkedin` and `custom`, which have none. Changing this
   * replaces the resource: the API can only change `enabled`.
   */
  url: secretWhere(
    z
      .string()
      .regex(/^(rtmps?|srt):\/\/[^\s/]+/, "use a URL that starts with rtmps://, rtmp:// or srt://"),
    hasCredentials,
  ).optional(),
  /**
   * The stream key of the platform. Secret. Changing this replaces the resource: the API can only
   * change `enabled`.
   */
  streamKey: secret(z.string().min(1)),
  /** Whether video is sent to the platform. Default: true. Can be changed in place, even while live. */
  enabled: z.boolean().default(true),
  ...inAccount,
  ...adoptable,
});

/** The outputs of a restream target. */
export const restreamTargetOutputs = z.object({
  /** The ID of the live input that the target belongs to. */
  liveInputId: z.string(),
  /** The platform. */
  platform: z.enum(PLATFORM_NAMES),
  /** The URL that the video is sent to, without the stream key. Secret if it contains credentials. */
  url: secretWhere(z.string(), hasCredentials),
  /** The stream key of the platform. Secret. */
  streamKey: secret(z.string()),
  /** Whether video is sent to the platform. */
  enabled: z.boolean(),
});

/** A URL with a user or a query, such as SRT's `?passphrase=`, can contain credentials. */
function hasCredentials(url: string): boolean {
  return /[?@]/.test(url);
}

type Plain = Readonly<Record<string, unknown>>;

type Inputs = z.output<typeof restreamTargetSchema> & { url: string; accountId: string };

const ONLY_ENABLED = "the API can only change enabled of an output";

export const restreamTarget = {
  name: "RestreamTarget",
  inputs: restreamTargetSchema,
  outputs: restreamTargetOutputs,
  section: {
    name: "restreamTargets",
    references: { liveInput: { section: "liveInputs", becomes: "liveInputId", required: true } },
    exports: ["platform", "enabled"],
  } as const,
  adoption: { title: goalOf, declare: onPlatform },
  review,
  getBy: ["liveInputId"],
  unique: ["streamKey", "url", "platform", "liveInputId"],
  replaceOnChanges: {
    liveInputId: "an output cannot move to another live input",
    url: ONLY_ENABLED,
    streamKey: ONLY_ENABLED,
    ...REPLACE_IN_ACCOUNT,
  },
  computedDefaults: { url: { from: ["platform"], value: ({ platform }) => platformUrl(platform) } },
  validate: (declared) => [...missingUrl(declared), ...keyInUrl(declared)],
  describe: ({ url, liveInputId }) =>
    `a restream target to ${withoutCredentials(url)} with this stream key on live input ${liveInputId}`,
  fingerprint: ({ streamKey }) => createHash("sha256").update(streamKey).digest("hex"),
  list: async (api, where, options) => {
    const found = await all(api, where, options);
    return found.map(({ uid, url, streamKey }) => ({ id: uid, url, streamKey }));
  },
  // Two resources never share an output: deleting one would stop the other.
  clash: (item, inputs) => (isSame(item, inputs) ? "taken" : undefined),
  create: async (api, inputs) => {
    const { url, streamKey, enabled, accountId, liveInputId } = inputs;
    const params = { url, streamKey, enabled, account_id: accountId };
    const made = await api.use(BaseOutputs).create(liveInputId, params, ONCE);
    return toState(answer(output, made, "POST outputs"), inputs);
  },
  // Deleting a live input deletes its outputs.
  read: (api, id, where) =>
    unlessGone(
      async () => {
        const found = await listed(
          (options) => all(api, where, options),
          ({ uid }) => uid === id,
        );
        return found && toState(found, where);
      },
      () => confirmLiveInputGone(api, where.liveInputId, where),
    ),
  update: async (api, id, inputs, before) => {
    const { accountId, liveInputId, enabled } = inputs;
    if (before.enabled !== enabled) {
      const params = { account_id: accountId, live_input_identifier: liveInputId, enabled };
      await api.use(BaseOutputs).update(id, params);
    }
    return { id, inputs: {}, outputs: {} };
  },
  makeRoom: async (api, inputs, replaced) => {
    const found = await all(api, inputs, { fresh: true });
    const old = found.find((each) => isSame(each, replaced));
    if (found.length < MOST_OUTPUTS || !old || replaced.liveInputId !== inputs.liveInputId)
      return false;
    await remove(api, old.uid, inputs);
    return true;
  },
  delete: remove,
  confirmGone: async (api, id, where) => {
    // Deleting a live input deletes its outputs.
    await unlessGone(
      () => confirmGoneFrom(() => all(api, where, { fresh: true }), id, "output"),
      () => confirmLiveInputGone(api, where.liveInputId, where),
    );
  },
} satisfies ResourceDefinition<Inputs>;

/** The maximum number of outputs of a live input (contract). */
export const MOST_OUTPUTS = 50;

type Destination = Pick<Listed, "url" | "streamKey">;

function isSame(a: Destination, b: Destination): boolean {
  return a.url === b.url && a.streamKey === b.streamKey;
}

async function remove(api: Api, id: string, { accountId, liveInputId }: Where): Promise<void> {
  const params = { account_id: accountId, live_input_identifier: liveInputId };
  await api.use(BaseOutputs).delete(id, params);
}

/** Replaces the URL of a known platform by the platform's name. */
function onPlatform({ url, ...all }: Record<string, unknown>): Record<string, unknown> {
  const platform = platformOf(url);
  return platform === undefined ? present({ ...all, url }) : { ...all, platform };
}

/** The platform, or the host name of the server. */
function goalOf({ url }: Plain): string {
  const platform = platformOf(url);
  if (platform !== undefined) return platform;
  return typeof url === "string" && URL.canParse(url) ? new URL(url).hostname : "";
}

/** A platform without a default URL needs one. */
function missingUrl({ url, platform = "custom" }: Plain): Failure[] {
  const known = Object.entries(PLATFORMS).find(([name]) => name === platform)?.[1];
  if (url !== undefined || !known || platformUrl(platform)) return [];
  const reason = `missing; the platform ${JSON.stringify(platform)} has no default URL: give ${known.needs}`;
  return [{ path: ["url"], reason }];
}

/** The URL is not secret, so it must not contain the key. */
function keyInUrl({ url, streamKey }: Plain): Failure[] {
  // If they are not known yet, both are UNKNOWN.
  if (typeof url !== "string" || typeof streamKey !== "string" || url === UNKNOWN) return [];
  if (streamKey.length <= 3 || !url.includes(streamKey)) return [];
  return [
    {
      path: ["url"],
      reason: "contains the stream key; set the key in streamKey only, where it is secret",
    },
  ];
}

const output = z.looseObject({
  uid: z.string().min(1),
  url: z.string(),
  streamKey: z.string().optional(),
  enabled: z.boolean().optional(),
});

type Output = z.output<typeof output>;

type Where = Pick<Inputs, "accountId" | "liveInputId">;

/** All outputs of a live input; the list has the complete items. */
function all(
  api: Api,
  { accountId, liveInputId }: Where,
  options?: { fresh: boolean },
): Promise<Output[]> {
  const load = async () => {
    const page = await api.use(BaseOutputs).list(liveInputId, {
      account_id: accountId,
    });
    return answer(z.array(output), page.result, "GET outputs");
  };
  return api.list(`outputs ${accountId}/${liveInputId}`, load, options);
}

function toState(
  found: Output,
  { liveInputId, streamKey, platform }: Pick<Inputs, "liveInputId"> & Partial<Inputs>,
): ResourceState {
  const held = {
    url: found.url,
    streamKey: found.streamKey ?? streamKey,
    enabled: found.enabled ?? true,
  };
  return {
    id: found.uid,
    inputs: { liveInputId, ...held },
    outputs: { liveInputId, platform: platform ?? "custom", ...held },
  };
}
