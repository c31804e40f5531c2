/**
 * Converts values of Pulumi's protocol to plain data, with UNKNOWN for unknown values, and a list of the paths
 * that are secret. The way back marks the same paths, and those that a schema marks, as secret.
 */
import struct, { type Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import type * as z from "zod";
import { UserError } from "../../user-error.ts";
import { isPlain, type Plain } from "../../schema/compare.ts";
import { type Path, writePath } from "../../schema/paths.ts";
import { isSecret, schemaAt, secretTest, strings, UNKNOWN } from "../../schema/schema.ts";

/** The key of special objects in the protocol, such as secrets. */
export const SIGNATURE = "4dabf18193072939515e22adb298388d";

export const SIGNATURES = {
  secret: "1b47061264138c4ac30d75fd1eb44270",
  output: "d0e6a833031e9bbcd3f4e8bde6ca49a4",
  resource: "5cf8f73096256a8f31e491e813e4eb8e",
};

/** The protocol has one unknown value for each type. */
const UNKNOWNS: readonly unknown[] = [
  UNKNOWN,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // a boolean
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // a number
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // a list
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // an object
];

/** The paths of a value that are secret. */
export class SecretPlaces {
  readonly #paths = new Map<string, Path>();

  add(path: Path): void {
    this.#paths.set(writePath(path), path);
  }

  has(path: Path): boolean {
    return this.#paths.has(writePath(path));
  }

  /** The properties that contain a secret. */
  get properties(): string[] {
    return [...new Set([...this.#paths.values()].map(([key]) => String(key)))].sort();
  }

  /** The paths of both. */
  with(other: SecretPlaces): SecretPlaces {
    const both = new SecretPlaces();
    for (const path of [...this.#paths.values(), ...other.#paths.values()]) both.add(path);
    return both;
  }
}

/** Properties as plain data, with their secret paths. */
export interface Properties {
  readonly value: Plain;
  readonly secrets: SecretPlaces;
}

/**
 * Converts properties of the protocol.
 *
 * @throws UserError for an asset or archive, which no resource accepts
 */
export function decode(properties: Struct | undefined): Properties {
  const secrets = new SecretPlaces();
  return { value: plain(properties?.toJavaScript() ?? {}, [], secrets) as Plain, secrets };
}

function plain(value: unknown, path: Path, secrets: SecretPlaces): unknown {
  if (UNKNOWNS.includes(value)) return UNKNOWN;
  if (Array.isArray(value))
    return value.map((item, index) => plain(item, [...path, index], secrets));
  if (!isPlain(value)) return value;
  const { [SIGNATURE]: signature } = value;
  if (signature !== undefined) return unwrapped(value, path, secrets);
  return Object.fromEntries(
    Object.entries(value).map(([key, below]) => [key, plain(below, [...path, key], secrets)]),
  );
}

function unwrapped(value: Plain, path: Path, secrets: SecretPlaces): unknown {
  switch (value[SIGNATURE]) {
    case SIGNATURES.secret:
      secrets.add(path);
      return plain(value.value, path, secrets);
    case SIGNATURES.output:
      if (value.secret === true) secrets.add(path);
      return "value" in value ? plain(value.value, path, secrets) : UNKNOWN;
    case SIGNATURES.resource:
      return value.id === "" ? UNKNOWN : (value.id ?? value.urn);
    default:
      throw new UserError(
        `${writePath(path)}: a file is not allowed; give what is in it, or its address`,
      );
  }
}

/** Whether the value contains an unknown value. */
export function holdsUnknown(value: unknown): boolean {
  return strings(value).includes(UNKNOWN);
}

/** Converts properties to the protocol; the given paths, and those that a schema marks, are secret. */
export function encode(
  { value, secrets }: Properties,
  schemas: readonly z.core.$ZodType[],
): Struct {
  return struct.Struct.fromJavaScript(
    sealed(value, [], secrets, schemas) as Parameters<typeof struct.Struct.fromJavaScript>[0],
  );
}

function sealed(
  value: unknown,
  path: Path,
  secrets: SecretPlaces,
  schemas: readonly z.core.$ZodType[],
): unknown {
  const isHidden = secrets.has(path) || schemas.some((schema) => asksForSecret(schema, value));
  if (isHidden && value !== null)
    return { [SIGNATURE]: SIGNATURES.secret, value: withoutAbsent(value) };
  const below = (key: string | number, inner: unknown) =>
    sealed(
      inner,
      [...path, key],
      secrets,
      schemas.flatMap((schema) => schemaAt(schema, key) ?? []),
    );
  if (Array.isArray(value)) return value.map((item: unknown, index) => below(index, item));
  if (!isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([key, inner]) => [key, below(key, inner)]),
  );
}

function asksForSecret(schema: z.core.$ZodType, value: unknown): boolean {
  if (isSecret(schema)) return true;
  return typeof value === "string" && (secretTest(schema)?.(value) ?? false);
}

/** The protocol has no undefined. */
function withoutAbsent(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutAbsent);
  if (!isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([key, inner]) => [key, withoutAbsent(inner)]),
  );
}
