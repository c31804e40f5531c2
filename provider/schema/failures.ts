/** Turns zod's issues into failures for people: the property path, the value, and what is allowed. */
import type * as z from "zod";
import { withoutCredentials } from "./addresses.ts";
import { type Failure, firstOf, more, MOST_TOLD } from "./failure.ts";
import { LOST, lostKeys, tooDeep } from "./malformed.ts";
import { cut, listed, suggestion } from "./nearest.ts";
import { keysOf, isSecret, realIssues, schemaAt, secretsIn, withoutSecrets } from "./schema.ts";

type Path = readonly PropertyKey[];

/** The maximum length of a value in a message. */
const LONGEST_VALUE = 80;

/** Where the inputs come from. */
interface Given {
  /** Secret texts, in addition to the schema's. Default: none. */
  readonly secrets?: readonly string[];
  /** Whether they are from config, where a number is often meant as text. Default: false. */
  readonly inConfig?: boolean;
}

/** The inputs, their schema, and where they come from. */
interface Declaration extends Required<Given> {
  readonly schema: z.ZodType;
  readonly root: unknown;
}

/** An issue of zod, for a single key. */
interface Problem {
  readonly path: Path;
  readonly issue: z.core.$ZodIssue;
  readonly key?: string;
}

/** The failures of `value`, in the order of the schema; only the first if there are too many. */
export function failuresOf(
  schema: z.ZodType,
  value: unknown,
  { secrets = [], inConfig = false }: Given = {},
): Failure[] {
  const deep = tooDeep(value);
  if (deep) return [deep];
  const issues = schema.safeParse(value).error?.issues ?? [];
  const all = [...secrets, ...secretsIn(schema, value)];
  const declaration = { schema, root: value, secrets: all, inConfig };
  const lost = lostKeys(value);
  const problems = issues.flatMap((issue) => problemsIn(issue, []));
  const told = problems.slice(0, MOST_TOLD).map((problem) => explain(declaration, problem));
  return firstOf([...lost, ...told, ...more(problems.length - told.length)]);
}

function problemsIn(issue: z.core.$ZodIssue, above: Path): Problem[] {
  const path = [...above, ...issue.path];
  const real = realIssues(issue);
  if (real) return real.flatMap((inner) => problemsIn(inner, path));
  if (issue.code !== "unrecognized_keys") return [{ path, issue }];
  return issue.keys.filter((key) => key !== LOST).map((key) => ({ path, issue, key }));
}

function explain(declaration: Declaration, { path, issue, key }: Problem): Failure {
  if (key !== undefined) return unknownKey(declaration.schema, path, key);
  const at = found(declaration, path);
  const advice = declaration.inConfig && issue.code === "invalid_type" ? quotes(issue, at) : "";
  return { path, reason: reasonOf(issue, at) + advice };
}

function unknownKey(schema: z.ZodType, path: Path, key: string): Failure {
  const parent = path.reduce<z.core.$ZodType | undefined>(
    (at, step) => at && schemaAt(at, step),
    schema,
  );
  return { path: [...path, key], reason: unknownName(key, parent ? keysOf(parent) : []) };
}

/** The message for an unknown name, with a suggestion. */
export function unknownName(name: string, known: readonly string[]): string {
  const meant = suggestion(name, known);
  return `unknown; ${meant}${meant === "" ? "a" : "A"}llowed here: ${listed(known)}`;
}

/** A value and its text for a message; undefined if there is none. */
interface FoundValue {
  readonly value: unknown;
  readonly shown: string | undefined;
}

function reasonOf(issue: z.core.$ZodIssue, { value, shown }: FoundValue): string {
  const found = shown === undefined ? "missing" : `${shown} is not allowed`;
  switch (issue.code) {
    case "invalid_type":
      return shown === undefined
        ? `missing; give ${article(issue.expected)}`
        : `${shown} is not ${article(issue.expected)}`;
    case "invalid_value":
      return `${found}; ${oneOf(issue.values, value)}`;
    case "invalid_union":
      return `${found}; ${issue.message === NO_WORDS ? forms(issue.errors) : issue.message}`;
    case "too_small":
      return `${found}; ${limit(issue.origin, "at least", issue.minimum)}`;
    case "too_big":
      return `${found}; ${limit(issue.origin, "at most", issue.maximum)}`;
    default:
      return `${found}; ${issue.message}`;
  }
}

/** Advice for a text that looks like a number or a boolean. */
function quotes({ expected }: z.core.$ZodIssueInvalidType, { value, shown }: FoundValue): string {
  if (expected !== "string" || !["number", "boolean"].includes(typeof value)) return "";
  // The CLI accepts only one of the two flags, and stores a secret as text.
  const flag = shown === HIDDEN ? "--secret" : "--type string";
  return `; put it in quotes, as \`pulumi config set --path ${flag} …\` does`;
}

function oneOf(values: readonly z.core.util.Primitive[], found: unknown): string {
  const known = values.map(String);
  const meant = typeof found === "string" ? suggestion(found, known, write) : "";
  return `${meant}${meant === "" ? "u" : "U"}se one of ${values.map(write).join(", ")}`;
}

function write(value: unknown): string {
  return JSON.stringify(value);
}

/** zod's message for a schema without one of its own. */
const NO_WORDS = "Invalid input";

/** The allowed forms of a union. */
function forms(errors: readonly (readonly z.core.$ZodIssue[])[]): string {
  const each = errors.flatMap(([first]) => {
    if (first?.code === "invalid_value") return first.values.map(write);
    return first?.code === "invalid_type" ? [article(first.expected)] : [];
  });
  return `give ${each.join(" or ")}`;
}

function limit(origin: string, bound: string, count: number | bigint): string {
  if (origin === "string") return `give ${bound} ${count} character${count === 1 ? "" : "s"}`;
  if (origin === "array") return `give ${bound} ${count} item${count === 1 ? "" : "s"}`;
  return `give ${bound} ${count}`;
}

function article(expected: string): string {
  const noun = { int: "whole number", record: "object" }[expected] ?? expected;
  return `${/^[aeio]/.test(noun) ? "an" : "a"} ${noun}`;
}

/** The value at a path, and its text for a message: short, and never a secret. */
function found({ schema, root, secrets }: Declaration, path: Path): FoundValue {
  let at: z.core.$ZodType | undefined = schema;
  let value: unknown = root;
  let secret = false;
  for (const step of path) {
    at = at && schemaAt(at, step);
    value = below(value, step);
    secret ||= at !== undefined && isSecret(at);
  }
  if (value === undefined) return { value, shown: undefined };
  const shown = secret ? HIDDEN : showValue(value, secrets);
  // A hidden text must not be used for suggestions either.
  return { value: shown === HIDDEN && typeof value === "string" ? undefined : value, shown };
}

/** Replaces a secret value, as in Pulumi's output. */
const HIDDEN = "[secret]";

function below(value: unknown, step: PropertyKey): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
  return Reflect.get(value, step);
}

/** The text of a value for a message: shortened, without secrets and without credentials in URLs. */
export function showValue(value: unknown, secrets: readonly string[] = []): string {
  if (typeof value === "string" && value !== "" && secrets.includes(value)) return HIDDEN;
  // A value can contain a secret, such as a stream key in a URL.
  const text = JSON.stringify(value, (_key, each: unknown) =>
    typeof each === "string" ? withoutSecrets(withoutUrlCredentials(each), secrets) : each,
  );
  return cut(text, LONGEST_VALUE);
}

function withoutUrlCredentials(text: string): string {
  return text.includes("://") ? withoutCredentials(text) : text;
}
