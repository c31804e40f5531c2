/** Check: from what somebody declared to what is compared, stored and sent; or all that is wrong with it. */
import { equal, isPlain, present } from "./compare.ts";
import { type Failure, failuresOf } from "./failures.ts";
import type { Fallback, Kind } from "./kind.ts";
import type { DeclaredBy } from "./names.ts";
import { keysOf, UNKNOWN } from "./schema.ts";
import { badBaseUrl, missing, type SettingName, type Settings } from "./settings.ts";

type Plain = Record<string, unknown>;

/** Inputs of the mechanism's own; the engine hides names with two underscores in what it shows. */
interface Internal {
  /** `project/stack/logical name` of the declaration. */
  __declaredBy: string;
  /**
   * The fallbacks that apply, by input, so that they can be told from what was declared and from what
   * somebody has made of them since; false where what is taken over keeps what it has.
   */
  __defaults?: Record<string, unknown>;
}

/** Separates the declaration from the mechanism's own inputs. */
export function split(inputs: Plain): { declared: Plain; internal: Partial<Internal> } {
  const entries = Object.entries(present(inputs));
  return {
    declared: Object.fromEntries(entries.filter(([key]) => !key.startsWith("__"))),
    internal: Object.fromEntries(entries.filter(([key]) => key.startsWith("__"))),
  };
}

/** All that is wrong with a declaration as such, wherever it will go. */
export function failuresIn(kind: Kind, declared: Plain): Failure[] {
  return [...failuresOf(kind.schema, declared), ...(kind.conflicts?.(declared) ?? [])];
}

/** What the settings lack for what has this schema; `declared` may name account and app itself. */
export function failuresInSettings(
  { schema }: Pick<Kind, "schema">,
  declared: Plain,
  settings: Settings,
): Failure[] {
  const scope = (["accountId", "appId"] as const).filter((key) => keysOf(schema).includes(key));
  const absent: SettingName[] = scope.filter(
    (key) => declared[key] === undefined && !settings[key],
  );
  if (!settings.apiToken) absent.push("apiToken");
  const badUrl = badBaseUrl(settings.baseUrl);
  return [
    ...absent.map((key) => ({ path: key === "apiToken" ? [] : [key], reason: missing(key) })),
    ...(badUrl === undefined ? [] : [{ path: [], reason: badUrl }]),
  ];
}

/** The declaration with every default filled in. `olds` are the inputs of the last check, if any. */
export function complete(kind: Kind, news: Plain, olds: Plain, settings: Settings): Plain {
  const { declared, internal } = split(news);
  const parsed = kind.schema.parse(declared) as Plain;
  const inputs = kind.complete ? kind.complete(parsed) : parsed;
  const defaults: Plain = {};
  for (const [key, fallback] of Object.entries(kind.fallbacks)) {
    if (inputs[key] !== undefined) continue;
    const kept = keptOf(key, fallback, inputs, olds);
    const open = inputs.adopt !== undefined;
    const made = kept ?? (open ? false : valueOf(fallback, inputs, String(internal.__declaredBy)));
    defaults[key] = made;
    if (made !== false) inputs[key] = made;
  }
  for (const key of ["accountId", "appId"] as const) {
    if (keysOf(kind.schema).includes(key)) inputs[key] ??= settings[key];
  }
  return present({
    ...inputs,
    ...internal,
    ...(Object.keys(defaults).length > 0 && { __defaults: defaults }),
  });
}

/** What is made from something that is not known yet is not known either. */
function valueOf({ from, value }: Fallback, inputs: Plain, by: DeclaredBy): unknown {
  return from.some((source) => inputs[source] === UNKNOWN) ? UNKNOWN : value(inputs, by);
}

/** The fallback of the last time where it still holds. */
function keptOf(key: string, { from }: Fallback, inputs: Plain, olds: Plain): unknown {
  const before = olds.__defaults;
  const holds = isPlain(before) && from.every((source) => equal(inputs[source], olds[source]));
  return holds ? before[key] : undefined;
}
