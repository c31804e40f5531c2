/** Turns zod's issues into failures for people: the property's path, its value, what is allowed. */
import type * as z from "zod";
import { withoutCredentials } from "./ingest.ts";
import { keysOf, isSecret, realIssues, schemaAt, secretsIn, withoutSecrets } from "./schema.ts";

type Path = readonly PropertyKey[];

/** One thing that is wrong with a declaration. */
export interface Failure {
  /** Where, as Pulumi writes property paths: `ui.designTokens.colors.brand["500"]`. */
  readonly path: Path;
  /** What is wrong with the value, and what is allowed. */
  readonly reason: string;
}

/** All that is wrong with `value` by `schema`, in the order of the schema. */
export function failuresOf(schema: z.ZodType, value: unknown): Failure[] {
  const result = schema.safeParse(value);
  if (result.success) return [];
  return result.error.issues.flatMap((issue) => explain(schema, value, issue, []));
}

function explain(
  schema: z.ZodType,
  root: unknown,
  issue: z.core.$ZodIssue,
  above: Path,
): Failure[] {
  const path = [...above, ...issue.path];
  const real = realIssues(issue);
  if (real) return real.flatMap((inner) => explain(schema, root, inner, path));
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => unknownKey(schema, path, key));
  return [{ path, reason: reasonOf(issue, shown(schema, root, path)) }];
}

function unknownKey(schema: z.ZodType, path: Path, key: string): Failure {
  const parent = path.reduce<z.core.$ZodType | undefined>(
    (at, step) => at && schemaAt(at, step),
    schema,
  );
  const allowed = parent ? keysOf(parent) : [];
  return { path: [...path, key], reason: `unknown; allowed here: ${allowed.join(", ")}` };
}

function reasonOf(issue: z.core.$ZodIssue, value: string | undefined): string {
  const found = value === undefined ? "missing" : `${value} is not allowed`;
  switch (issue.code) {
    case "invalid_type":
      return value === undefined
        ? `missing; give ${article(issue.expected)}`
        : `${value} is not ${article(issue.expected)}`;
    case "invalid_value":
      return `${found}; use one of ${issue.values.map((allowed) => JSON.stringify(allowed)).join(", ")}`;
    case "too_small":
      return `${found}; ${limit(issue.origin, "at least", issue.minimum)}`;
    case "too_big":
      return `${found}; ${limit(issue.origin, "at most", issue.maximum)}`;
    default:
      return `${found}; ${issue.message}`;
  }
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

/** The value as a person may see it: short, and never a secret. */
function shown(schema: z.ZodType, root: unknown, path: Path): string | undefined {
  let at: z.core.$ZodType | undefined = schema;
  let value: unknown = root;
  for (const step of path) {
    at = at && schemaAt(at, step);
    value = typeof value === "object" && value !== null ? Reflect.get(value, step) : undefined;
    if (at && isSecret(at)) return value === undefined ? undefined : "[secret]";
  }
  if (value === undefined) return undefined;
  // A secret may stand in a value that is none, as a stream key in an address.
  const secrets = secretsIn(schema, root);
  const text = JSON.stringify(value, (_key, each: unknown) =>
    typeof each === "string" ? withoutSecrets(withoutOpener(each), secrets) : each,
  );
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

function withoutOpener(text: string): string {
  return text.includes("://") ? withoutCredentials(text) : text;
}

/** A path as Pulumi writes it: `recording.allowedOrigins[0]`, `colors.brand["500"]`. */
export function writePath(path: Path): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    const key = String(step);
    if (!/^[A-Za-z_$][\w$-]*$/.test(key)) return `${text}[${JSON.stringify(key)}]`;
    return text === "" ? key : `${text}.${key}`;
  }, "");
}
