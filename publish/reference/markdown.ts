/** The parts of a reference page, as Markdown. */
import type { EnumTypeSpec, NamedTypeSpec, PropertySpec, TypeSpec } from "../schema/spec.ts";

export type Properties = Readonly<Record<string, PropertySpec>>;

/** What a page knows of the nested types. */
export interface TypeIndex {
  readonly types: Readonly<Record<string, NamedTypeSpec>>;
  /** Where a type is described, as seen from the page. */
  readonly linkTo: (token: string) => string;
}

/** Inputs that every resource has stand last. */
const COMMON = ["appId", "accountId", "adopt"];

/** Inputs, the required ones first. */
export function inputList(
  properties: Properties,
  required: readonly string[],
  index: TypeIndex,
): string {
  const rank = (name: string) => (required.includes(name) ? 0 : 2 + COMMON.indexOf(name));
  const names = Object.keys(properties).toSorted((a, b) => rank(a) - rank(b));
  return list(names, properties, index, (name) => (required.includes(name) ? "required" : ""));
}

/** Outputs, in the order of the definition. */
export function outputList(
  properties: Properties,
  required: readonly string[],
  index: TypeIndex,
): string {
  const names = Object.keys(properties);
  return list(names, properties, index, (name) => (required.includes(name) ? "" : "optional"));
}

function list(
  names: readonly string[],
  properties: Properties,
  index: TypeIndex,
  need: (name: string) => string,
): string {
  return names
    .map((name) => {
      const property = properties[name] ?? {};
      const remarks = [
        typeText(property, index),
        need(name),
        property.secret ? "secret" : "",
        property.willReplaceOnChanges ? "**replaces**" : "",
      ];
      const head = `**\`${name}\`** (${remarks.filter(Boolean).join(", ")})`;
      const { description = "" } = property;
      return `- ${head}${description === "" ? "" : `\\\n${indented(description)}`}`;
    })
    .join("\n\n");
}

/** The tokens of all nested types below, depth first. */
export function reachable(
  specs: readonly TypeSpec[],
  types: TypeIndex["types"],
  found = new Set<string>(),
): Set<string> {
  for (const spec of specs) {
    const token = tokenIn(spec);
    const type = token === undefined || found.has(token) ? undefined : types[token];
    if (token !== undefined) found.add(token);
    const below = type?.type === "object" ? Object.values(type.properties) : [];
    const inside = [spec.items, spec.additionalProperties, ...(spec.oneOf ?? [])];
    reachable([...below, ...inside.filter((each) => each !== undefined)], types, found);
  }
  return found;
}

function typeText(spec: TypeSpec, index: TypeIndex): string {
  if (spec.oneOf) return spec.oneOf.map((each) => typeText(each, index)).join(" or ");
  if (spec.items) return `list of ${typeText(spec.items, index)}`;
  if (spec.additionalProperties) return `map of ${typeText(spec.additionalProperties, index)}`;
  const token = tokenIn(spec);
  const type = token === undefined ? undefined : index.types[token];
  if (!type || token === undefined) return spec.type ?? "any";
  if (type.type !== "object") return values(type);
  return `[${nameOf(token).replace(/Definition$/, "Args")}](${index.linkTo(token)})`;
}

function values(type: EnumTypeSpec): string {
  return type.enum.map(({ value }) => `\`"${value}"\``).join(" | ");
}

function tokenIn({ $ref }: TypeSpec): string | undefined {
  return $ref?.replace("#/types/", "");
}

/** The last part of a token. */
export function nameOf(token: string): string {
  return token.split(":").at(-1) ?? token;
}

function indented(text: string): string {
  return text
    .split("\n")
    .map((line) => (line === "" ? "" : `  ${line}`))
    .join("\n");
}

/** The first sentence of a description. */
export function summary(description: string): string {
  const [first = ""] = /^.*?[.](?=\s|$)/s.exec(description) ?? [];
  return first.replaceAll("\n", " ");
}

/** A table with a header. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}
