/** The stack's config as the program takes it: read, and checked whole before anything is made. */
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

/** A declaration as it stands in config. */
export interface Entry {
  readonly section: Section;
  readonly name: string;
  readonly declared: Plain;
  /** Pulumi's options for it. */
  readonly options: unknown;
  /** Wraps what was secret in config. */
  readonly hide: (declared: Plain) => Plain;
}

/**
 * All that the stack's config declares.
 *
 * @throws pulumi.RunError with every bad value at its path
 */
export function readEntries(sections: readonly Section[], namespace: string): Entry[] {
  const all = pulumi.runtime.allConfig();
  const names = sections.map(({ name }) => name);
  // Where the project is named as the settings' namespace, what is no section is one of these.
  const isSetting = (name: string) => namespace === SETTINGS_NAMESPACE && !names.includes(name);
  const { config, failures } = parse(all, namespace, isSetting);
  const deep = tooDeep(config);
  // What is too deep may be walked by nobody.
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

/** A failure below a config key; one that only counts others has no place. */
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
 * Whatever a reason says, no secret stands in it. One of three letters or less is none, and would
 * make holes in every word.
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

/** By sections: zod compiles a schema at its first use, and one process may run many programs. */
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

/** What only shows when an entry is seen whole, or beside the others. */
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

/** What an entry shares with an earlier one that no two may share: a name, or a target's key. */
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

/** What the settings lack, and what is wrong with them. */
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

/** Where the settings' namespace is the sections', too. */
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
 * Objects stand in config as JSON. They are read raw: Pulumi's `getObject` warns of an object that
 * holds one secret, and `getSecretObject` would hide it whole, the logical names included.
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

/** The value where it is an object; what is wrong with another the schema tells. */
function plainOr(value: unknown): Plain {
  return isPlain(value) ? value : {};
}
