/**
 * Finds the secret texts of the stack's config. The engine only says that something below a key is secret;
 * the stack's file shows which texts are.
 */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, extname, isAbsolute, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { Path } from "../provider/schema/paths.ts";
import { isObject } from "../provider/schema/schema.ts";

/** The paths of secret texts, or of values in which every text is secret. */
export type SecretPaths = readonly Path[];

/** Whether something below a config key is secret. The SDK has this function but does not declare it. */
export function isConfigSecret(key: string): boolean {
  const runtime = pulumi.runtime as { isConfigSecret?: (key: string) => boolean };
  return runtime.isConfigSecret?.(key) ?? true;
}

/**
 * The secret texts of a config key in the stack's file. Undefined if there is no file or the run uses other
 * config: from `--config-file`, the Automation API or an environment.
 *
 * @param value the value of the key in this run
 */
export function secretPathsInFile(key: string, value: unknown): SecretPaths | undefined {
  const stored = storedConfig();
  if (!stored || !Object.hasOwn(stored, key)) return undefined;
  const paths = compare(stored[key], value, []);
  // The key contains a secret, so a file without one is not the config of this run.
  return paths && paths.length > 0 ? paths : undefined;
}

/** The secrets of `stored`; undefined if it differs from `value` otherwise. */
function compare(stored: unknown, value: unknown, path: Path): SecretPaths | undefined {
  if (isSealed(stored)) return [path];
  const below = stepsOf(stored);
  const given = stepsOf(value);
  if (!below || !given) return String(stored) === String(value) ? [] : undefined;
  if (below.size !== given.size) return undefined;
  const found = [...below].map(([step, inner]) =>
    given.has(step) ? compare(inner, given.get(step), [...path, step]) : undefined,
  );
  return found.some((paths) => paths === undefined)
    ? undefined
    : found.flatMap((paths) => paths ?? []);
}

/** Whether it is an encrypted value, `secure: v1:…`. */
function isSealed(stored: unknown): boolean {
  return isObject(stored) && Object.keys(stored).length === 1 && typeof stored.secure === "string";
}

function stepsOf(value: unknown): Map<string | number, unknown> | undefined {
  if (Array.isArray(value)) return new Map(value.entries());
  return isObject(value) ? new Map(Object.entries(value)) : undefined;
}

/** The `config` of the stack's file. */
function storedConfig(): Record<string, unknown> | undefined {
  try {
    const path = stackFile();
    const file = path === undefined ? undefined : readYaml(path);
    return isObject(file) && isObject(file.config) ? file.config : undefined;
  } catch {
    // Without a readable file, nothing is known.
    return undefined;
  }
}

/** The stack's file, next to Pulumi.yaml or in its `stackConfigDir`. */
function stackFile(): string | undefined {
  const project = projectFile();
  if (project === undefined) return undefined;
  const settings = readYaml(project);
  const folder = isObject(settings) ? settings.stackConfigDir : undefined;
  const stack = pulumi.getStack().replaceAll("/", "-");
  const name = `Pulumi.${stack}${extname(project)}`;
  return join(dirname(project), typeof folder === "string" ? folder : "", name);
}

const PROJECT_FILES = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"];

/** In the engine's root directory, or above the working directory. */
function projectFile(): string | undefined {
  const root = pulumi.runtime.getRootDirectory();
  // A language host from before 2024 does not pass the directory; the SDK then has a placeholder.
  const folders = isAbsolute(root) ? [root] : upwards(process.cwd());
  return folders
    .flatMap((folder) => PROJECT_FILES.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
}

function upwards(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...upwards(above)];
}

/** Parses YAML with the library that Pulumi's SDK has already loaded. */
function readYaml(path: string): unknown {
  const sdk = createRequire(join(process.cwd(), "/")).resolve("@pulumi/pulumi");
  const yaml = createRequire(sdk)("js-yaml") as {
    load: (text: string, options: object) => unknown;
    CORE_SCHEMA: object;
  };
  // Like Pulumi, reads times as text.
  return yaml.load(readFileSync(path, "utf8"), { schema: yaml.CORE_SCHEMA });
}
