/**
 * Which texts of the stack's config are secret. The engine tells a program only that something below
 * a key is; what exactly, the stack's own file tells, where there is one.
 */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, extname, isAbsolute, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import type { Path } from "../provider/schema/paths.ts";
import { isObject } from "../provider/schema/schema.ts";

/** Where in a value there is a secret text, or one whose every text is secret. */
export type SecretPaths = readonly Path[];

/** Whether something below a config key is secret; the SDK has it and does not declare it. */
export function isConfigSecret(key: string): boolean {
  const runtime = pulumi.runtime as { isConfigSecret?: (key: string) => boolean };
  return runtime.isConfigSecret?.(key) ?? true;
}

/**
 * The secret texts of a config key as the stack's file has them. Undefined where the file is not
 * there, or is not what this run was given: by `--config-file`, the Automation API or an environment.
 *
 * @param value what the run was given for the key
 */
export function secretPathsInFile(key: string, value: unknown): SecretPaths | undefined {
  const stored = storedConfig();
  if (!stored || !Object.hasOwn(stored, key)) return undefined;
  const paths = compare(stored[key], value, []);
  // The key is known to hold a secret: a file without any is another one.
  return paths && paths.length > 0 ? paths : undefined;
}

/** The secrets of `stored`, where it is `value` but for them; undefined where it is not. */
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

/** `secure: v1:…` in the place of a value. */
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
    // It cannot be read, so nothing is known by it.
    return undefined;
  }
}

/** Beside Pulumi.yaml, or in the folder that it names. */
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

/** Where the engine says, else above the program's directory, in which it runs. */
function projectFile(): string | undefined {
  const root = pulumi.runtime.getRootDirectory();
  // A language host from before 2024 tells nothing, and the SDK then has a word for that.
  const folders = isAbsolute(root) ? [root] : upwards(process.cwd());
  return folders
    .flatMap((folder) => PROJECT_FILES.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
}

function upwards(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...upwards(above)];
}

/** Read by what Pulumi's SDK reads such files by, and has loaded already. */
function readYaml(path: string): unknown {
  const sdk = createRequire(join(process.cwd(), "/")).resolve("@pulumi/pulumi");
  const yaml = createRequire(sdk)("js-yaml") as {
    load: (text: string, options: object) => unknown;
    CORE_SCHEMA: object;
  };
  // Times are texts to Pulumi.
  return yaml.load(readFileSync(path, "utf8"), { schema: yaml.CORE_SCHEMA });
}
