/** Reads the stack's config and checks it completely before anything is created. */
import * as pulumi from "@pulumi/pulumi";
import type * as z from "zod";
import { equal, isPlain, type Plain } from "../provider/schema/compare.ts";
import { failuresOf } from "../provider/schema/failures.ts";
import { tooDeep } from "../provider/schema/malformed.ts";
import {
  asMeant,
  group,
  map,
  schemaAt,
  secretsIn,
  withoutSecrets,
} from "../provider/schema/schema.ts";
import {
  badSettings,
  readSettings,
  SETTINGS_NAMESPACE,
  unknownSettings,
} from "../provider/client/settings.ts";
import { besideSettings } from "../components/arguments.ts";
import { type ConfigSecrets, configSecrets } from "./secrets.ts";
import type { Section } from "../components/section.ts";
import { resolve, entrySchema, referenceFailures } from "./section.ts";
import { isConfigSecret } from "./stack-file.ts";
import { countOf, type Failure, firstOf, writeFailure } from "../provider/schema/failure.ts";

/** An entry of a section in config. */
export interface Entry {
  readonly section: Section;
  readonly name: string;
  readonly declared: Plain;
  /** Its resource options. */
  readonly options: unknown;
  /** Marks values that are secret in config as secret. */
  readonly hide: (declared: Plain) => Plain;
}

/**
 * All entries of the stack's config.
 *
 * @throws pulumi.RunError that lists every invalid value with its path
 */
export function readEntries(sections: readonly Section[], namespace: string): Entry[] {
  const all = pulumi.runtime.allConfig();
  const names = sections.map(({ name }) => name);
  // If the project has the name of the settings' namespace, other keys are settings.
  const isSetting = (name: string) => namespace === SETTINGS_NAMESPACE && !names.includes(name);
  const { config, failures } = parse(all, namespace, isSetting);
  const deep = tooDeep(config);
  // A value that is too deep must not be traversed.
  if (deep) throw refusal([within(namespace, deep)]);
  const schema = schemaOf(sections);
  const hidden = secretsOf(schema, sections, config, namespace);
  const texts = [
    ...secretsIn(schema, config),
    ...[...hidden.values()].flatMap((each) => each.texts),
  ];
  const suspects = [...texts, ...[...hidden.values()].flatMap((each) => each.suspects)];
  const entries = entriesOf(sections, asMeant(schema, config) as Plain, hidden);
  const found = [
    ...failures,
    ...failuresOf(schema, config, { secrets: suspects, inConfig: true }),
    ...failuresInEntries(entries, suspects),
  ].map(hiding(texts));
  const lacking = settingFailures(all, namespace, sections, entries).map(
    hiding([...texts, ...secretSettings(all)]),
  );
  const problems = [...found.map((failure) => within(namespace, failure)), ...lacking];
  if (problems.length > 0) throw refusal(once(problems));
  return entries;
}

/** Adds the config key to a failure, unless it only counts others. */
function within(namespace: string, failure: Failure): Failure {
  if (failure.count !== undefined) return failure;
  return { path: [], reason: `${namespace}:${writeFailure(failure)}` };
}

function once(problems: readonly Failure[]): Failure[] {
  const seen = new Set<string>();
  return problems.filter(
    ({ reason, count }) => count !== undefined || (!seen.has(reason) && seen.add(reason)),
  );
}

/**
 * Removes secrets from failures. Texts of three letters or less are not removed, because they occur in
 * other words.
 */
function hiding(secrets: readonly string[]): (failure: Failure) => Failure {
  const real = secrets.filter(({ length }) => length > 3);
  return (failure) => ({ ...failure, reason: withoutSecrets(failure.reason, real) });
}

function refusal(problems: readonly Failure[]): pulumi.RunError {
  const [only, ...more] = firstOf(problems).map(writeFailure);
  if (more.length === 0)
    return new pulumi.RunError(`The stack's config is not valid: ${only ?? ""}`);
  const lines = [only, ...more].map((line) => `\n  ${line}`).join("");
  return new pulumi.RunError(
    `The stack's config is not valid, for ${countOf(problems)} reasons:${lines}`,
  );
}

/** Cached, because zod compiles a schema at its first use, and a process can run many programs. */
const schemas = new WeakMap<readonly Section[], z.ZodObject>();

function schemaOf(sections: readonly Section[]): z.ZodObject {
  const known = schemas.get(sections);
  if (known) return known;
  const entries = sections.map((each) => [each.name, map(entrySchema(each)).optional()]);
  const schema = group(Object.fromEntries(entries) as Record<string, z.ZodType>);
  schemas.set(sections, schema);
  return schema;
}

