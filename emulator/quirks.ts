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
};
