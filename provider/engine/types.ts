/** The engine's types of a kind: one for each host. A stack can move from one to the other. */
export type Host = "dynamic" | "native";

const PREFIXES: Readonly<Record<Host, string>> = {
  dynamic: "pulumi-nodejs:dynamic/realtimekit:",
  native: "realtimekit:index:",
};

export const HOSTS = Object.keys(PREFIXES) as Host[];

/** The engine's type of a kind; in the native plugin, of anything in the package. */
export function typeFor({ name }: { readonly name: string }, host: Host): string {
  return `${PREFIXES[host]}${name}`;
}

/** The name of the kind of a type of this package. */
export function kindIn(type: string): string | undefined {
  const prefix = Object.values(PREFIXES).find((each) => type.startsWith(each));
  return prefix === undefined ? undefined : type.slice(prefix.length);
}

/** The last part of a type or token, such as `Stage` of `realtimekit:index:Stage`. */
export function nameInType(type: string): string {
  return type.split(":").at(-1) ?? "";
}
