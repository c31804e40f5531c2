/** Check: validates the inputs and fills in their defaults. */
import { equal, isPlain, merge, present, type Plain } from "../schema/compare.ts";
import { failuresOf } from "../schema/failures.ts";
import type { ComputedDefault, ResourceDefinition } from "./definition.ts";
import { valueAt } from "../schema/paths.ts";
import { keysOf, UNKNOWN } from "../schema/schema.ts";
import { badSettings, missing, type SettingName, type Settings } from "../client/settings.ts";
import type { Failure } from "../schema/failure.ts";

/** Internal inputs. The engine does not show names that start with two underscores. */
interface Internal {
  /** `project/stack/logical name` of the resource. */
  __declaredBy: string;
  /** The types of the parents, as in the URN. */
  __within?: string;
  /** Set if the resource is only read, by `.get`. */
  __get?: true;
  /** Set by our classes for a native plugin: they create the derived outputs. Not an output. */
  __derives?: true;
  /** Paths whose values stay as in the state: Pulumi's option `ignoreChanges`. */
  __ignoreChanges?: string[];
  /** Set if create will adopt a resource, for the preview. Not an output. */
  __takesOver?: true;
  /** The name that create is to make, from a host that knows it before. No output. */
  __newName?: string;
  /**
   * The computed defaults by input, to distinguish them from inputs that were set and from later changes;
   * false if an adopted resource keeps its value.
   */
  __defaults?: Record<string, unknown>;
}

/** Separates the declared inputs from the internal ones. */
export function split(inputs: Plain): { declared: Plain; internal: Partial<Internal> } {
  const entries = Object.entries(present(inputs));
  return {
    declared: Object.fromEntries(entries.filter(([key]) => !key.startsWith("__"))),
    internal: Object.fromEntries(entries.filter(([key]) => key.startsWith("__"))),
  };
}

/** All failures of the inputs, without the settings. */
export function failuresIn(
  definition: Pick<ResourceDefinition, "inputs" | "nameInput" | "validate">,
  declared: Plain,
): Failure[] {
  return [
    ...failuresOf(definition.inputs, declared),
    ...namelessAdoption(definition, declared),
    ...(definition.validate?.(declared) ?? []),
  ];
}

/** `adopt: true` finds the resource by its name. */
function namelessAdoption(
  { nameInput }: Pick<ResourceDefinition, "nameInput">,
  declared: Plain,
): Failure[] {
  if (declared.adopt !== true || !nameInput || declared[nameInput.key] !== undefined) return [];
  const reason = `true needs a name to look for: set ${nameInput.key}, or set adopt to the id of the resource`;
  return [{ path: ["adopt"], reason }];
}

/** The settings that are missing for this schema, unless `declared` sets the account and the app. */
export function failuresInSettings(
  { inputs: schema }: Pick<ResourceDefinition, "inputs">,
  declared: Plain,
  settings: Settings,
): Failure[] {
  const scope = (["accountId", "appId"] as const).filter((key) => keysOf(schema).includes(key));
  const absent: SettingName[] = scope.filter(
    (key) => declared[key] === undefined && !settings[key],
  );
  if (!settings.apiToken) absent.push("apiToken");
  return [
    ...absent.map((key) => ({ path: key === "apiToken" ? [] : [key], reason: missing(key) })),
    ...badSettings(settings).map((reason) => ({ path: [], reason })),
  ];
}

/** The inputs with all defaults. `olds` are the inputs of the last check, if any. */
export function applyDefaults(
  definition: ResourceDefinition,
  news: Plain,
  olds: Plain,
  settings: Settings,
): Plain {
  const { declared, internal } = split(news);
  const parsed = definition.inputs.parse(declared) as Plain;
  const inputs = definition.applyDefaults ? definition.applyDefaults(parsed) : parsed;
  const defaults: Plain = {};
  for (const [key, computed] of Object.entries(definition.computedDefaults)) {
    if (inputs[key] !== undefined) continue;
    const kept = keptOf(key, computed, inputs, olds);
    // With an id, the value of the adopted resource stays; `adopt: true` looks for one like the inputs.
    const open = typeof inputs.adopt === "string";
    const made = kept ?? (open ? false : valueOf(computed, inputs));
    defaults[key] = made;
    if (made !== false) inputs[key] = made;
  }
  for (const key of ["accountId", "appId"] as const) {
    if (keysOf(definition.inputs).includes(key)) inputs[key] ??= settings[key];
  }
  return present({
    ...withIgnored(inputs, olds, internal.__ignoreChanges),
    ...internal,
    ...(Object.keys(defaults).length > 0 && { __defaults: defaults }),
  });
}

/**
 * The engine restores ignored values only where the program sets a value; values from a default or a
 * template are restored here.
 */
export function withIgnored(inputs: Plain, olds: Plain, paths: readonly string[] = []): Plain {
  return paths.reduce<Plain>((kept, path) => {
    const steps = readPath(path);
    const before = valueAt(olds, steps);
    return before === undefined ? kept : merge<Plain>(kept, nested(steps, before));
  }, inputs);
}

/** Splits a property path of Pulumi, such as `colors.brand["500"]`, without list indexes. */
function readPath(path: string): string[] {
  const steps = path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|([^.[\]]+)/g);
  return [...steps].map(([, quoted, plain = ""]) => quoted ?? plain);
}

function nested(steps: readonly string[], value: unknown): unknown {
  return steps.reduceRight<unknown>((inner, step) => ({ [step]: inner }), value);
}

/** The computed value, or UNKNOWN if one of its sources is unknown. */
function valueOf({ from, value }: ComputedDefault, inputs: Plain): unknown {
  return from.some((source) => inputs[source] === UNKNOWN) ? UNKNOWN : value(inputs);
}

/** The computed default of the last check, if its sources have not changed. */
function keptOf(key: string, { from }: ComputedDefault, inputs: Plain, olds: Plain): unknown {
  const before = olds.__defaults;
  const holds = isPlain(before) && from.every((source) => equal(inputs[source], olds[source]));
  return holds ? before[key] : undefined;
}
