/** Every field of every kind, with a value that is another one than it has. */
import type * as z from "zod";
import type { ResourceDefinition } from "../../provider/engine/definition.ts";
import { bare, keysOf, schemaAt } from "../../provider/schema/schema.ts";
import { type Path, type Plain, withAt } from "../support/plain.ts";
import type { Sample } from "../support/samples.ts";
import { idOf } from "./roster.ts";

export const HUB = "hub";
export const SECOND_HUB = "second-hub";
export const SECOND_APP = "second-app";

/** What its id is, is changed by no declaration. */
const ELSEWHERE = ["adopt", "accountId"];

/** The least that is declared of a resource of that name. */
export function smallOf({ definition, small }: Sample, name: string): Plain {
  return definition.name === "RestreamTarget"
    ? {
        liveInputId: idOf(HUB),
        platform: "custom",
        url: "rtmps://restream.example.com/live",
        streamKey: `stream-key-of-${name}`,
      }
    : small;
}

/** The paths of the fields that change in place, and of those that replace. */
export function fieldsOf({ definition }: Pick<Sample, "definition">): {
  inPlace: Path[];
  fixed: Path[];
} {
  const all = leaves(definition.inputs).filter(([key]) => !ELSEWHERE.includes(String(key)));
  const isFixed = ([key]: Path) => String(key) in definition.replaceOnChanges;
  return { inPlace: all.filter((path) => !isFixed(path)), fixed: all.filter(isFixed) };
}

function leaves(schema: z.core.$ZodType, above: Path = []): Path[] {
  return keysOf(schema).flatMap((key) => {
    const path = [...above, key];
    const below = schemaAt(schema, key);
    const inside = below ? leaves(below, path) : [];
    return inside.length > 0 ? inside : [path];
  });
}

/** A declaration in which the field is another one than `has`. */
export function withOther(sample: Sample, declared: Plain, path: Path, has: unknown): Plain {
  return withAtDeep(declared, path, otherValue(sample, path, has)) as Plain;
}

/** As withAt, and makes the branches that are not there yet. */
function withAtDeep(value: unknown, [step, ...rest]: Path, other: unknown): unknown {
  if (step === undefined) return other;
  const below = withAtDeep((value as Plain | undefined)?.[String(step)], rest, other);
  return withAt(value ?? {}, [step], below);
}

function otherValue({ definition, whole }: Sample, path: Path, has: unknown): unknown {
  const moved = MOVED[`${definition.name}.${path.join(".")}`] ?? MOVED[path.join(".")];
  if (moved !== undefined) return moved;
  const wanted = at(whole, path);
  if (JSON.stringify(wanted) !== JSON.stringify(has)) return wanted;
  if (typeof has === "boolean") return !has;
  if (typeof has === "number") return has + 1;
  const options = optionsAt(definition, path).filter((option) => option !== has);
  if (options[0] !== undefined) return options[0];
  if (typeof has === "string" && has.startsWith("#")) return "#123456";
  throw new Error(
    `${definition.name}.${path.join(".")}: no other value than ${JSON.stringify(has)}`,
  );
}

/** Values that are another resource's. */
const MOVED: Readonly<Record<string, unknown>> = {
  appId: idOf(SECOND_APP),
  liveInputId: idOf(SECOND_HUB),
};

export function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((found, step) => (found as Plain | undefined)?.[String(step)], value);
}

function optionsAt(definition: ResourceDefinition, path: Path): unknown[] {
  const schema = path.reduce<z.core.$ZodType | undefined>(
    (found, step) => found && schemaAt(found, step),
    definition.inputs,
  );
  const { def } = (schema && (bare(schema) as z.core.$ZodTypes)._zod) ?? {};
  return def?.type === "enum" ? Object.values(def.entries) : [];
}

/** Every path of a value that holds no other, with what stands there. */
export function flat(value: unknown, above = ""): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Object.keys(value).length === 0)
    return { [above]: value };
  const entries = Object.entries(value).map(([key, below]) =>
    flat(below, above === "" ? key : `${above}.${key}`),
  );
  return Object.assign({}, ...entries) as Record<string, unknown>;
}

/** The opposite of flat. */
export function nested(paths: Record<string, unknown>): Record<string, unknown> {
  const root: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(paths)) {
    const steps = path.split(".");
    const last = steps.pop() ?? "";
    let inside = root;
    for (const step of steps) inside = (inside[step] ??= {}) as Record<string, unknown>;
    inside[last] = value;
  }
  return arraysIn(root) as Record<string, unknown>;
}

function arraysIn(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([key, below]) => [key, arraysIn(below)] as const);
  return entries.length > 0 && entries.every(([key], at) => key === String(at))
    ? entries.map(([, below]) => below)
    : Object.fromEntries(entries);
}
