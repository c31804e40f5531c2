/**
 * Livestream: a RealtimeKit livestream that receives video from an encoder.
 *
 * | method | call |
 * | ------ | ---- |
 * | create | GET …/livestreams (is there one with this name?), POST …/livestreams |
 * | read   | GET …/livestreams/{id}, or the list if several are read at once |
 * | update | none: the API has no update |
 * | delete | none: the API has no delete; the livestream stays |
 */
import { BaseLivestreams } from "cloudflare/resources/realtime-kit/livestreams";
import * as z from "zod";
import { answer, statusOf } from "../../client/errors.ts";
import { UserError } from "../../user-error.ts";
import type { Api } from "../../client/api.ts";
import { ffmpegCommand, join } from "../../schema/addresses.ts";
import {
  adoptable,
  APP_REFERENCE,
  type ResourceState,
  inApp,
  type ResourceDefinition,
  REPLACE_IN_APP,
} from "../../engine/definition.ts";
import { ONCE } from "../../client/once.ts";
import {
  confirmGone as confirmGoneFrom,
  batched,
  pagesOf,
  unlessGone,
} from "../../client/reading.ts";
import { review } from "./review.ts";
import { group, orWholeNumber, secret } from "../../schema/schema.ts";

/** The inputs of a livestream. */
export const livestreamSchema = group({
  /**
   * The name of the livestream: letters, digits, `-` and `_`. Default: the logical name and a random
   * suffix. Changing this replaces the resource: the API cannot rename livestreams. The automatic name
   * stays the same if you rename the stack or the resource; a replacement gets another one. If a
   * livestream with this name already exists in the app, create fails and explains how to adopt it.
   */
  name: z
    .string()
    .regex(/^[a-zA-Z0-9-_]+$/, "use letters, digits, - and _ only, at least one")
    .optional(),
  /**
   * Any text or whole number; change it to rotate the stream key, for example after a leak. Default:
   * none. Changing this replaces the resource: only a new livestream gets a new stream key. The name
   * and the playback URL change too, and an earlier value does not restore the old key. A `name` that
   * you set gets a random suffix, because the old livestream keeps its name. Conflicts with `adopt`.
   */
  keyVersion: orWholeNumber(z.string().min(1)).optional(),
  ...inApp,
  ...adoptable,
});

/** The outputs of a livestream. */
export const livestreamOutputs = z.object({
  /** The name of the livestream. */
  name: z.string(),
  /** The RTMPS server URL for encoders, without the stream key; in OBS, the Server. */
  ingestServer: z.string(),
  /** The stream key; in OBS, the Stream Key. Secret. */
  streamKey: secret(z.string()),
  /** The server and stream key as a single URL, for example for ffmpeg. Secret. */
  ingestUrl: secret(z.string()),
  /** An ffmpeg command that streams the file `input.mp4` to this livestream. Secret. */
  ffmpegCommand: secret(z.string()),
  /** The playback URL: the HLS manifest that players load. */
  playbackUrl: z.string(),
});

type Inputs = z.output<typeof livestreamSchema> & {
  name: string;
  accountId: string;
  appId: string;
};

