/** Runs the checks one after the other. */
import { cancellation } from "../../provider/client/cancellation.ts";
import { FAILED, NotAsked, OTHER, type Probe, UNKNOWN, type Value } from "./probe.ts";
import type { World } from "./world.ts";

/** What a check has seen. */
export interface Result {
  readonly probe: Probe;
  readonly seen: Value;
  /**
   * `known`: not what was expected, but the package is tested with it. `new`: the package is not tested with
   * it.
   */
  readonly status: "expected" | "known" | "new" | "failed" | "not asked";
  /** Why it failed or was not asked, or the value that is not known. Without secrets and ids. */
  readonly detail?: string;
}

/** @param tell gets the kind of the checks that come next */
export async function observe(
  world: World,
  probes: readonly Probe[],
  results: Result[],
  tell: (kind: string) => void,
): Promise<void> {
  const told = new Set<string>();
  for (const probe of probes) {
    if (cancellation()?.aborted) return;
    const [kind = ""] = probe.id.split(".");
    if (!told.has(kind)) tell(kind);
    told.add(kind);
    results.push(await resultOf(world, probe));
  }
}

async function resultOf(world: World, probe: Probe): Promise<Result> {
  try {
    const seen = await probe.run(world);
    if (seen === probe.expected) return { probe, seen, status: "expected" };
    if (probe.quirksOf(seen)) return { probe, seen, status: "known" };
    return { probe, seen: OTHER, status: "new", detail: world.client.shown(String(seen)) };
  } catch (error) {
    if (error instanceof NotAsked)
      return { probe, seen: UNKNOWN, status: "not asked", detail: error.message };
    return { probe, seen: FAILED, status: "failed", detail: world.client.shown(error) };
  }
}
