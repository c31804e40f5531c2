/** Names at the API: a given one as it is, an automatic one with a random suffix. */
import { createHash, randomBytes } from "node:crypto";

/**
 * Who declares a resource: `project/stack/logical name`. The component passes it as `__declaredBy`;
 * the engine gives a dynamic provider no URN.
 */
export type DeclaredBy = string;

export function logicalNameOf(declaredBy: DeclaredBy): string {
  return declaredBy.split("/").slice(2).join("/");
}

/** What no other create has: seven hexadecimal digits, as Pulumi's own automatic names have them. */
export function randomSuffix(): string {
  return randomBytes(4).toString("hex").slice(0, 7);
}

/**
 * An automatic name belongs to one instance of a resource: a replacement has another, so that it can
 * stand beside what it replaces, and nothing that is made later is taken for this one.
 */
export function automaticName(base: string, suffix = randomSuffix()): string {
  return `${fitting(base)}-${suffix}`;
}

/** Whether the name ends as those do that a create has made, of whatever stack. */
export function hasSuffix(name: string): boolean {
  return /-[0-9a-f]{7}$/.test(name);
}

/** Whether the name may have been made from this base. */
export function mayBeAutomatic(name: string, base: string): boolean {
  return hasSuffix(name) && name.slice(0, -"-1a2b3c4".length) === fitting(base);
}

/** The name that earlier versions gave a livestream with a given name and a key version. */
export function rotatedName(name: string, keyVersion: string): string {
  return `${name}-${createHash("sha256").update(keyVersion).digest("hex").slice(0, 7)}`;
}

/** Livestream names match `^[a-zA-Z0-9-_]*$` (contract), so whatever else a logical name has becomes `-`. */
export function fitting(logicalName: string): string {
  return logicalName.replace(/[^a-zA-Z0-9-_]+/g, "-");
}
