/**
 * Writes the properties of a type as text. Nested objects of arguments become separate interfaces, named by
 * their path: `permissions` of PresetArgs is a PresetPermissionsArgs. Compiler errors and the documentation
 * then use that name instead of the whole type.
 */
import ts from "typescript";
import { UserError } from "../provider/user-error.ts";

/** The file and the package that a writer writes for. */
export interface WriterContext {
  readonly checker: ts.TypeChecker;
  /** The node at which names are resolved. */
  readonly at: ts.Node;
  /** Additional documentation of a property, if any. */
  readonly remark: (path: readonly string[]) => string | undefined;
  /** The name of a type that is published by itself. */
  readonly nameOf: (symbol: ts.Symbol) => string | undefined;
  /** Reserves a name for a nested object; fails if it is taken. */
  readonly take: (name: string) => void;
}

/** The part of a property that is written: its value, or the items or entries of its value. */
const PLACES = { value: "The value of", item: "An item of", entry: "An entry of" };

interface Place {
  readonly property: ts.Symbol;
  readonly what: keyof typeof PLACES;
}

/** Writes a published type and its nested types. */
export class Writer {
  readonly #context: WriterContext;
  readonly #nested: string[] = [];
  /** The name of the declaration that is being written. */
  #owner: string;
  #place: Place | undefined;
  /** Its path in the published type. */
  #path: readonly string[] = [];

  constructor(name: string, context: WriterContext) {
    this.#context = context;
    this.#owner = name;
  }

  /** The declaration without its comment, and the nested declarations with theirs. */
  write(type: ts.Type): string {
    const own = this.#declaration(type.isUnion() ? type.types : [type]);
    return [own, ...this.#nested].join("\n");
  }

  #declaration(types: readonly ts.Type[]): string {
    const [first, ...more] = types;
    return first && isObject(first) && more.length === 0
      ? `export interface ${this.#owner} ${this.#object(first)}`
      : `export type ${this.#owner} = ${types.map((each) => `(${this.#single(each)})`).join(" | ")};`;
  }

  #type(type: ts.Type): string {
    const [known] = type.aliasSymbol?.name === "Output" ? (type.aliasTypeArguments ?? []) : [];
    if (known) return `pulumi.Output<${this.#type(known)}>`;
    const types = type.isUnion() ? type.types : [type];
    if (types.some(outputOf)) return this.#eventual(types);
    if (!types.some(isObject)) return this.#text(type);
    const plain = this.#owner.endsWith("Args") ? types.filter((each) => this.#isPlain(each)) : [];
    // `undefined` comes last.
    const rank = ({ flags }: ts.Type) => Number((flags & ts.TypeFlags.Undefined) !== 0);
    return types
      .filter((each) => !plain.includes(each) || each === plain[0])
      .toSorted((a, b) => rank(a) - rank(b))
      .map((each) => (each === plain[0] ? this.#nest(plain) : this.#single(each)))
      .join(" | ");
  }

  /** An Input is a union of the value, its promise and its output; the output has the type. */
  #eventual(types: readonly ts.Type[]): string {
    const outputs = new Set(types.flatMap((each) => outputOf(each) ?? []));
    const [known, ...more] = new Set([...outputs].flatMap((each) => this.#argumentsOf(each)));
    if (!known || more.length > 0)
      throw new UserError(`${this.#where()} takes one of several inputs; give each its own type.`);
    const isInput = types.some((each) => each.getSymbol()?.name === "Promise");
    if (isInput) return `pulumi.Input<${this.#type(known)}>`;
    const others = types.filter((each) => !outputOf(each)).map((each) => this.#single(each));
    return [`pulumi.Output<${this.#type(known)}>`, ...others].join(" | ");
  }

  /** A member of a union; Prettier removes redundant brackets. */
  #single(type: ts.Type): string {
    const symbol = type.getSymbol();
    const name = symbol && this.#context.nameOf(symbol);
    if (name !== undefined) return name;
    const item = this.#itemOf(type);
    if (item) return `(${this.#within("item", "0", item)})[]`;
    const entry = this.#entryOf(type);
    if (entry && !this.#isPlain(type))
      return `Record<string, ${this.#within("entry", "name", entry)}>`;
    return isObject(type) ? this.#object(type) : this.#text(type);
  }

  /** Whether it is an object with properties that has no published type. */
  #isPlain(type: ts.Type): boolean {
    const symbol = type.getSymbol();
    return (
      isObject(type) &&
      !this.#itemOf(type) &&
      !(symbol && this.#context.nameOf(symbol) !== undefined) &&
      this.#context.checker.getPropertiesOfType(type).length > 0
    );
  }

  #itemOf(type: ts.Type): ts.Type | undefined {
    return this.#context.checker.isArrayType(type) ? this.#argumentsOf(type)[0] : undefined;
  }

  #entryOf(type: ts.Type): ts.Type | undefined {
    return this.#context.checker.getIndexInfoOfType(type, ts.IndexKind.String)?.type;
  }

  #argumentsOf(type: ts.Type): readonly ts.Type[] {
    return this.#context.checker.getTypeArguments(type as ts.TypeReference);
  }

  #text(type: ts.Type): string {
    const { checker, at } = this.#context;
    return checker.typeToString(type, at, ts.TypeFormatFlags.NoTruncation);
  }

  /** Writes a nested object as a separate declaration; returns its name. */
  #nest(types: readonly ts.Type[]): string {
    const { owner, place } = { owner: this.#owner, place: this.#place };
    if (!place) return types.map((each) => this.#single(each)).join(" | ");
    const { name: property } = place.property;
    const name = `${owner.replace(/Args$/, "")}${pascal(property)}Args`;
    this.#context.take(name);
    const [subject = ""] = /^.*?[.](?=\s|$)/s.exec(this.#documentation(place.property)) ?? [];
    const where = `${PLACES[place.what]} \`${property}\` in {@link ${owner}}.`;
    // Without documentation of the property, there is none here either, which the docs build reports.
    const words = subject === "" ? "" : comment(`${subject}\n\n${where}`);
    const index = this.#nested.push("") - 1;
    this.#owner = name;
    this.#nested[index] = `${words}${this.#declaration(types)}`;
    this.#owner = owner;
    return name;
  }

  #object(type: ts.Type): string {
    const { checker } = this.#context;
    const lines = checker.getPropertiesOfType(type).map((one) => this.#property(one, type));
    const entry = this.#entryOf(type);
    if (entry) lines.push(`[name: string]: ${this.#within("entry", "name", entry)};`);
    return `{\n${lines.join("\n")}\n}`;
  }

  #property(symbol: ts.Symbol, of: ts.Type): string {
    const type = this.#context.checker.getTypeOfSymbol(symbol);
    const optional = (symbol.flags & ts.SymbolFlags.Optional) !== 0 ? "?" : "";
    const name = /^[A-Za-z_$][\w$]*$/.test(symbol.name) ? symbol.name : JSON.stringify(symbol.name);
    const modifier = isReadonly(symbol, of) ? "readonly " : "";
    return this.#at({ property: symbol, what: "value" }, symbol.name, () => {
      const said = [this.#documentation(symbol), this.#context.remark(this.#path) ?? ""];
      return `${comment(said.join("\n").trim())}${modifier}${name}${optional}: ${this.#type(type)};`;
    });
  }

  /** The items of a list or the entries of a map. */
  #within(what: Place["what"], step: string, type: ts.Type): string {
    const place = this.#place && { ...this.#place, what };
    return this.#at(place, step, () => this.#type(type));
  }

