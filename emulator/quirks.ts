import { z } from "zod";

/**
 * Where Cloudflare's documentation, the SDK's types and the live service differ, the emulator supports each
 * variant. Each quirk names its source; {@link defaultQuirks} has the defaults. A test can choose another
 * variant at start or with `PUT /__emulator/quirks`.
 */
export const quirksSchema = z.strictObject({
  /**
   * `GET …/livestreams/{id}`: "seed" returns flat `data` with `ingest_seconds` and `viewer_seconds`
   * (Cloudflare's documentation), "sdk" returns `data: { livestream, session, paging }` (SDK types).
   */
  livestreamDetails: z.enum(["seed", "sdk"]),
  /**
   * `GET …/livestreams`: "array" returns `data: [...]` with `paging` next to it (like apps, presets and
   * meetings in the SDK), "nested" returns `data: { livestreams, paging }`, and "nested-top-paging" returns
   * `data: { livestreams }` with `paging` next to `data`. (The SDK's type is a single object with `paging`,
   * which matches none of them; clients should accept all three.)
   */
  livestreamList: z.enum(["array", "nested", "nested-top-paging"]),
  /** `POST …/livestreams`: the status of success (contract: 200 or 201). */
  createLivestreamStatus: z.union([z.literal(200), z.literal(201)]),
  /**
   * `POST …/livestreams` responds with this status instead of creating a livestream, as for an account
   * without this call (the SDK dropped its typed method in 7.2.0).
   */
  createLivestreamGone: z.union([z.literal("off"), z.literal(404), z.literal(405), z.literal(410)]),
  /** A livestream's `disabled` as a JSON boolean (contract) or as "true" / "false" (SDK types). */
  disabled: z.enum(["boolean", "string"]),
  /** The status of a livestream without video: "OFFLINE" (Cloudflare's documentation) or "IDLE" (SDK types). */
  offlineStatus: z.enum(["OFFLINE", "IDLE"]),
  /** The response to `PATCH …/presets/{id}` has no `id` (observed). */
  presetPatchOmitsId: z.boolean(),
  /** Presets are returned with a `config.media.video.simulcast` that was not sent (observed). */
  presetEchoesSimulcast: z.boolean(),
  /** `POST` and `PUT …/presets` require `ui.config_diff` (observed; not in the SDK's types). */
  presetNeedsConfigDiff: z.boolean(),
  /**
   * A live input's `deleteRecordingAfterDays` and `recording.allowedOrigins` that are not set: "absent" (SDK
   * types) or null (observed).
   */
  liveInputUnset: z.enum(["absent", "null"]),
  /** The owner of the tokens, the user or the account; each has its own call to verify them. */
  tokenOwner: z.enum(["user", "account"]),
  /** The headers `Ratelimit` and `Ratelimit-Policy` of every response (Cloudflare's documentation). */
  rateLimitHeaders: z.enum(["present", "absent"]),

  // No source says how the API behaves in what follows. The defaults are assumptions that a run of
  // `npm run conformance` against a real account confirms or corrects.

  /** The most items that a page of a RealtimeKit list has. */
  largestPage: z.int().min(1).max(1000),
  /** A larger `per_page`: it is reduced to the largest page, or refused as invalid. */
  pageTooLarge: z.enum(["reduced", "refused"]),
  /** How long after its create a resource appears in lists, in milliseconds. A read of one finds it at once. */
  listedAfterMs: z.int().min(0).max(60_000),
  /** Optional fields that `PUT …/presets/{id}` leaves out: removed, or kept as they are. */
  presetPutLeftOut: z.enum(["removed", "kept"]),
  /** A second preset with the same name: the status of the refusal (409 was observed), or "allowed". */
  presetNameTaken: z.union([z.literal(409), z.literal(400), z.literal(422), z.literal("allowed")]),
  /** A second livestream with the same name. */
  livestreamNameTaken: z.union([z.literal("allowed"), z.literal(409)]),
  /** A livestream's name that the documented pattern does not allow. */
  livestreamNamePattern: z.enum(["refused", "accepted"]),
  /** The status for a RealtimeKit resource that does not exist. */
  kitMissing: z.union([z.literal(404), z.literal(400), z.literal(410)]),
  /** The status for a RealtimeKit request with an invalid body or query. */
  kitInvalid: z.union([z.literal(422), z.literal(400)]),
  /** The status of a create of a preset, a meeting, a webhook, an app or a participant. */
  kitCreated: z.union([z.literal(201), z.literal(200)]),
  /** The response to the delete of a preset or a webhook: what was deleted (SDK types), or 204 without a body. */
  kitDeleted: z.union([z.literal("document"), z.literal(204)]),
  /** The status for a live input or output that does not exist; the code is 10003 (contract) with each. */
  streamMissing: z.union([z.literal(404), z.literal(400)]),
  /**
   * The response to the delete of a live input or output: an envelope, 200 without a body (the SDK's type is
   * void), or 204.
   */
  streamDeleted: z.union([z.literal("envelope"), z.literal("empty"), z.literal(204)]),
  /** The list of live inputs: an object with `liveInputs` (SDK types), or a bare array. */
  liveInputList: z.enum(["object", "array"]),
  /** Whether `POST …/live_inputs` with a known `Idempotency-Key` returns the same live input (SDK). */
  idempotencyKey: z.enum(["honoured", "ignored"]),
  /** `Retry-After` of a 429: seconds, a date (both RFC 9110), or no header. */
  retryAfter: z.enum(["seconds", "date", "absent"]),
});

/** The variant of each quirk that the emulator uses. */
export type Quirks = z.infer<typeof quirksSchema>;

/** The default variants. */
export const defaultQuirks: Readonly<Quirks> = {
  livestreamDetails: "seed",
  livestreamList: "array",
  createLivestreamStatus: 201,
  createLivestreamGone: "off",
  disabled: "boolean",
  offlineStatus: "OFFLINE",
  presetPatchOmitsId: true,
  presetEchoesSimulcast: true,
  presetNeedsConfigDiff: false,
  liveInputUnset: "absent",
  tokenOwner: "user",
  rateLimitHeaders: "present",
  largestPage: 100,
  pageTooLarge: "reduced",
  listedAfterMs: 0,
  presetPutLeftOut: "removed",
  presetNameTaken: 409,
  livestreamNameTaken: "allowed",
  livestreamNamePattern: "refused",
  kitMissing: 404,
  kitInvalid: 422,
  kitCreated: 201,
  kitDeleted: "document",
  streamMissing: 404,
  streamDeleted: "envelope",
  liveInputList: "object",
  idempotencyKey: "honoured",
  retryAfter: "seconds",
};
