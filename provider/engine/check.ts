/** Check: from what somebody declared to what is compared, stored and sent; or all that is wrong with it. */
import { equal, isPlain, merge, present, type Plain } from "../schema/compare.ts";
import { failuresOf } from "../schema/failures.ts";
import type { ComputedDefault, ResourceDefinition } from "./definition.ts";
import { valueAt } from "../schema/paths.ts";
import { keysOf, UNKNOWN } from "../schema/schema.ts";
import { badSettings, missing, type SettingName, type Settings } from "../client/settings.ts";
import type { Failure } from "../schema/failure.ts";

/** Inputs of the provider's own; the engine hides names with two underscores in what it shows. */
interface Internal {
  /** `project/stack/logical name` of the declaration. */
  __declaredBy: string;
  /** What a child is a child of: its parents' types, as in its URN. */
  __within?: string;
  /** There where the resource is only read, by `.get`. */
  __get?: true;
  /** Paths whose values stay as the state has them: Pulumi's option `ignoreChanges`. */
  __ignoreChanges?: string[];
  /** There where create is to take over what exists: a preview says so. No output. */
  __takesOver?: true;
  /** The name that create is to make, from a host that knows it before. No output. */
  __newName?: string;
  /**
   * The computed defaults that apply, by input, so that they can be told from what was declared and from what
   * somebody has made of them since; false where what is taken over keeps what it has.
   */
  __defaults?: Record<string, unknown>;
}

/** Separates the declaration from the provider's own inputs. */
export function split(inputs: Plain): { declared: Plain; internal: Partial<Internal> } {
  const entries = Object.entries(present(inputs));
  return {
    declared: Object.fromEntries(entries.filter(([key]) => !key.startsWith("__"))),
    internal: Object.fromEntries(entries.filter(([key]) => key.startsWith("__"))),
  };
}

/** All that is wrong with a declaration as such, wherever it will go. */
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

/** `adopt: true` finds what exists by its name. */
function namelessAdoption(
  { nameInput }: Pick<ResourceDefinition, "nameInput">,
  declared: Plain,
): Failure[] {
  if (declared.adopt !== true || !nameInput || declared[nameInput.key] !== undefined) return [];
  const reason = `true needs a name to look for: give ${nameInput.key}, or the id of what is to be taken over`;
  return [{ path: ["adopt"], reason }];
}

/** What the settings lack for what has this schema; `declared` may name account and app itself. */
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

/** The declaration with every default filled in. `olds` are the inputs of the last check, if any. */
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
    const open = inputs.adopt !== undefined;
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
 * The engine puts back what is ignored only where the program declares something there; what a
 * default or a template filled in since is put back here.
 */
export function withIgnored(inputs: Plain, olds: Plain, paths: readonly string[] = []): Plain {
  return paths.reduce<Plain>((kept, path) => {
    const steps = readPath(path);
    const before = valueAt(olds, steps);
    return before === undefined ? kept : merge<Plain>(kept, nested(steps, before));
  }, inputs);
}

/** A property path as Pulumi writes it, `colors.brand["500"]`, as steps; lists are whole. */
function readPath(path: string): string[] {
  const steps = path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|([^.[\]]+)/g);
  return [...steps].map(([, quoted, plain = ""]) => quoted ?? plain);
}

function nested(steps: readonly string[], value: unknown): unknown {
  return steps.reduceRight<unknown>((inner, step) => ({ [step]: inner }), value);
}

/** What is made from something that is not known yet is not known either. */
function valueOf({ from, value }: ComputedDefault, inputs: Plain): unknown {
  return from.some((source) => inputs[source] === UNKNOWN) ? UNKNOWN : value(inputs);
}

/** The computed default of the last time where it still holds. */
function keptOf(key: string, { from }: ComputedDefault, inputs: Plain, olds: Plain): unknown {
  const before = olds.__defaults;
  const holds = isPlain(before) && from.every((source) => equal(inputs[source], olds[source]));
  return holds ? before[key] : undefined;
}
