/** Exports what a program of one's own makes, for other stacks' programs to read. */
import * as pulumi from "@pulumi/pulumi";
import { refusal } from "../components/arguments.ts";
import { typeOf } from "../components/internal-inputs.ts";
import type { Section } from "../components/section.ts";
import { type SectionName, type SectionResources, sections } from "../config/sections.ts";
import type { Plain } from "../provider/schema/compare.ts";
import type { Failure } from "../provider/schema/failure.ts";
import { kindIn } from "../provider/engine/types.ts";
import { unknownName } from "../provider/schema/failures.ts";
import { isObject } from "../provider/schema/schema.ts";
import { outputsVersion } from "./version.ts";

/**
 * Gives the stack outputs that {@link readLivestreaming} reads, of resources and components that a
 * program makes itself: by section and a name of one's choice the same values, with the same secrets,
 * as {@link declareFromConfig} gives of a config's entries, and the {@link outputsVersion}.
 *
 * @param resources what to export, by section and name
 * @throws pulumi.RunError with each section that there is not, and each value that is none of its resources
 *
 * @example
 * const keynote = new Livestream("keynote");
 * const event = new Broadcast("event", { livestream: keynote });
 * export const { livestreams, broadcasts, outputsVersion } = exportLivestreaming({
 *   livestreams: { keynote },
 *   broadcasts: { event },
 * });
 * // or, in an ES module: export default exportLivestreaming({ livestreams: { keynote } });
 */
export function exportLivestreaming<Name extends SectionName>(resources: {
  readonly [Each in Name]: Readonly<Record<string, SectionResources[Each]>>;
}): Readonly<Record<Name, Record<string, Plain>>> & {
  readonly outputsVersion: typeof outputsVersion;
} {
  const failures = failuresIn(resources);
  if (failures.length > 0) throw refusal("exportLivestreaming", failures);
  const given: Readonly<Record<string, Entries>> = resources;
  const exported = sections.flatMap((section) => {
    const entries = given[section.name];
    return entries ? [[section.name, exportsOf(section, entries)] as const] : [];
  });
  return { ...Object.fromEntries(exported), outputsVersion } as ReturnType<
    typeof exportLivestreaming<Name>
  >;
}

type Entries = Readonly<Record<string, pulumi.Resource>>;

function exportsOf(section: Section, entries: Entries): Record<string, Plain> {
  const each = Object.entries(entries);
  return Object.fromEntries(each.map(([name, resource]) => [name, section.exported(resource)]));
}

/** What the compiler tells a program of TypeScript. */
function failuresIn(resources: unknown): Failure[] {
  if (!isObject(resources))
    return [{ path: [], reason: "give the resources by section, as { livestreams: { keynote } }" }];
  return Object.entries(resources).flatMap(([name, entries]) => {
    const section = sections.find((each) => each.name === name);
    if (!section) return [{ path: [name], reason: unknownName(name, NAMES) }];
    return failuresInSection(section, entries);
  });
}

const NAMES = sections.map(({ name }) => name);

function failuresInSection({ name, type }: Section, entries: unknown): Failure[] {
  if (!isObject(entries))
    return [{ path: [name], reason: "not an object; give the resources by name, as { keynote }" }];
  return Object.entries(entries).flatMap(([key, value]) => {
    const reason = key === "" ? "has an empty name; give one" : whyNot(type, value);
    return reason === undefined ? [] : [{ path: [name, key], reason }];
  });
}

/** Why a value is no resource of the type; it is not shown, for it may hold a key. */
function whyNot(type: string, value: unknown): string | undefined {
  const wanted = `give one of class ${classOf(type)}`;
  if (value === undefined) return `missing; ${wanted}`;
  if (!pulumi.Resource.isInstance(value)) return `not a resource; ${wanted}`;
  const found = typeOf(value);
  if (found === undefined || found === type || isKindOf(found, type)) return undefined;
  return `of class ${classOf(found)}; ${wanted}`;
}

/** Whether both are the same kind, whatever host manages it. */
function isKindOf(found: string, type: string): boolean {
  const kind = kindIn(found);
  return kind !== undefined && kind === kindIn(type);
}

/** The last word of a type. */
function classOf(type: string): string {
  return type.slice(type.lastIndexOf(":") + 1);
}
