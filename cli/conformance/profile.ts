/** Profiles: what a run has seen, in values of closed sets only. */
import manifest from "../../package.json" with { type: "json" };
import { type Profile, readProfile } from "../../emulator/profile.ts";
import { defaultQuirks, type Quirks } from "../../emulator/quirks.ts";
import type { Settings } from "../../provider/client/settings.ts";
import { messageOf, UserError } from "../../provider/user-error.ts";
import { isLocal } from "./client.ts";
import type { Result } from "./observe.ts";
import { allProbes } from "./probes/all.ts";
import { FAILED, OTHER, UNKNOWN, type Value } from "./probe.ts";

/**
 * The profile of a run.
 *
 * @param last what it does not ask stays as it was seen last
 */
export function profileOf(results: readonly Result[], settings: Settings, last?: Profile): Profile {
  const entries = results.flatMap(({ probe: { id }, seen }) => {
    const value = seen === UNKNOWN ? last?.seen[id] : seen;
    return value === undefined ? [] : [[id, value] as const];
  });
  const seen = Object.fromEntries(entries);
  return {
    api: isLocal(settings) ? "emulator" : "cloudflare",
    date: new Date().toISOString().slice(0, 10),
    version: manifest.version,
    quirks: quirksIn(seen),
    seen,
  };
}

/** The quirks with which an emulator answers like this. Where two checks disagree, the one that is not the default. */
export function quirksIn(seen: Profile["seen"]): Partial<Quirks> {
  const quirks: Partial<Quirks> = {};
  for (const { id, quirksOf } of allProbes) {
    const value = seen[id];
    const own = value === undefined ? undefined : quirksOf(value);
    for (const [name, variant] of Object.entries(own ?? {}))
      if (variant !== defaultQuirks[name as keyof Quirks])
        Object.assign(quirks, { [name]: variant });
  }
  return quirks;
}

/** A value that differs from the last profile. */
export interface Change {
  readonly id: string;
  readonly before: Value;
  readonly now: Value;
}

/** What changed since the last profile, among what both have seen. */
export function changesSince(last: Profile, now: Profile): Change[] {
  return Object.entries(now.seen).flatMap(([id, value]) => {
    const before = last.seen[id];
    return before === undefined || before === value ? [] : [{ id, before, now: value }];
  });
}

/** Reads a profile whose values these checks know. */
export function readKnown(file: string): Profile {
  try {
    const profile = readProfile(file);
    const values = Object.entries(profile.seen).filter(([id, value]) => !isKnown(id, value));
    if (values.length === 0) return profile;
    const [[id, value] = []] = values;
    throw new Error(
      `${file} has the value ${JSON.stringify(value)} for ${id}, which no check of this version knows`,
    );
  } catch (error) {
    throw new UserError(messageOf(error), { cause: error });
  }
}

/** A check that a later version no longer has is ignored. */
function isKnown(id: string, value: Value): boolean {
  const probe = allProbes.find((each) => each.id === id);
  if (!probe || value === OTHER || value === FAILED) return true;
  return value === probe.expected || probe.quirksOf(value) !== undefined;
}