function secretsOf(
  schema: z.ZodObject,
  sections: readonly Section[],
  config: Plain,
  namespace: string,
): Map<string, ConfigSecrets> {
  const found = Object.entries(config).map(([name, value]): [string, ConfigSecrets] => {
    const section = sections.find((each) => each.name === name);
    const references = Object.keys(section?.references ?? {});
    return [
      name,
      configSecrets(
        `${namespace}:${name}`,
        value,
        schemaAt(schema, name),
        (path) => path.length === 2 && references.includes(String(path[1])),
      ),
    ];
  });
  return new Map(found);
}

function entriesOf(
  sections: readonly Section[],
  config: Plain,
  hidden: ReadonlyMap<string, ConfigSecrets>,
): Entry[] {
  return sections.flatMap((section) =>
    Object.entries(plainOr(config[section.name])).map(([name, entry]) => {
      const { options, ...declared } = plainOr(entry);
      const hide = (part: Plain) => (hidden.get(section.name)?.hide(part, [name]) ?? part) as Plain;
      return { section, name, declared, options, hide };
    }),
  );
}

/** Checks that involve a whole entry or several entries. */
function failuresInEntries(entries: readonly Entry[], suspects: readonly string[]): Failure[] {
  const names = Map.groupBy(entries, ({ section }) => section.name);
  const namesIn = (section: string) => (names.get(section) ?? []).map(({ name }) => name);
  return entries.flatMap((entry, index) => {
    const { section, name, declared } = entry;
    const own = [
      ...(name === "" ? [{ path: [], reason: "has an empty name; give one" }] : []),
      ...section.failures(resolve(section, declared)),
      ...referenceFailures(section, declared, namesIn, suspects),
      ...sharedFailures(entry, entries.slice(0, index)),
    ];
    return own.map((failure) => ({ ...failure, path: [section.name, name, ...failure.path] }));
  });
}

/** Fails if an entry has the same unique inputs as an earlier one. */
function sharedFailures({ section, declared }: Entry, earlier: readonly Entry[]): Failure[] {
  const [decisive, ...more] = section.unique ?? [];
  if (decisive === undefined || declared[decisive] === undefined) return [];
  const references = Object.keys(section.references ?? {});
  const keys = [decisive, ...more, ...references, "accountId", "appId"];
  const other = earlier.find(
    (entry) =>
      entry.section === section && keys.every((key) => equal(entry.declared[key], declared[key])),
  );
  if (!other) return [];
  const reason = `is the same as in ${section.name}.${other.name}, but must be unique; change or remove one of them`;
  return [{ path: [decisive], reason }];
}

/** The failures of the settings. */
function settingFailures(
  all: Record<string, string>,
  namespace: string,
  sections: readonly Section[],
  entries: readonly Entry[],
): Failure[] {
  const settings = readSettings((key) => pulumi.runtime.getConfig(key));
  const beside = namesBeside(namespace, sections);
  besideSettings(beside);
  return [
    ...unknownSettings(Object.keys(all), beside),
    ...badSettings(settings),
    ...entries.flatMap(({ section, declared }) =>
      section.missing(resolve(section, declared), settings).map(({ reason }) => reason),
    ),
  ].map((reason) => ({ path: [], reason }));
}

/** The keys of sections, if they have the namespace of the settings. */
function namesBeside(namespace: string, sections: readonly Section[]): string[] {
  if (namespace !== SETTINGS_NAMESPACE) return [];
  return sections.map(({ name }) => `${namespace}:${name}`);
}

function secretSettings(all: Record<string, string>): string[] {
  return Object.entries(all)
    .filter(([key]) => key.startsWith(`${SETTINGS_NAMESPACE}:`) && isConfigSecret(key))
    .map(([, value]) => value);
}

/**
 * Parses the objects in config, which are JSON. Pulumi's `getObject` warns about objects with a secret, and
 * `getSecretObject` makes the whole object secret, including the logical names.
 */
function parse(
  all: Record<string, string>,
  namespace: string,
  isElsewhere: (name: string) => boolean,
): { config: Plain; failures: Failure[] } {
  const failures: Failure[] = [];
  const entries = Object.entries(all).flatMap(([key, text]): [string, unknown][] => {
    const name = key.slice(namespace.length + 1);
    if (!key.startsWith(`${namespace}:`) || isElsewhere(name)) return [];
    try {
      return [[name, JSON.parse(text)]];
    } catch {
      failures.push({ path: [name], reason: "is not an object with logical names as keys" });
      return [];
    }
  });
  return { config: Object.fromEntries(entries), failures };
}

/** The value if it is an object; the schema reports other values. */
function plainOr(value: unknown): Plain {
  return isPlain(value) ? value : {};
}
