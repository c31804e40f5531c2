import { setTimeout as sleep } from "node:timers/promises";

/** Waits until `look` answers something; undefined, false and errors mean "not yet". */
export async function eventually<T>(
  look: () => T | Promise<T>,
  { seconds = 30, everyMs = 20 } = {},
): Promise<Exclude<Awaited<T>, false | undefined>> {
  const end = performance.now() + seconds * 1000;
  let why: unknown = "it never came";
  while (performance.now() < end) {
    try {
      const found = await look();
      if (found !== undefined && found !== false)
        return found as Exclude<Awaited<T>, false | undefined>;
    } catch (error) {
      why = error;
    }
    await sleep(everyMs);
  }
  throw new Error(`It did not happen within ${seconds} s: ${String(why)}`);
}
