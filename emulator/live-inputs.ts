/**
 * Stream live inputs. Paths below /accounts/{account}:
 *
 * POST   /stream/live_inputs        create; honours the header Idempotency-Key
 * GET    /stream/live_inputs        list, without credentials
 * GET    /stream/live_inputs/{uid}  read, with credentials
 * PUT    /stream/live_inputs/{uid}  replace the settings
 * DELETE /stream/live_inputs/{uid}  delete it and its outputs
 *
 * A missing one is HTTP 404 with code 10003 (quirk: streamMissing). Other quirks: liveInputUnset,
 * liveInputList, streamDeleted, idempotencyKey.
 */
import type {
  LiveInput,
  LiveInputCreateParams,
} from "cloudflare/resources/stream/live-inputs/live-inputs";
import type { IsEqual, Simplify } from "type-fest";
import { z } from "zod";
import type { EmulatorContext, Kind } from "./context.ts";
import { playbackHost, streamKey, streamUid } from "./credentials.ts";
import { ApiError, missingInStream, streamDeleted, streamSuccess } from "./envelope.ts";
import type { Quirks } from "./quirks.ts";
import type { Collection, Scope } from "./store.ts";
import { validate } from "./validation.ts";

const recordingBody = z.strictObject({
  allowedOrigins: z.array(z.string()).optional(),
  hideLiveViewerCount: z.boolean().optional(),
  mode: z.enum(["off", "automatic"]).optional(),
  requireSignedURLs: z.boolean().optional(),
  timeoutSeconds: z.number().int().min(0).optional(),
});

const settingsBody = z.strictObject({
  defaultCreator: z.string().optional(),
  // The minimum is from the API reference. Null is in the SDK's documentation, but not in its types.
  deleteRecordingAfterDays: z.number().int().min(30).nullish(),
  enabled: z.boolean().optional(),
  meta: z.unknown().optional(),
  preferLowLatency: z.boolean().optional(),
  recording: recordingBody.optional(),
});

type SettingsBody = z.infer<typeof settingsBody>;

// The SDK's type, except for null.
type SdkBody = Omit<
  LiveInputCreateParams,
  "account_id" | "Idempotency-Key" | "deleteRecordingAfterDays"
>;
true satisfies IsEqual<Simplify<Omit<SettingsBody, "deleteRecordingAfterDays">>, Simplify<SdkBody>>;

/** A stored live input: its settings as they were sent, and its secrets. */
export interface LiveInputDocument {
  uid: string;
  created: string;
  modified: string;
  settings: SettingsBody;
  secrets: Record<"rtmps" | "rtmpsPlayback" | "srt" | "srtPlayback" | "webRTC", string>;
}

interface IdempotencyDocument {
  uid: string;
  expires: number;
}

interface AccountPath {
  account: string;
}

const sixHours = 6 * 60 * 60 * 1000;

/** All live inputs of all accounts. */
export function liveInputsOf({
  store,
}: Pick<EmulatorContext, "store">): Collection<LiveInputDocument> {
  return store.collection<LiveInputDocument>("live-input");
}

/** The live input, or error 10003. */
export function existingLiveInput(
  emulator: Pick<EmulatorContext, "store">,
  { account, uid }: AccountPath & { uid: string },
): LiveInputDocument {
  const found = liveInputsOf(emulator).get({ account, parent: "" }, uid);
  if (found === undefined) throw missingInStream(`Live input ${uid} not found`);
  return found;
}

/** Adds the routes. */
export const addLiveInputs: Kind = (routes, emulator) => {
  const inputs = liveInputsOf(emulator);
  const idempotency = new IdempotencyKeys(emulator);
  const show = (input: LiveInputDocument, account: string) =>
    streamSuccess(details(input, account, emulator));

  routes.post<{ Params: AccountPath }>("/stream/live_inputs", (request) => {
    const { account } = request.params;
    const scope = { account, parent: "" };
    const sent = idempotencyKey(request.headers["idempotency-key"]);
    const key = emulator.quirks.idempotencyKey === "honoured" ? sent : undefined;
    const settings = validate(settingsBody, request.body);
    const made = key === undefined ? undefined : idempotency.madeBefore(scope, key);
    if (made) return show(made, account);
    const input = newLiveInput(settings);
    emulator.store.transaction(() => {
      inputs.insert(scope, input.uid, input);
      if (key !== undefined) idempotency.remember(scope, key, input.uid);
    });
    return show(input, account);
  });

  routes.get<{ Params: AccountPath }>("/stream/live_inputs", (request) => {
    const { quirks } = emulator;
    const all = inputs.listed({ account: request.params.account, parent: "" }, quirks);
    const liveInputs = all.map((input) => itemForm(input, emulator));
    if (quirks.liveInputList === "array") return streamSuccess(liveInputs);
    // The API's list has no pages.
    return streamSuccess({ liveInputs, range: all.length, total: all.length });
  });

  routes.get<{ Params: AccountPath & { uid: string } }>("/stream/live_inputs/:uid", (request) =>
    show(existingLiveInput(emulator, request.params), request.params.account),
  );

  routes.put<{ Params: AccountPath & { uid: string } }>("/stream/live_inputs/:uid", (request) => {
    const { account, uid } = request.params;
    const before = existingLiveInput(emulator, request.params);
    const settings = validate(settingsBody, request.body);
    // According to the SDK, this setting stays if it is omitted; null removes it.
    settings.deleteRecordingAfterDays ??=
      settings.deleteRecordingAfterDays === undefined
        ? before.settings.deleteRecordingAfterDays
        : undefined;
    const input = { ...before, settings, modified: new Date().toISOString() };
    inputs.replace({ account, parent: "" }, uid, input);
    return show(input, account);
  });

  routes.delete<{ Params: AccountPath & { uid: string } }>(
    "/stream/live_inputs/:uid",
    (request, reply) => {
      const { account, uid } = request.params;
      existingLiveInput(emulator, request.params);
      emulator.store.transaction(() => {
        emulator.store.deleteChildren({ account, parent: uid });
        inputs.delete({ account, parent: "" }, uid);
      });
      return streamDeleted(reply, emulator.quirks);
    },
  );
};

