/**
 * The name of a resource at the API. A name that is set is a normal input. An automatic name is created by
 * create and stored in the outputs, so that it stays when the stack or the resource is renamed, and an
 * update restores it when it was changed outside Pulumi.
 */
import { isPlain } from "../schema/compare.ts";
import type { ResourceDefinition } from "./definition.ts";
import { automaticName, logicalNameOf, rotatedName } from "./automatic-names.ts";
import { UNKNOWN } from "../schema/schema.ts";

type Plain = Readonly<Record<string, unknown>>;
/** The part of a definition about the name. */
type Named = Pick<ResourceDefinition, "nameInput">;

/** What the state stores about an automatic name, besides the name itself. */
interface Kept {
  /** The automatic name; false if a resource was adopted and keeps its name. */
  readonly __autoName?: string | false;
  /** The name that was set and to which create appended a suffix. */
  readonly __givenName?: string;
}

/**
 * Generates a name from the logical name, or from the name that is set. A host that chooses the name before
 * create passes it to check, which adds it to the inputs: a preview shows it, and a plan keeps it.
 */
export type MakeName = (base: string, given: boolean) => string;

/** The name that check passes to create; never an output. */
interface Made {
  readonly __newName?: string;
}

/** The name for create, if create needs one; stays the same from one check to the next. */
export function nameToBe(definition: Named, news: Plain, olds: Plain, make: MakeName): Made {
  const { nameInput } = definition;
  if (!nameInput || !isAutomatic(definition, news) || typeof news.adopt === "string") return {};
  const given = news[nameInput.key];
  if (given === UNKNOWN) return {};
  const { __newName: before } = olds as Made;
  if (before !== undefined) return { __newName: before };
  const isThere = Object.keys(olds).length > 0;
  if (isThere && isAutomatic(definition, olds)) return {};
  return {
    __newName:
      typeof given === "string"
        ? make(given, true)
        : make(logicalNameOf(String(news.__declaredBy)), false),
  };
}

/** The stored values without those about the name, which are not inputs. */
export function withoutKept(stored: Plain): Plain {
  const kept: (keyof Kept)[] = ["__autoName", "__givenName"];
  return Object.fromEntries(Object.entries(stored).filter(([key]) => !kept.includes(key as never)));
}

/** The name in completed inputs. */
export function nameIn({ nameInput }: Named, inputs: object): unknown {
  return nameInput && (Reflect.get(inputs, nameInput.key) as unknown);
}

/** Whether create generates the name or its suffix. */
export function isAutomatic({ nameInput }: Named, declared: Plain): boolean {
  if (!nameInput) return false;
  return declared[nameInput.key] === undefined || (nameInput.suffixed?.(declared) ?? false);
}

/** The inputs of a create with a name, and what the state stores about the name. */
export function withNewName(definition: Named, news: Plain): { inputs: Plain; kept: Kept } {
  if (!definition.nameInput || !isAutomatic(definition, news)) return { inputs: news, kept: {} };
  const given = news[definition.nameInput.key];
  const base = typeof given === "string" ? given : logicalNameOf(String(news.__declaredBy));
  const { __newName: name = automaticName(base) } = news as Made;
  return {
    inputs: { ...news, [definition.nameInput.key]: name },
    kept: { __autoName: name, ...(typeof given === "string" && { __givenName: given }) },
  };
}

/** What the state stores about the name of an adopted resource. */
export function keptOfAdopted(definition: Named, news: Plain): Kept {
  return definition.nameInput && news[definition.nameInput.key] === undefined
    ? { __autoName: false }
    : {};
}

/** The inputs of an update with the name, and what the state stores about the name. */
export function withKeptName(
  definition: Named,
  news: Plain,
  olds: Plain,
): { inputs: Plain; kept: Kept } {
  if (!definition.nameInput || !isAutomatic(definition, news)) return { inputs: news, kept: {} };
  if (nameWasGiven(definition, olds) && news.adopt === undefined)
    return withNewName(definition, news);
  const { made, given } = recordOf(definition, olds);
  const name = made === undefined || made === false ? olds[definition.nameInput.key] : made;
  return {
    inputs: { ...news, [definition.nameInput.key]: name },
    kept: {
      __autoName: made ?? false,
      ...(given !== undefined && { __givenName: given }),
    },
  };
}

/** Whether the name changes. */
export function nameChanges(definition: Named, olds: Plain, news: Plain): boolean {
  if (!definition.nameInput) return false;
  const { key } = definition.nameInput;
  const has = olds[key];
  const wanted = news[key];
  const { made, given } = recordOf(definition, olds);
  if (wanted === undefined) {
    if (nameWasGiven(definition, olds)) return news.adopt === undefined;
    return given !== undefined || (typeof made === "string" && made !== has);
  }
  if (wanted === has) return false;
  return !isAutomatic(definition, news) || wanted === UNKNOWN || !isSuffixed(wanted, olds, given);
}

/** Whether the state's name is this name with a suffix. */
function isSuffixed(name: unknown, olds: Plain, given: string | undefined): boolean {
  if (given !== undefined) return name === given;
  // In a state of an earlier version, the suffix is a hash of the key version.
  const { keyVersion } = olds;
  return typeof keyVersion === "string" && olds.name === rotatedName(String(name), keyVersion);
}

function nameWasGiven(definition: Named, olds: Plain): boolean {
  return recordOf(definition, olds).made === undefined && olds.adopt === undefined;
}

function recordOf(
  { nameInput }: Named,
  olds: Plain,
): { made: string | false | undefined; given: string | undefined } {
  const { __autoName: made, __givenName: given } = olds as Kept;
  if (made !== undefined) return { made, given };
  // Earlier versions stored the automatic name in the inputs.
  const { __defaults } = olds;
  const before = isPlain(__defaults) && nameInput ? __defaults[nameInput.key] : undefined;
  return { made: typeof before === "string" || before === false ? before : undefined, given };
}

/** Whether the resource was adopted and keeps its name. */
export function wasTakenOver(definition: Named, stored: Plain): boolean {
  return recordOf(definition, stored).made === false;
}

/** The name as an input after a refresh; an automatic name is not an input. */
export function nameAsInput(definition: Named, stored: Plain, now: Plain): unknown {
  const { made, given } = recordOf(definition, stored);
  return made === undefined && definition.nameInput ? now[definition.nameInput.key] : given;
}