export const livestream = {
  name: "Livestream",
  inputs: livestreamSchema,
  outputs: livestreamOutputs,
  derived: {
    ingestUrl: { from: ["ingestServer", "streamKey"], make: join },
    ffmpegCommand: { from: ["ingestServer", "streamKey"], make: ffmpegCommand },
  },
  section: {
    name: "livestreams",
    references: APP_REFERENCE,
    exports: ["name", "ingestServer", "streamKey", "ingestUrl", "playbackUrl"],
    added: ["ffmpegCommand"],
  } as const,
  review,
  unique: ["name", "keyVersion"],
  replaceOnChanges: {
    name: "the API cannot rename it",
    keyVersion: "only a new livestream gets a new stream key",
    ...REPLACE_IN_APP,
  },
  nameInput: {
    key: "name",
    twice: "refused by us",
    suffixed: ({ keyVersion }) => keyVersion !== undefined,
  },
  computedDefaults: {},
  validate: ({ adopt, keyVersion }) =>
    adopt === undefined || keyVersion === undefined
      ? []
      : [
          {
            path: ["keyVersion"],
            reason:
              "cannot be set together with adopt, because an adopted livestream keeps its stream key; to rotate the key, remove adopt",
          },
        ],
  describe: ({ name, appId }) => `a livestream named ${JSON.stringify(name)} in app ${appId}`,
  list: async (api, where, options) => {
    const found = await all(api, where, options);
    // A meeting's livestream is created and deleted with the meeting.
    return found
      .filter(({ meeting_id: owner }) => !owner)
      .map(({ id, name, playback_url: uses }) => ({ id, name: name ?? undefined, uses }));
  },
  create: async (api, inputs) => {
    const path = `/accounts/${encodeURIComponent(inputs.accountId)}/realtime/kit/${encodeURIComponent(inputs.appId)}/livestreams`;
    // The SDK dropped its typed method in 7.2.0; Cloudflare's documentation has the call.
    const made = await api.client
      .post(path, { body: { name: inputs.name }, ...ONCE })
      .catch((error: unknown) => {
        throw isWithdrawn(error) ? withdrawn(inputs, error) : error;
      });
    return toState(answer(single, made, `POST ${path}`).data);
  },
  read: async (api, id, where) => {
    const item = await batched(api, `livestreams ${where.accountId}/${where.appId}`, id, {
      one: () => one(api, id, where),
      all: () => all(api, where, { fresh: true }),
      idOf: (found) => found.id,
    });
    return item && toState(item);
  },
  confirmGone,
  retainedMessage: (id, { name }) =>
    `The livestream ${name} (${id}) is no longer managed, but it still exists, because the API cannot delete livestreams. ` +
    "Its stream key and playback URL keep working.",
} satisfies ResourceDefinition<Inputs>;

type Where = Pick<Inputs, "accountId" | "appId">;

const item = z.looseObject({
  id: z.string().min(1),
  name: z.string().nullish(),
  ingest_server: z.string(),
  stream_key: z.string(),
  playback_url: z.string(),
  meeting_id: z.string().nullish(),
});

type Item = z.output<typeof item>;

/** Details come flat (Cloudflare's documentation) or below `livestream` (SDK's type). */
const single = z.object({
  data: z.union([z.object({ livestream: item }).transform(({ livestream }) => livestream), item]),
});

async function one(api: Api, id: string, { accountId, appId }: Inputs): Promise<Item | undefined> {
  const params = { account_id: accountId, app_id: appId };
  return unlessGone(
    async () => {
      const body = await api.use(BaseLivestreams).getLivestreamSessionForLivestreamID(id, params);
      return answer(single, body, `GET livestream ${id}`).data;
    },
    () => confirmGone(api, id, { accountId, appId }),
  );
}

function confirmGone(api: Api, id: string, where: Where): Promise<void> {
  return confirmGoneFrom(() => all(api, where, { fresh: true }), id, "livestream");
}

/** All livestreams of an app; the list has the complete items. */
function all(api: Api, { accountId, appId }: Where, options?: { fresh: boolean }): Promise<Item[]> {
  const load = () =>
    pagesOf(item, "GET livestreams", (page) =>
      api.use(BaseLivestreams).getAllLivestreams(appId, {
        account_id: accountId,
        exclude_meetings: true,
        ...page,
      }),
    );
  return api.list(`livestreams ${accountId}/${appId}`, load, options);
}

function toState(found: Item): ResourceState {
  return {
    id: found.id,
    inputs: { name: found.name ?? undefined },
    outputs: {
      name: found.name ?? "",
      ingestServer: found.ingest_server,
      streamKey: found.stream_key,
      playbackUrl: found.playback_url,
    },
  };
}

/** The list worked a moment ago, so the app exists. */
function isWithdrawn(error: unknown): boolean {
  return [404, 405, 410].includes(statusOf(error) ?? 0);
}

function withdrawn({ accountId }: Inputs, cause: unknown): UserError {
  return new UserError(
    `The API no longer creates independent livestreams in account ${accountId} (the create failed with ${statusOf(cause) ?? ""}, ` +
      "although the list works). Use a Stream live input for ingest instead: LiveInput, or `liveInputs` in config.",
    { cause },
  );
}