/** Idempotency keys of creates (SDK: scoped to the account, for six hours). */
class IdempotencyKeys {
  readonly #emulator;
  readonly #keys;

  constructor(emulator: EmulatorContext) {
    this.#emulator = emulator;
    this.#keys = emulator.store.collection<IdempotencyDocument>("idempotency-key");
  }

  /** The live input that was created with the key. Throws 409 if it was deleted. */
  madeBefore(scope: Scope, key: string): LiveInputDocument | undefined {
    const known = this.#keys.get(scope, key);
    if (known === undefined || known.expires <= Date.now()) return undefined;
    const made = liveInputsOf(this.#emulator).get(scope, known.uid);
    if (made) return made;
    throw new ApiError(409, "The Idempotency-Key belongs to a live input that was deleted");
  }

  remember(scope: Scope, key: string, uid: string): void {
    this.#keys.delete(scope, key);
    this.#keys.insert(scope, key, { uid, expires: Date.now() + sixHours });
  }
}

function idempotencyKey(header: string | string[] | undefined): string | undefined {
  const key = Array.isArray(header) ? header[0] : header;
  if (key !== undefined && Buffer.byteLength(key) > 255) {
    throw new ApiError(400, "Idempotency-Key: at most 255 bytes are allowed");
  }
  return key;
}

function newLiveInput(settings: SettingsBody): LiveInputDocument {
  const uid = streamUid();
  const now = new Date().toISOString();
  const secrets = {
    rtmps: streamKey(uid),
    rtmpsPlayback: streamKey(uid),
    srt: streamKey(uid),
    srtPlayback: streamKey(uid),
    webRTC: streamKey(uid),
  };
  return { uid, created: now, modified: now, settings, secrets };
}

/** A live input in a list: without credentials and, as in the SDK's type, without some settings. */
function itemForm(
  { uid, created, modified, settings }: LiveInputDocument,
  { quirks }: Pick<EmulatorContext, "quirks">,
) {
  const { meta, deleteRecordingAfterDays: days } = settings;
  return {
    uid,
    created,
    modified,
    enabled: settings.enabled ?? true,
    ...(meta !== undefined && { meta }),
    ...(shown(days, quirks) && { deleteRecordingAfterDays: days ?? null }),
  };
}

/** A live input with all fields. */
function details(
  input: LiveInputDocument,
  account: string,
  emulator: Pick<EmulatorContext, "quirks" | "endpoints">,
): Required<Omit<LiveInput, "keysRotatedAt" | "meta" | "deleteRecordingAfterDays">> {
  const { uid, secrets, settings } = input;
  const host = playbackHost(account);
  const { ingestServer } = emulator.endpoints;
  const srt = "srt://live.cloudflare.com:778";
  const { preferLowLatency = false, defaultCreator } = settings;
  return {
    ...itemForm(input, emulator),
    preferLowLatency,
    ...(defaultCreator !== undefined && { defaultCreator }),
    rtmps: { url: ingestServer, streamKey: secrets.rtmps },
    rtmpsPlayback: { url: ingestServer, streamKey: secrets.rtmpsPlayback },
    srt: { url: srt, streamId: uid, passphrase: secrets.srt },
    srtPlayback: { url: srt, streamId: `play${uid}`, passphrase: secrets.srtPlayback },
    webRTC: { url: `${host}/${secrets.webRTC}/webRTC/publish` },
    webRTCPlayback: { url: `${host}/${uid}/webRTC/play` },
    playback: {
      hls: emulator.endpoints.playback(`${host}/${uid}/manifest/video.m3u8`),
      dash: `${host}/${uid}/manifest/video.mpd`,
    },
    status: emulator.endpoints.liveInputStatus(uid),
    recording: recordingForm(settings.recording, emulator),
  };
}

function recordingForm(
  sent: SettingsBody["recording"],
  { quirks }: Pick<EmulatorContext, "quirks">,
): Required<Omit<LiveInput.Recording, "allowedOrigins">> {
  return {
    mode: sent?.mode ?? "off",
    requireSignedURLs: sent?.requireSignedURLs ?? false,
    hideLiveViewerCount: sent?.hideLiveViewerCount ?? false,
    timeoutSeconds: sent?.timeoutSeconds ?? 0,
    ...(shown(sent?.allowedOrigins, quirks) && { allowedOrigins: sent?.allowedOrigins ?? null }),
  };
}

/** A field in the response: its value, or null if the quirk says so. */
function shown(value: unknown, quirks: Quirks): boolean {
  return (value ?? undefined) !== undefined || quirks.liveInputUnset === "null";
}
