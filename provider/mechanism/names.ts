/** Stable physical names: the same declaration in the same stack always has the same name. */
import { createHash } from "node:crypto";

/**
 * Who declares a resource: `project/stack/logical name`. The component passes it as `__declaredBy`;
 * the engine gives a dynamic provider no URN.
 */
export type DeclaredBy = string;

/**
 * The name where none is given: the logical name and a short hash of project, stack, logical name
 * and key version. A create that was cut off, or a destroy followed by an up, finds it again.
 */
export function stableName(declaredBy: DeclaredBy, keyVersion?: string): string {
  const logicalName = declaredBy.split("/").slice(2).join("/");
  return `${fitting(logicalName)}-${shortHash(`${declaredBy}\n${keyVersion ?? ""}`)}`;
}

/** A given name for a rotated key: the old livestream keeps its name in the API for ever. */
export function rotatedName(name: string, keyVersion: string): string {
  return `${name}-${shortHash(keyVersion)}`;
}

/** Livestream names match `^[a-zA-Z0-9-_]*$` (contract), so whatever else a logical name has becomes `-`. */
function fitting(logicalName: string): string {
  return logicalName.replace(/[^a-zA-Z0-9-_]+/g, "-");
}

function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 7);
}
