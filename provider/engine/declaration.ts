/** Finds the shortest inputs that adopt or import a resource without changing it. */
import { applyDefaults, failuresIn } from "./check.ts";
import { equal, isPlain, project, without, type Plain } from "../schema/compare.ts";
import { type Difference, differences } from "./differences.ts";
import { type Path, valueAt, writePath } from "../schema/paths.ts";
import type { ResourceDefinition } from "./definition.ts";

/** A property that the adoption would change, because its value is not allowed as an input. */
export interface Change {
  readonly path: string;
  readonly from: unknown;
  readonly to: unknown;
}

export interface Declaration {
  readonly args: Plain;
  readonly changes: Change[];
}

/** Why a resource cannot be adopted. */
export interface Undeclarable {
  readonly reason: string;
}

/**
 * The inputs that adopt a resource, without those that are defaults.
 *
 * @param all the resource as inputs of its kind
 */
export function leastDeclaration(
  definition: ResourceDefinition,
  held: Plain,
  all: Plain,
): Declaration | Undeclarable {
  const { declare = (each: Plain) => each, shorter = () => [] } = definition.adoption ?? {};
  const args = declarable(definition, declare(all));
  if ("reason" in args) return { reason: String(args.reason) };
  const goal = completed(definition, args);
  const means = (candidate: Plain) =>
    failuresIn(definition, candidate).length === 0 && equal(completed(definition, candidate), goal);
  let least = args;
  for (const candidate of shorter(args)) if (means(candidate)) least = candidate;
  for (const path of removable(definition, least)) {
    const candidate = withoutPath(least, path);
    if (means(candidate)) least = candidate;
  }
  return { args: least, changes: changesOf(held, goal) };
}

/** The inputs without those that the schema does not allow, or why that is not possible. */
function declarable(definition: ResourceDefinition, all: Plain): Plain | Undeclarable {
  let args = all;
  // Keeps the first reason: after a value is removed, the failure would be that it is missing.
  const reasons = new Map<string, string>();
  for (;;) {
    const [failure] = failuresIn(definition, args);
    if (!failure) return args;
    const path = failure.path as Path;
    const name = writePath(path);
    const reason = reasons.get(name) ?? failure.reason;
    const less = withoutPath(args, path);
    if (equal(less, args)) return { reason: `${name}: ${reason}` };
    reasons.set(name, reason);
    args = less;
  }
}

/** The inputs with all defaults, as in the provider. */
function completed(definition: ResourceDefinition, args: Plain): Plain {
  return applyDefaults(definition, args, {}, { baseUrl: "" });
}

/** What the adoption would change, compared like in the provider. */
function changesOf(held: Plain, whole: Plain): Change[] {
  return Object.entries(held).flatMap(([key, value]) => {
    const wanted = whole[key];
    if (wanted === undefined) return [];
    const has = project(value, wanted);
    if (equal(has, wanted)) return [];
    return differences(has, wanted, [key]).map((difference) => told(difference, held, whole));
  });
}

function told({ path }: Difference, held: Plain, whole: Plain): Change {
  return { path: writePath(path), from: valueAt(held, path), to: valueAt(whole, path) };
}

/** The paths that may be left out, groups first. Names and templates are kept for readability. */
function removable(definition: ResourceDefinition, args: Plain): Path[] {
  const kept = [
    "adopt",
    "template",
    definition.nameInput?.key,
    ...Object.keys(definition.computedDefaults),
  ];
  return Object.keys(args)
    .filter((key) => !kept.includes(key))
    .flatMap((key) => partsOf(args[key], [key]));
}

function partsOf(value: unknown, path: Path): Path[] {
  if (!isPlain(value)) return [path];
  return [path, ...Object.keys(value).flatMap((key) => partsOf(value[key], [...path, key]))];
}

/** The value without the path, and without groups that become empty. */
export function withoutPath(value: Plain, path: Path): Plain {
  const [key, ...rest] = path;
  if (key === undefined || !(key in value)) return value;
  const inner = value[key];
  const less = rest.length === 0 ? undefined : lessOf(inner, rest);
  const isEmpty = isPlain(less) && Object.keys(less).length === 0;
  const others = without(value, { [key]: true }, {}) as Plain;
  if (less === undefined || (isEmpty && isPlain(inner) && Object.keys(inner).length > 0))
    return others;
  // Keeps the order of the keys.
  return Object.fromEntries(
    Object.entries(value).map(([each, below]) => [each, each === String(key) ? less : below]),
  );
}

function lessOf(inner: unknown, path: Path): unknown {
  if (isPlain(inner)) return withoutPath(inner, path);
  const [index, ...rest] = path;
  if (!Array.isArray(inner) || typeof index !== "number") return inner;
  return inner.flatMap((item: unknown, place) =>
    place !== index ? [item] : rest.length === 0 ? [] : [lessOf(item, rest)],
  );
}
