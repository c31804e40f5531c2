/** Writes the plan as TypeScript code. */
import { isPlain } from "../../provider/schema/compare.ts";
import { definitionOf, ownerOf } from "./kinds.ts";
import { unique, variable } from "./names.ts";
import type { Candidate, Plan } from "./plan.ts";
import { changeNote, othersNote } from "./notes.ts";
import type { SecretValue } from "./secret-paths.ts";

/** The config namespace for the secrets of code, because the project's may be checked for sections. */
export const CODE_NAMESPACE = "streamKeys";

/** The maximum width of a line before its object is split. */
const WIDTH = 100;

/** Code among values that are written as literals. */
class Expression {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** The key of a secret in {@link CODE_NAMESPACE}. */
export function codeKey({ logicalName }: Candidate, { path }: SecretValue): string {
  const last = String(path.at(-1));
  return last === "streamKey" ? logicalName : `${logicalName}-${last}`;
}

export function asCode({ candidates, others }: Plan, self: string): string {
  const fresh = candidates.filter(({ declared }) => !declared);
  const last = othersNote(others, "// ");
  if (fresh.length === 0) return ["// Nothing to adopt.", ...last].join("\n");
  const hasSecrets = fresh.some(({ secrets }) => secrets.length > 0);
  const classes = [...new Set(fresh.map(({ item }) => definitionOf(item.section).name))].sort();
  const variables = variablesOf(fresh);
  return [
    ...(hasSecrets ? ['import * as pulumi from "@pulumi/pulumi";'] : []),
    importOf(classes),
    "",
    ...(hasSecrets
      ? [
          `// To write the stream keys, encrypted and without printing them, run: ${self} --secrets --code`,
          `const streamKeys = new pulumi.Config("${CODE_NAMESPACE}");`,
          "",
        ]
      : []),
    ...fresh.flatMap((candidate) => [
      ...changeNote(candidate.changes, "// "),
      statement(candidate, variables),
    ]),
    ...last,
  ].join("\n");
}

function importOf(classes: readonly string[]): string {
  return `import { ${classes.join(", ")} } from "pulumi-realtimekit";`;
}

/** The variables of resources that others refer to, by id. */
function variablesOf(candidates: readonly Candidate[]): Map<string, string> {
  const taken = new Set(["pulumi", "streamKeys"]);
  const referred = new Set(candidates.map(({ item }) => item.owner));
  return new Map(
    candidates
      .filter(({ item }) => referred.has(item.id))
      .map(({ item, logicalName }) => [
        item.id,
        unique(variable(logicalName, suffixOf(item.section)), taken),
      ]),
  );
}

/** The last word of a kind's name, such as "Input"; as a suffix, it avoids reserved words. */
function suffixOf(section: string): string {
  return /[A-Z][a-z]+$/.exec(definitionOf(section).name)?.[0] ?? "";
}

function statement(candidate: Candidate, variables: ReadonlyMap<string, string>): string {
  const { item, logicalName, args, secrets } = candidate;
  const key = ownerOf(definitionOf(item.section))?.becomes ?? "";
  const { adopt, [key]: id, ...rest } = args;
  const owner = item.owner === undefined ? undefined : variables.get(item.owner);
  const where =
    id === undefined ? {} : { [key]: owner === undefined ? id : new Expression(`${owner}.id`) };
  const whole = secrets.reduce<Record<string, unknown>>(
    (entry, secret) => withSecret(entry, secret.path, secretOf(candidate, secret)),
    { adopt, ...where, ...rest },
  );
  const name = variables.get(item.id);
  const declaration = name === undefined ? "" : `const ${name} = `;
  const start = `${declaration}new ${definitionOf(item.section).name}(${JSON.stringify(logicalName)}, `;
  return `${start}${literal(whole, "", start.length + 2)});`;
}

function secretOf(candidate: Candidate, secret: SecretValue): Expression {
  return new Expression(`streamKeys.requireSecret(${JSON.stringify(codeKey(candidate, secret))})`);
}

function withSecret(
  value: Record<string, unknown>,
  [key = "", ...rest]: SecretValue["path"],
  secret: Expression,
): Record<string, unknown> {
  const inner = value[key];
  const below = rest.length === 0 ? secret : withSecret(isPlain(inner) ? inner : {}, rest, secret);
  return { ...value, [key]: below };
}

/** A value as a literal, on one line if it fits after `before` characters. */
function literal(value: unknown, indent: string, before: number): string {
  const line = inLine(value);
  if (line.length + before <= WIDTH || !isObject(value)) return line;
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.map((item) => `${deeper}${literal(item, deeper, deeper.length + 1)},\n`);
    return `[\n${items.join("")}${indent}]`;
  }
  const lines = Object.entries(value).map(([key, below]) => {
    const start = `${deeper}${property(key)}: `;
    return `${start}${literal(below, deeper, start.length + 1)},\n`;
  });
  return `{\n${lines.join("")}${indent}}`;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !(value instanceof Expression);
}

function inLine(value: unknown): string {
  if (value instanceof Expression) return value.text;
  if (Array.isArray(value)) return `[${value.map(inLine).join(", ")}]`;
  if (!isPlain(value)) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, below]) => `${property(key)}: ${inLine(below)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}

function property(key: string): string {
  return /^([A-Za-z_$][\w$]*|[1-9]\d*)$/.test(key) ? key : JSON.stringify(key);
}
