/** A program of 30 resources of all seven kinds, with automatic and with given names. */
import type { Plain } from "../support/plain.ts";
import { idOf, type Resource } from "./roster.ts";

const HUBS = ["hub-1", "hub-2"];

function several(
  kind: string,
  names: readonly string[],
  args: (name: string) => Plain,
): Resource[] {
  return names.map((name) => ({ kind, name, args: args(name) }));
}

const hook = (name: string) => ({
  url: `https://example.com/${name}`,
  events: ["meeting.started"],
});

export const THIRTY: readonly Resource[] = [
  ...several("LiveInput", HUBS, () => ({})),
  ...several("LiveInput", ["input-1", "input-2"], (name) => ({ displayName: `given ${name}` })),
  ...several("Livestream", ["stream-1", "stream-2", "stream-3", "stream-4"], () => ({})),
  ...several("Livestream", ["stream-5", "stream-6"], (name) => ({ name: `given-${name}` })),
  ...several("Preset", ["role-1", "role-2", "role-3", "role-4"], () => ({})),
  ...several("Preset", ["role-5", "role-6"], (name) => ({ name: `given ${name}` })),
  ...several("Meeting", ["room-1", "room-2"], () => ({})),
  ...several("Meeting", ["room-3", "room-4"], (name) => ({ title: `Given ${name}` })),
  ...several("Webhook", ["hook-1", "hook-2"], hook),
  ...several("Webhook", ["hook-3"], (name) => ({ name: `given ${name}`, ...hook(name) })),
  ...several("App", ["app-1"], () => ({})),
  ...several("RestreamTarget", ["to-1", "to-2", "to-3", "to-4", "to-5", "to-6"], (name) => ({
    liveInputId: idOf(HUBS[Number(name.at(-1)) % HUBS.length] ?? ""),
    platform: "youtube",
    streamKey: `stream-key-${name}-of-this-test`,
  })),
];

/** The same with what is to be adopted. */
export function adopting(adopt: ReadonlyMap<string, string>): Resource[] {
  return THIRTY.map((each) => {
    const id = adopt.get(each.name);
    return id === undefined ? each : { ...each, args: { ...each.args, adopt: id } };
  });
}
