/** Where the emulator does not answer as the SDK's types say: each has a quirk, or a reason with its source. */
import type { Quirks } from "../../emulator/quirks.ts";
import type { Finding } from "./findings.ts";

export interface Deviation {
  readonly calls: RegExp;
  readonly text: RegExp;
  /** The quirk that decides it. */
  readonly quirk?: keyof Quirks;
  readonly why: string;
}

export const DEVIATIONS: readonly Deviation[] = [
  {
    calls: /^livestreams\.getLivestreamSessionForLivestreamID$/,
    text: /^data\.\w+: (missing|not in the type)$/,
    quirk: "livestreamDetails",
    why: "flat in Cloudflare's documentation",
  },
  {
    calls: /^livestreams\./,
    text: /^data(\.livestream)?\.disabled: must be string$/,
    quirk: "disabled",
    why: "a JSON boolean in the contract",
  },
  {
    calls: /^presets\.update$/,
    text: /^data\.id: missing$/,
    quirk: "presetPatchOmitsId",
    why: "observed by others",
  },
  {
    calls: /^livestreams\.getAllLivestreams$/,
    text: /^(paging: not in the type|data: must be object)$/,
    quirk: "livestreamList",
    why: "the SDK types a list as one livestream, which no list can be; all other lists are arrays",
  },
  {
    calls: /^livestreams\.getActiveLivestreamsForLivestreamID$/,
    text: /^data\.session\.(err_message|stopped_time): missing$/,
    why: "optional in the SDK's type: the session is live",
  },
  {
    calls: /^liveInputs\.(create|get|update)$/,
    text: /^keysRotatedAt: missing$/,
    why: "optional in the SDK's type: the keys were never rotated",
  },
  {
    calls: /^liveInputs\.(create|get|update)$/,
    text: /^defaultCreator: not in the type$/,
    why: "Cloudflare's reference shows it; without it, a PUT that repeats all settings would lose it",
  },
];

/** The deviation that explains a finding. */
export function explained({ call, text }: Finding): Deviation | undefined {
  return DEVIATIONS.find((each) => each.calls.test(call) && each.text.test(text));
}
