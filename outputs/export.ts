/** Exports the resources of your own program, so that other stacks can read them. */
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
 * Returns the stack outputs that {@link readLivestreaming} reads, for resources and components that your
 * program creates itself. The values and secrets are the same as those of {@link declareFromConfig}, and
 * {@link outputsVersion} is included.
 *
 * @param resources the resources to export, by section and by a name of your choice
 * @throws pulumi.RunError that lists unknown sections, and values that are not resources of their section
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

/** The failures that the compiler reports in a TypeScript program. */
function failuresIn(resources: unknown): Failure[] {
  if (!isObject(resources))
    return [
      {
        path: [],
        reason: "give the resources by section, for example { livestreams: { keynote } }",
      },
    ];
  return Object.entries(resources).flatMap(([name, entries]) => {
    const section = sections.find((each) => each.name === name);
    if (!section) return [{ path: [name], reason: unknownName(name, NAMES) }];
    return failuresInSection(section, entries);
  });
}

const NAMES = sections.map(({ name }) => name);

function failuresInSection({ name, type }: Section, entries: unknown): Failure[] {
  if (!isObject(entries))
    return [
      {
        path: [name],
        reason: "is not an object; give the resources by name, for example { keynote }",
      },
    ];
  return Object.entries(entries).flatMap(([key, value]) => {
    const reason = key === "" ? "has an empty name; give one" : whyNot(type, value);
    return reason === undefined ? [] : [{ path: [name, key], reason }];
  });
}

/** Why a value is not a resource of the type. The value is not shown, because it may contain a key. */
function whyNot(type: string, value: unknown): string | undefined {
  const wanted = `give a resource of class ${classOf(type)}`;
  if (value === undefined) return `missing; ${wanted}`;
  if (!pulumi.Resource.isInstance(value)) return `is not a resource; ${wanted}`;
  const found = typeOf(value);
  if (found === undefined || found === type || isKindOf(found, type)) return undefined;
  return `is of class ${classOf(found)}; ${wanted}`;
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
