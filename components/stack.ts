/** The stack as its config declares it: read, checked whole, then made. */
import * as pulumi from "@pulumi/pulumi";
import { equal, isPlain } from "../provider/mechanism/compare.ts";
import { type Failure, failuresOf, writePath } from "../provider/mechanism/failures.ts";
import { group, map } from "../provider/mechanism/schema.ts";
import { readSettings } from "../provider/mechanism/settings.ts";
import {
  asResolved,
  entrySchema,
  type Made,
  type Plain,
  referenceFailures,
  resolve,
  type Section,
} from "./section.ts";

/** A declaration as it stands in config. */
interface Entry {
  readonly section: Section;
  readonly name: string;
  readonly declared: Plain;
}

/**
 * Makes every resource that the stack's config declares, and gives the stack outputs by section.
 *
 * @param sections what may be declared, in an order in which what is referred to comes first
 * @param namespace where in config; any key there that is no section is a failure. Default: the project's
 * @throws pulumi.RunError with every bad value at its path, before anything is made
 */
export function declareFromConfig<Name extends string>(
  sections: readonly (Section & { name: Name })[],
  namespace = pulumi.getProject(),
): Record<Name, Record<string, Plain>> {
  const entries = readEntries(sections, namespace);
  const made = new Map<string, Made>();
  const find = (section: string, name: string) => {
    const found = made.get(`${section}.${name}`);
    if (!found) throw new Error(`${section} must come before what refers to it`);
    return found;
  };
  const outputs = Object.fromEntries(sections.map(({ name }) => [name, {}]));
  for (const { section, name, declared } of entries) {
    const one = section.make(name, resolve(section, declared, find));
    made.set(`${section.name}.${name}`, one);
    outputs[section.name] = { ...outputs[section.name], [name]: one.outputs };
  }
  return outputs as Record<Name, Record<string, Plain>>;
}

function readEntries(sections: readonly Section[], namespace: string): Entry[] {
  const report = ({ path, reason }: Failure) => `${namespace}:${writePath(path)}: ${reason}`;
  const { config, failures } = parse(pulumi.runtime.allConfig(), namespace);
  const settings = readSettings((key) => pulumi.runtime.getConfig(key));
  const entries = sections.flatMap((section) =>
    Object.entries(plainOr(config[section.name])).map(([name, declared]) => ({
      section,
      name,
      declared: plainOr(declared),
    })),
  );
  const names = (section: string) => Object.keys(plainOr(config[section]));
  const schema = group(
    Object.fromEntries(
      sections.map((section) => [section.name, map(entrySchema(section)).optional()]),
    ),
  );
  const problems = [
    ...[
      ...failures,
      ...failuresOf(schema, config),
      ...entries.flatMap((entry) => failuresIn(entry, names)),
      ...entries.flatMap((entry, index) => sharedFailures(entry, entries.slice(0, index))),
    ].map(report),
    ...entries.flatMap(({ section, declared }) =>
      section.missing(asResolved(section, declared), settings).map(({ reason }) => reason),
    ),
  ];
  if (problems.length > 0) throw new pulumi.RunError(summary([...new Set(problems)]));
  return entries;
}

/** What only shows when an entry is seen whole. */
function failuresIn(
  { section, name, declared }: Entry,
  names: (section: string) => string[],
): Failure[] {
  const failures = [
    ...section.failures(asResolved(section, declared)),
    ...referenceFailures(section, declared, names),
  ];
  return failures.map(({ path, reason }) => ({ path: [section.name, name, ...path], reason }));
}

/** What an entry shares with an earlier one that no two may share: a name, or a target's key. */
function sharedFailures({ section, name, declared }: Entry, earlier: readonly Entry[]): Failure[] {
  const [decisive, ...more] = section.unique ?? [];
  if (decisive === undefined || declared[decisive] === undefined) return [];
  const references = Object.keys(section.references ?? {});
  const keys = [decisive, ...more, ...references, "accountId", "appId"];
  const other = earlier.find(
    (entry) =>
      entry.section === section && keys.every((key) => equal(entry.declared[key], declared[key])),
  );
  if (!other) return [];
  const reason = `the same as that of ${section.name}.${other.name}; two cannot be one: change or remove one of them`;
  return [{ path: [section.name, name, decisive], reason }];
}

/**
 * Objects stand in config as JSON. They are read raw: Pulumi's `getObject` warns of an object that
 * holds one secret, and `getSecretObject` would hide it whole, the logical names included. The
 * resource classes make secret again what their schema calls so.
 */
function parse(
  all: Record<string, string>,
  namespace: string,
): { config: Plain; failures: Failure[] } {
  const config: Plain = {};
  const failures: Failure[] = [];
  for (const [key, text] of Object.entries(all)) {
    if (!key.startsWith(`${namespace}:`)) continue;
    const name = key.slice(namespace.length + 1);
    try {
      config[name] = JSON.parse(text) as unknown;
    } catch {
      failures.push({ path: [name], reason: "is not an object by logical name" });
    }
  }
  return { config, failures };
}

/** The value where it is an object; what is wrong with another the schema tells. */
function plainOr(value: unknown): Plain {
  return isPlain(value) ? value : {};
}

function summary(problems: string[]): string {
  const [only, ...more] = problems;
  if (more.length === 0) return `The stack's config cannot be used: ${only ?? ""}`;
  return `The stack's config cannot be used, for ${problems.length} reasons:\n${problems.map((line) => `  ${line}`).join("\n")}`;
}
