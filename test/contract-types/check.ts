/** Makes every call of the SDK on an emulator, and compares the responses with the SDK's types. */
import { defaultQuirks } from "../../emulator/quirks.ts";
import type { Profile } from "../../emulator/profile.ts";
import { openEmulator } from "../support/emulator.ts";
import { makeCalls, NOT_SERVED } from "./calls.ts";
import { type Deviation, explained } from "./deviations.ts";
import { type Finding, findingsIn } from "./findings.ts";
import { sdkCalls } from "./schemas.ts";

export interface Checked {
  readonly calls: number;
  /** Calls of the SDK that were not made. */
  readonly notMade: readonly string[];
  /** Findings without a deviation. */
  readonly unexplained: readonly Finding[];
  /** The deviations that were met. */
  readonly deviations: readonly Deviation[];
}

export async function checkTypes(profile?: Profile): Promise<Checked> {
  const emulator = await openEmulator({ profile });
  const made = await makeCalls(emulator).finally(() => emulator.close());
  const names = new Set<string>(made.map(({ name }) => name));
  const found = findingsIn(made).map((finding) => ({ finding, why: explained(finding) }));
  return {
    calls: made.length,
    notMade: sdkCalls().flatMap(({ name }) =>
      names.has(name) || name in NOT_SERVED ? [] : [name],
    ),
    unexplained: found.flatMap(({ finding, why }) => (why ? [] : [finding])),
    deviations: [...new Set(found.flatMap(({ why }) => why ?? []))],
  };
}

/** The result for people. */
export function told(checked: Checked, profile?: Profile): string {
  const { calls, notMade, unexplained, deviations } = checked;
  const wrong = new Set(unexplained.map(({ call }) => call)).size;
  const variant = (quirk: Deviation["quirk"]) =>
    quirk === undefined
      ? ""
      : ` (quirk ${quirk}: ${String({ ...defaultQuirks, ...profile?.quirks }[quirk])})`;
  return [
    `${calls - wrong} of ${calls} calls answer as the SDK's types say.`,
    ...notMade.map((name) => `Not made: ${name}`),
    ...unexplained.map(({ call, text }) => `${call}: ${text}`),
    ...(deviations.length === 0 ? [] : ["Known deviations:"]),
    ...deviations.map(({ calls: of, why, quirk }) => `- ${of.source}: ${why}${variant(quirk)}`),
  ].join("\n");
}
