/** What the stack exports of its resources: objects by logical name, for people and for other stacks. */
import type { LiveInput } from "./live-input.ts";
import type { Livestream } from "./livestream.ts";
import type { Preset } from "./preset.ts";
import type { RestreamTarget } from "./restream-target.ts";

/** Every entry of an object by name, made into something else under the same name. */
export function each<T, R>(
  entries: Record<string, T>,
  make: (entry: T, name: string) => R,
): Record<string, R> {
  return Object.fromEntries(
    Object.entries(entries).map(([name, entry]) => [name, make(entry, name)]),
  );
}

/** Ways in and out of anything that takes a picture. */
const ways = ({ ingestServer, streamKey, ingestUrl, playbackUrl }: Livestream | LiveInput) => ({
  ingestServer,
  streamKey,
  ingestUrl,
  playbackUrl,
});

/** The stack outputs by their names. */
export const summaries = {
  livestreams: (all: Record<string, Livestream>) =>
    each(all, (livestream) => ({ id: livestream.id, name: livestream.name, ...ways(livestream) })),
  presets: (all: Record<string, Preset>) => each(all, ({ id, name }) => ({ id, name })),
  liveInputs: (all: Record<string, LiveInput>) =>
    each(all, (liveInput) => ({
      id: liveInput.id,
      name: liveInput.displayName,
      ...ways(liveInput),
    })),
  restreamTargets: (all: Record<string, RestreamTarget>) =>
    each(all, ({ id, platform, enabled }) => ({ id, platform, enabled })),
};
