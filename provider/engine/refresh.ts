/** Refresh: the state of a resource after it was read. */
import { split } from "./check.ts";
import { equal, present, project, type Plain } from "../schema/compare.ts";
import type { ResourceState, ResourceDefinition } from "./definition.ts";
import { nameAsInput, wasTakenOver, withoutKept } from "./naming.ts";
import { keysOf } from "../schema/schema.ts";

/** The state after a read; without inputs if they did not change. */
export interface ReadResult {
  readonly id: string;
  readonly props: Plain;
  readonly inputs?: Plain;
}

/** What a refresh stores: the API's values of the inputs that are set, and the outputs. */
export function refreshed<Inputs extends object>(
  definition: Pick<
    ResourceDefinition<Inputs>,
    "inputs" | "outputs" | "getBy" | "nameInput" | "noneByDefault"
  >,
  held: ResourceState,
  stored: Plain,
): ReadResult {
  // A resource that is only read stores everything. Its inputs do not change: the engine would store
  // inputs from a refresh in plain text, even secrets.
  if (isOnlyRead(definition, stored))
    return { id: held.id, props: present({ ...stored, ...held.inputs, ...held.outputs }) };
  const declared = Object.keys(held.inputs).filter((key) => stored[key] !== undefined);
  const looked = [...declared, ...setOutside(definition, held, stored)];
  const now = Object.fromEntries(
    looked.map((key) => [key, project(held.inputs[key], stored[key] ?? held.inputs[key])]),
  );
  const props = present({ ...stored, ...now, ...held.outputs });
  // Inputs are only returned if they differ, so that a refresh without changes is empty.
  if (looked.every((key) => equal(now[key], stored[key]))) return { id: held.id, props };
  const { internal } = split(stored);
  const inputs = Object.fromEntries(
    keysOf(definition.inputs).map((key) => [key, inputOf(definition, key, stored, props)]),
  );
  return { id: held.id, props, inputs: { ...present(inputs), ...withoutKept(internal) } };
}

/** Whether this is a `.get`: marked as one by this version, or read for the first time. */
function isOnlyRead(
  definition: Pick<ResourceDefinition, "outputs" | "getBy">,
  stored: Plain,
): boolean {
  return stored.__get === true || isFirstRead(definition, stored);
}

/** Whether this is a first read: the state has no outputs yet. */
export function isFirstRead(
  { outputs, getBy = [] }: Pick<ResourceDefinition, "outputs" | "getBy">,
  stored: Plain,
): boolean {
  return keysOf(outputs).every((key) => stored[key] === undefined || getBy.includes(key));
}

/** Inputs that mean "none" if not set but have a value now. An adopted resource may keep it. */
function setOutside<Inputs extends object>(
  {
    noneByDefault = [],
    nameInput,
  }: Pick<ResourceDefinition<Inputs>, "nameInput" | "noneByDefault">,
  held: ResourceState,
  stored: Plain,
): string[] {
  if (stored.adopt !== undefined || wasTakenOver({ nameInput }, stored)) return [];
  return noneByDefault.filter((key) => stored[key] === undefined && held.inputs[key] !== undefined);
}

/**
 * An input after a refresh. A computed default stays as it was and an automatic name is not an input, so
 * that a change outside Pulumi does not become an input.
 */
function inputOf(
  definition: Parameters<typeof nameAsInput>[0],
  key: string,
  stored: Plain,
  props: Plain,
): unknown {
  if (key === definition.nameInput?.key) return nameAsInput(definition, stored, props);
  const { __defaults = {} } = split(stored).internal;
  if (!(key in __defaults)) return props[key];
  return __defaults[key] === false ? undefined : __defaults[key];
}
