/**
 * What the preload script agrees on with the package that a program imports: by then, Pulumi has installed
 * the formatter of stack traces (another one for TypeScript programs), which the preload script comes before.
 */
import { formatterNow, remembering } from "./frames.ts";

const PRELOADED = Symbol.for("pulumi-realtimekit.preloaded");
const REMEMBERS = Symbol.for("pulumi-realtimekit.remembers");

interface Marked {
  /** The formatter of stack traces before Pulumi installs its own. */
  [PRELOADED]?: { readonly formatter: unknown };
}

/** Marks this process as preloaded; false if it was: by `NODE_OPTIONS`, or another copy of the package. */
export function markPreloaded(): boolean {
  if ((globalThis as Marked)[PRELOADED]) return false;
  (globalThis as Marked)[PRELOADED] = { formatter: formatterNow() };
  return true;
}

/** In a preloaded process, remembers the frames that the installed formatter writes. */
export function rememberFrames(): void {
  const mark = (globalThis as Marked)[PRELOADED];
  const formatter = formatterNow();
  // Node's own formatter is fast.
  if (!mark || !formatter || formatter === mark.formatter || REMEMBERS in formatter) return;
  Error.prepareStackTrace = Object.assign(remembering(formatter), { [REMEMBERS]: true });
}
