/** Turns zod's issues into failures for people: the property's path, its value, what is allowed. */
import type * as z from "zod";
import { withoutCredentials } from "./addresses.ts";
import { type Failure, firstOf, more, MOST_TOLD } from "./failure.ts";
import { LOST, lostKeys, tooDeep } from "./malformed.ts";
import { cut, listed, suggestion } from "./nearest.ts";
import { keysOf, isSecret, realIssues, schemaAt, secretsIn, withoutSecrets } from "./schema.ts";

type Path = readonly PropertyKey[];

/** The longest value that a message shows. */
const LONGEST_VALUE = 80;

/** How a declaration was given. */
interface Given {
  /** What may not be shown, beside what the schema calls secret. Default: nothing. */
  readonly secrets?: readonly string[];
  /** Whether in config, where a number is often meant for a text. Default: false. */
  readonly inConfig?: boolean;
}

/** A declaration, what it is read by, and how it was given. */
interface Declaration extends Required<Given> {
  readonly schema: z.ZodType;
  readonly root: unknown;
}

/** One of zod's issues, down to the key where it is about several. */
interface Problem {
  readonly path: Path;
  readonly issue: z.core.$ZodIssue;
  readonly key?: string;
}

/** What is wrong with `value` by `schema`, in the order of the schema; of very many failures the first. */
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

/** That a name is none of those that are known, and which may have been meant. */
export function unknownName(name: string, known: readonly string[]): string {
  const meant = suggestion(name, known);
  return `unknown; ${meant}${meant === "" ? "a" : "A"}llowed here: ${listed(known)}`;
}

/** A value as a message has it: undefined where there is none. */
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

/** How a text is written that looks like a number or a truth value. */
function quotes({ expected }: z.core.$ZodIssueInvalidType, { value, shown }: FoundValue): string {
  if (expected !== "string" || !["number", "boolean"].includes(typeof value)) return "";
  // Of the two flags the CLI takes but one; what is secret it keeps as a text.
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

/** What zod says where a schema has no words for what is wrong. */
const NO_WORDS = "Invalid input";

/** What may be given where there are several forms. */
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

/** The value at a path, and as a person may see it: short, and never a secret. */
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
  // What is hidden as a text is not compared with what might have been meant either.
  return { value: shown === HIDDEN && typeof value === "string" ? undefined : value, shown };
}

/** What stands for a value that nobody may see, as in Pulumi's own output. */
const HIDDEN = "[secret]";

function below(value: unknown, step: PropertyKey): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
  return Reflect.get(value, step);
}

/** A value as a message may show it: cut, without secrets and without what opens an address. */
export function showValue(value: unknown, secrets: readonly string[] = []): string {
  if (typeof value === "string" && value !== "" && secrets.includes(value)) return HIDDEN;
  // A secret may stand in a value that is none, as a stream key in an address.
  const text = JSON.stringify(value, (_key, each: unknown) =>
    typeof each === "string" ? withoutSecrets(withoutOpener(each), secrets) : each,
  );
  return cut(text, LONGEST_VALUE);
}

function withoutOpener(text: string): string {
  return text.includes("://") ? withoutCredentials(text) : text;
}
