import { z } from "zod";

/**
 * Where the seed page, the SDK's types and the live service disagree, the emulator can serve either
 * side. Each quirk names its source; {@link defaultQuirks} says which side is served unless a test
 * asks for the other one, at start or by `PUT /__emulator/quirks`.
 */
export const quirksSchema = z.strictObject({
  /**
   * `GET …/livestreams/{id}`: "seed" answers flat `data` with `ingest_seconds` and
   * `viewer_seconds` (seed page), "sdk" answers `data: { livestream, session, paging }` (SDK types).
   */
  livestreamDetails: z.enum(["seed", "sdk"]),
  /**
   * `GET …/livestreams`: "array" answers `data: [...]` with `paging` beside it (as apps, presets
   * and meetings do in the SDK), "nested" `data: { livestreams, paging }` and "nested-top-paging"
   * `data: { livestreams }` with `paging` beside `data` (the SDK types one object with a `paging`
   * inside, which fits neither; clients should read all three).
   */
  livestreamList: z.enum(["array", "nested", "nested-top-paging"]),
  /** `POST …/livestreams`: the status of success (contract: 200 or 201). */
  createLivestreamStatus: z.union([z.literal(200), z.literal(201)]),
  /**
   * `POST …/livestreams` answers this status instead of creating: an account that has lost the
   * call (the SDK dropped its typed method in 7.2.0).
   */
  createLivestreamGone: z.union([z.literal("off"), z.literal(404), z.literal(405), z.literal(410)]),
  /** A livestream's `disabled` as a JSON boolean (contract) or as "true" / "false" (SDK types). */
  disabled: z.enum(["boolean", "string"]),
  /** What a livestream without a picture says: "OFFLINE" (seed page) or "IDLE" (SDK types). */
  offlineStatus: z.enum(["OFFLINE", "IDLE"]),
  /** The answer to `PATCH …/presets/{id}` lacks `id` (live finding). */
  presetPatchOmitsId: z.boolean(),
  /** Presets come back with a `config.media.video.simulcast` that nobody sent (live finding). */
  presetEchoesSimulcast: z.boolean(),
  /** `POST` and `PUT …/presets` refuse a body without `ui.config_diff` (live finding; not in the SDK's types). */
  presetNeedsConfigDiff: z.boolean(),
  /**
   * A live input's `deleteRecordingAfterDays` and `recording.allowedOrigins` that nobody set:
   * "absent" (SDK types) or null (seen in answers of the live service).
   */
  liveInputUnset: z.enum(["absent", "null"]),
  /** Whose the tokens are, the user's or the account's: each has a call of its own to be verified by. */
  tokenOwner: z.enum(["user", "account"]),
});

/** Which side of each known disagreement the emulator serves. */
export type Quirks = z.infer<typeof quirksSchema>;

/** What is served unless something else is asked for. */
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
