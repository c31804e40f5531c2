/**
 * The package's Pulumi schema, from which the reference pages and the SDKs of other languages are
 * generated. The published types say what there is and what it means; the definitions say what is secret
 * and what replaces.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Section } from "../../components/section.ts";
import { sections } from "../../config/sections.ts";
import { nameInType } from "../../provider/engine/types.ts";
import { SETTINGS } from "../../provider/client/settings.ts";
import type { ResourceDefinition } from "../../provider/engine/definition.ts";
import { registry } from "../../provider/resources/registry.ts";
import { root } from "../build.ts";
import { pascal } from "../writer.ts";
import { type Documentation, PublishedTypes } from "./published-types.ts";
import type { FunctionSpec, PackageSpec, PropertySpec, ResourceSpec } from "./spec.ts";
import { languages } from "./languages.ts";
import { tokenOf, TypeTable } from "./type-table.ts";

/** The components, by the name of their class. */
const COMPONENTS = sections
  .filter(({ isComponent }) => isComponent)
  .map((section): [string, Section] => [nameInType(section.type), section])
  .toSorted(([a], [b]) => (a < b ? -1 : 1));

interface Manifest {
  readonly version: string;
  readonly description: string;
  readonly keywords: string[];
  readonly license: string;
  readonly homepage?: string;
  readonly repository?: { readonly url: string };
}

type About = Omit<
  PackageSpec,
  "config" | "provider" | "types" | "resources" | "functions" | "language" | "meta"
>;

/** @param declarations the text of the published types, dist/index.d.ts */
export async function packageSchema(declarations: string): Promise<PackageSpec> {
  const published = new PublishedTypes(declarations);
  const names = [...registry.map(({ name }) => name), ...COMPONENTS.map(([name]) => name)];
  const table = new TypeTable(names);
  const resources = [
    ...registry.map((definition) => [definition.name, resource(definition, published, table)]),
    ...COMPONENTS.map(([name, section]) => [name, component(name, section, published, table)]),
  ] as [string, ResourceSpec][];
  const lookups = published.functions
    .filter((name) => published.functions.includes(`${name}Output`))
    .map((name) => [name, lookup(name, published, table)] as const);
  const project = await about();
  return {
    ...project,
    ...settings(),
    types: table.types,
    resources: byToken(resources),
    functions: byToken(lookups),
    // SDKs that are complete packages, such as with a go.mod.
    meta: { supportPack: true },
    language: languages(project.repository),
  };
}

async function about(): Promise<About> {
  const text = await readFile(join(root, "package.json"), "utf8");
  const { version, description, keywords, license, homepage, repository } = JSON.parse(
    text,
  ) as Manifest;
  return {
    name: "realtimekit",
    displayName: "Cloudflare RealtimeKit",
    version,
    description,
    keywords,
    license,
    ...(homepage === undefined ? {} : { homepage }),
    ...(repository ? { repository: repository.url.replace(/^git\+|\.git$/g, "") } : {}),
  };
}

function resource(
  { name, inputs, outputs, replaceOnChanges }: ResourceDefinition,
  published: PublishedTypes,
  table: TypeTable,
): ResourceSpec {
  const { properties, required } = table.object(name, published.members(`${name}Args`), inputs);
  const marked = Object.entries(properties).map(([key, property]): [string, PropertySpec] => [
    key,
    key in replaceOnChanges ? { ...property, willReplaceOnChanges: true } : property,
  ]);
  return {
    description: describe(published.documentation(name), published),
    ...table.object(name, published.members(name), outputs),
    inputProperties: Object.fromEntries(marked),
    requiredInputs: required,
  };
}

function component(
  name: string,
  { name: section, schema, outputs }: Section,
  published: PublishedTypes,
  table: TypeTable,
): ResourceSpec {
  const args = published.members(`${name}Args`);
  const { properties, required } = table.object(name, args, schema, { ofComponent: true });
  const own = table.object(name, published.members(name), outputs);
  // What the class has as resources: their values, as the stack's output has them.
  const exported = published.members("SectionOutputs").find((member) => member.name === section);
  const shape = exported?.shape();
  const values = shape?.kind === "object" ? shape.members : [];
  const rest = table.object(
    name,
    values.filter((member) => !(member.name in own.properties)),
    outputs,
  );
  return {
    isComponent: true,
    description: describe(published.documentation(name), published),
    properties: { ...own.properties, ...rest.properties },
    required: [...own.required, ...rest.required],
    inputProperties: properties,
    requiredInputs: required,
  };
}

function lookup(name: string, published: PublishedTypes, table: TypeTable): FunctionSpec {
  const type = pascal(name);
  // What a lookup finds of a resource has the types of its outputs.
  const looked = registry.find((definition) => type === `Get${definition.name}`);
  const found = table.object(type, published.members(`${type}Result`), looked?.outputs);
  return {
    description: describe(published.documentation(name), published),
    inputs: { type: "object", ...table.object(type, published.members(`${type}Args`)) },
    outputs: { type: "object", ...found },
  };
}

function settings(): Pick<PackageSpec, "config" | "provider"> {
  const variables = Object.fromEntries(
    Object.entries(SETTINGS).map(([name, { variable, description, secret }]) => [
      name,
      {
        type: "string" as const,
        description: `${description} Falls back to the environment variable ${variable}.`,
        ...(secret ? { secret } : {}),
        defaultInfo: { environment: [variable] },
      },
    ]),
  );
  return {
    config: { variables },
    provider: { type: "object", properties: variables, required: [], inputProperties: variables },
  };
}

/** The description with the examples below it, each a program that can be copied. */
function describe({ description, examples }: Documentation, published: PublishedTypes): string {
  if (examples.length === 0) return description;
  const shown = examples
    .map((code) => `\`\`\`typescript\n${withImports(code, published)}\n\`\`\``)
    .join("\n\n");
  return `${description}\n\n## Example Usage\n\n${shown}`;
}

function withImports(code: string, { exports }: PublishedTypes): string {
  const names = exports.filter((name) => new RegExp(`\\b${name}\\(`).test(code));
  return [
    ...(code.includes("pulumi.") ? ['import * as pulumi from "@pulumi/pulumi";'] : []),
    `import { ${names.join(", ")} } from "pulumi-realtimekit";\n`,
    code,
  ].join("\n");
}

function byToken<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  return Object.fromEntries(entries.map(([name, spec]) => [tokenOf(name), spec]));
}
