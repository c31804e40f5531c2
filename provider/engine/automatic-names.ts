/** Automatic names: the logical name with a random suffix. */
import { createHash, randomBytes } from "node:crypto";

/**
 * `project/stack/logical name` of a resource, passed as `__declaredBy`, because the engine gives a dynamic
 * provider no URN.
 */
export type DeclaredBy = string;

export function logicalNameOf(declaredBy: DeclaredBy): string {
  return declaredBy.split("/").slice(2).join("/");
}

/** Seven random hexadecimal digits, like in Pulumi's own automatic names. */
export function randomSuffix(): string {
  return randomBytes(4).toString("hex").slice(0, 7);
}

/**
 * An automatic name. Each instance of a resource gets another one, so that a replacement can exist next to
 * the resource that it replaces.
 */
export function automaticName(base: string, suffix = randomSuffix()): string {
  return `${fitting(base)}-${suffix}`;
}

/** Whether the name ends like an automatic name. */
export function hasSuffix(name: string): boolean {
  return /-[0-9a-f]{7}$/.test(name);
}

/** Whether the name can be an automatic name with this base. */
export function mayBeAutomatic(name: string, base: string): boolean {
  return hasSuffix(name) && name.slice(0, -"-1a2b3c4".length) === fitting(base);
}

/** The name that earlier versions gave a livestream with a name and a key version. */
export function rotatedName(name: string, keyVersion: string): string {
  return `${name}-${createHash("sha256").update(keyVersion).digest("hex").slice(0, 7)}`;
}

/** Livestream names match `^[a-zA-Z0-9-_]*$` (contract), so other characters become `-`. */
export function fitting(logicalName: string): string {
  return logicalName.replace(/[^a-zA-Z0-9-_]+/g, "-");
}
