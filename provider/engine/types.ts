/** The types that a kind's resources have in a stack: one for each host, and a stack may move from one to the other. */
import type { ResourceDefinition } from "./definition.ts";

type Named = Pick<ResourceDefinition, "name">;

export type Host = "dynamic" | "native";

const PREFIXES: Readonly<Record<Host, string>> = {
  dynamic: "pulumi-nodejs:dynamic/realtimekit:",
  native: "realtimekit:index:",
};

export const HOSTS = Object.keys(PREFIXES) as Host[];

/** A kind's type as the engine knows it. */
export function typeFor({ name }: Named, host: Host): string {
  return `${PREFIXES[host]}${name}`;
}

/** The kind's name of a type of ours. */
export function kindIn(type: string): string | undefined {
  const prefix = Object.values(PREFIXES).find((each) => type.startsWith(each));
  return prefix === undefined ? undefined : type.slice(prefix.length);
}
