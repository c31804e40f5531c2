/** JSON schemas of the official SDK's response types, made from its own declarations. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createGenerator } from "ts-json-schema-generator";
import { z } from "zod";
import { devDirectory, root } from "../../scripts/places.ts";

const RESOURCES = join(root, "node_modules", "cloudflare", "resources");

/** The declarations, by the name of the resource in a call. */
const FILES = {
  apps: "realtime-kit/apps",
  livestreams: "realtime-kit/livestreams",
  meetings: "realtime-kit/meetings",
  presets: "realtime-kit/presets",
  webhooks: "realtime-kit/webhooks",
  liveInputs: "stream/live-inputs/live-inputs",
  outputs: "stream/live-inputs/outputs",
} as const;

export type Resource = keyof typeof FILES;

/** A call of the SDK, and the name of its response type; undefined for void. */
export interface SdkCall {
  readonly name: `${Resource}.${string}`;
  readonly type: string | undefined;
}

/** All calls of these resources, from their declarations. */
export function sdkCalls(): SdkCall[] {
  return Object.entries(FILES).flatMap(([resource, file]) => {
    const text = readFileSync(join(RESOURCES, `${file}.d.ts`), "utf8");
    const methods = text.matchAll(/^ {4}(\w+)\(.*\): (?:API|Page)Promise<(?:\w+, )?(\w+)>;$/gm);
    return [...methods].map(([, method = "", type = ""]) => ({
      name: `${resource as Resource}.${method}` as const,
      type: type === "void" ? undefined : type,
    }));
  });
}

export type Schema = Record<string, unknown>;

const schemas = z.record(z.string(), z.record(z.string(), z.unknown()));

/** The schemas of all response types. It takes seconds, so the result is kept for this version of the SDK. */
export function responseSchemas(): Record<string, Schema> {
  const file = join(devDirectory, `contract-${keyOfVersions()}.json`);
  if (existsSync(file)) return schemas.parse(JSON.parse(readFileSync(file, "utf8")));
  const made = makeSchemas();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(made));
  return made;
}

function keyOfVersions(): string {
  const hash = createHash("sha256").update(readFileSync(import.meta.filename));
  for (const name of ["cloudflare", "ts-json-schema-generator"])
    hash.update(readFileSync(join(root, "node_modules", name, "package.json")));
  return hash.digest("hex").slice(0, 12);
}

/** One program for all types. */
function makeSchemas(): Record<string, Schema> {
  const generator = createGenerator({
    path: join(RESOURCES, `{${Object.values(FILES).join(",")}}.d.ts`),
    skipTypeCheck: true,
    additionalProperties: false,
    expose: "all",
    jsDoc: "none",
    topRef: false,
  });
  const types = new Set(sdkCalls().flatMap(({ type }) => type ?? []));
  return Object.fromEntries(
    [...types].map((type) => [type, strict(generator.createSchema(type)) as Schema]),
  );
}

/**
 * The same schema, but each property is required: the SDK's types have hardly any that is. The members of a
 * union stay as they are, because which one it is depends on what is there.
 */
function strict(value: unknown): unknown {
  return withRequired(value, new Set(unionMembers(value).map(decodeURIComponent)));
}

/** The names of the definitions that are members of a union. */
function unionMembers(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, below]) =>
    key === "anyOf" && Array.isArray(below)
      ? below.flatMap((each: { $ref?: string }) => each.$ref?.replace("#/definitions/", "") ?? [])
      : unionMembers(below),
  );
}

function withRequired(value: unknown, united: ReadonlySet<string>, name = ""): unknown {
  if (Array.isArray(value)) return value.map((each) => withRequired(each, united));
  if (typeof value !== "object" || value === null || united.has(decodeURIComponent(name)))
    return value;
  const made: Schema = Object.fromEntries(
    Object.entries(value).map(([key, below]) => [key, withRequired(below, united, key)] as const),
  );
  const { properties } = made;
  return typeof properties === "object" && properties !== null
    ? { ...made, required: Object.keys(properties) }
    : made;
}
