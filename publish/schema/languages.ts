/** What the SDKs of other languages need of the schema, besides what this package's own documentation needs. */
import type { NamedTypeSpec, PackageSpec, PropertySpec, TypeSpec } from "./spec.ts";

const IDENTIFIER = /^[A-Za-z_]\w*$/;

/** The names and settings of the packages that Pulumi generates. */
export function languages(repository: string | undefined): Record<string, object> {
  const respectSchemaVersion = true;
  const goPath = repository?.replace(/^https:\/\//, "");
  return {
    nodejs: { packageName: "pulumi-realtimekit", respectSchemaVersion },
    python: {
      packageName: "pulumi_realtimekit",
      pyproject: { enabled: true },
      requires: { pulumi: ">=3.165.0,<4.0.0" },
      respectSchemaVersion,
    },
    go: {
      ...(goPath === undefined ? {} : { modulePath: `${goPath}/sdk/go` }),
      generateResourceContainerTypes: true,
      respectSchemaVersion,
    },
    csharp: {
      namespaces: { realtimekit: "RealtimeKit" },
      packageReferences: { Pulumi: "3.*" },
      respectSchemaVersion,
    },
  };
}

/**
 * A value's name as a constant: `CanRequest` of `CAN_REQUEST`, `EnUS` of `en-US`. The generators' own names
 * would be `CAN_REQUEST` and `En_US`.
 */
export function constantName(value: string): string {
  return value
    .split(/[^A-Za-z0-9]+/)
    .map((word) => (/^[A-Z0-9]+$/.test(word) && !isMixed(value) ? word.toLowerCase() : word))
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}

function isMixed(value: string): boolean {
  return /[a-z]/.test(value);
}

/**
 * The schema with maps in place of objects whose keys cannot be names, such as the shades of a colour
 * (`500: "#f38020"`): a Go structure cannot have them.
 */
export function forLanguages(schema: PackageSpec): PackageSpec {
  const maps = new Map<string, TypeSpec>(
    Object.entries(schema.types).flatMap(([token, type]) => {
      const map = mapOf(type);
      return map ? [[`#/types/${token}`, map] as const] : [];
    }),
  );
  const replaced = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(replaced);
    if (typeof value !== "object" || value === null) return value;
    const { $ref, ...rest } = value as Partial<PropertySpec>;
    const map = $ref === undefined ? undefined : maps.get($ref);
    const given = map ? { ...rest, ...map } : value;
    return Object.fromEntries(Object.entries(given).map(([key, each]) => [key, replaced(each)]));
  };
  const types = Object.entries(schema.types).filter(([token]) => !maps.has(`#/types/${token}`));
  return replaced({ ...schema, types: Object.fromEntries(types) }) as PackageSpec;
}

function mapOf(type: NamedTypeSpec): TypeSpec | undefined {
  if (type.type !== "object") return undefined;
  const entries = Object.entries(type.properties);
  const [[, first] = []] = entries;
  if (!first || entries.every(([name]) => IDENTIFIER.test(name))) return undefined;
  return { type: "object", additionalProperties: { type: first.type ?? "string" } };
}
