/** On which reference page each nested type is described: the first page that needs it. */
import type { ObjectTypeSpec, PackageSpec } from "../schema/spec.ts";
import { nameOf, reachable, type TypeIndex } from "./markdown.ts";

export class TypePages {
  readonly #schema: PackageSpec;
  /** By token the page. */
  readonly #pages = new Map<string, string>();

  constructor(schema: PackageSpec) {
    this.#schema = schema;
    const { resources, functions } = schema;
    for (const [token, { inputProperties, properties }] of Object.entries(resources))
      this.#claim(fileOf(nameOf(token)), [inputProperties, properties]);
    for (const { inputs, outputs } of Object.values(functions))
      this.#claim("lookups.md", [inputs.properties, outputs.properties]);
  }

  /** The object types of a page, by name. */
  on(file: string): [name: string, type: ObjectTypeSpec][] {
    return [...this.#pages].flatMap(([token, page]) => {
      const type = this.#schema.types[token];
      return page === file && type?.type === "object" ? [[nameOf(token), type]] : [];
    });
  }

  /** What a page needs to name types. */
  index(file: string): TypeIndex {
    return {
      types: this.#schema.types,
      linkTo: (token) => {
        const resource = resourceOf(token);
        if (resource !== undefined) return `${fileOf(resource)}#inputs`;
        const page = this.#pages.get(token) ?? file;
        return `${page === file ? "" : page}#${nameOf(token).toLowerCase()}`;
      },
    };
  }

  #claim(file: string, properties: readonly Readonly<Record<string, object>>[]): void {
    const all = reachable(properties.flatMap(Object.values), this.#schema.types);
    for (const token of all)
      if (!this.#pages.has(token) && resourceOf(token) === undefined) this.#pages.set(token, file);
  }
}

/** The resource whose inputs a type repeats, such as `Preset` of `PresetDefinition`. */
function resourceOf(token: string): string | undefined {
  return /^(\w+)Definition$/.exec(nameOf(token))?.[1];
}

/** `LiveInput` is on the page live-input.md. */
export function fileOf(name: string): string {
  return `${name.replace(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase()}.md`;
}