  #at(place: Place | undefined, step: string, write: () => string): string {
    const above = { place: this.#place, path: this.#path };
    this.#place = place;
    this.#path = [...above.path, step];
    const text = write();
    this.#place = above.place;
    this.#path = above.path;
    return text;
  }

  #where(): string {
    return [this.#owner, this.#place?.property.name ?? []].flat().join(".");
  }

  /** The comment of the property, also through mapped types. */
  #documentation(symbol: ts.Symbol): string {
    const { checker } = this.#context;
    const text = ts.displayPartsToString(symbol.getDocumentationComment(checker));
    if (text !== "") return text;
    const [root] = checker.getRootSymbols(symbol);
    return root && root !== symbol ? this.#documentation(root) : "";
  }
}

/** Whether its declaration or its mapped type is readonly. */
function isReadonly(symbol: ts.Symbol, of: ts.Type): boolean {
  return [...(symbol.declarations ?? []), ...(of.getSymbol()?.declarations ?? [])].some((each) =>
    ts.isMappedTypeNode(each)
      ? each.readonlyToken && each.readonlyToken.kind !== ts.SyntaxKind.MinusToken
      : ts.getCombinedModifierFlags(each) & ts.ModifierFlags.Readonly,
  );
}

/** A name as part of a type's name. */
export function pascal(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/);
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

function comment(text: string): string {
  if (text === "") return "";
  const lines = text.split("\n").map((line) => ` * ${line}`.trimEnd());
  return `/**\n${lines.join("\n")}\n */\n`;
}

/** The output type, which can be part of an intersection with the properties of its value. */
function outputOf(type: ts.Type): ts.Type | undefined {
  const types = type.isIntersection() ? type.types : [type];
  return types.find((each) => each.getSymbol()?.name === "OutputInstance");
}

function isObject(type: ts.Type): boolean {
  return type.isIntersection()
    ? type.types.every(isObject)
    : (type.flags & ts.TypeFlags.Object) !== 0;
}
