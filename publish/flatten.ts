/**
 * Writes out the types that come from a schema or from a package that users do not have: for them
 * `interface LivestreamArgs extends Inputs<z.input<typeof livestreamSchema>> {}` is a list of
 * properties with their documentation.
 */
import ts from "typescript";

/** What to say of a published type's property beside its comment, if anything. */
export type Remark = (type: string, path: readonly string[]) => string | undefined;

/**
 * The declaration file's text, with each published type that rests on another package than Pulumi's
 * SDK replaced by its properties.
 */
export function writeOut(
  program: ts.Program,
  source: ts.SourceFile,
  declared: string,
  published: ReadonlySet<ts.Declaration>,
  remark: Remark,
): string {
  const checker = program.getTypeChecker();
  const wanted = new Map(
    source.statements
      .filter(isType)
      .filter(
        (node) =>
          published.has(node) &&
          !listsItself(node) &&
          restsOnOthers(node, { checker, program, published }),
      )
      .map((node) => [node.name.text, typeOf(node, checker)]),
  );
  const parsed = ts.createSourceFile(source.fileName, declared, ts.ScriptTarget.Latest, true);
  const written = parsed.statements
    .filter(isType)
    .toReversed()
    .reduce((text, node) => {
      const type = wanted.get(node.name.text);
      if (!type) return text;
      const { text: name } = node.name;
      const writer = new Writer(checker, source, (path) => remark(name, path));
      const replacement = writer.declaration(name, type);
      return text.slice(0, node.getStart()) + replacement + text.slice(node.end);
    }, declared);
  const isImported =
    /^import (type )?\* as pulumi /m.test(declared) || !written.includes("pulumi.");
  return isImported ? written : `import type * as pulumi from "@pulumi/pulumi";\n${written}`;
}

/** The declarations of all that a file exports. */
export function exportsOf(program: ts.Program, file: string): Set<ts.Declaration> {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  const symbols = module ? checker.getExportsOfModule(module) : [];
  return new Set(symbols.flatMap((symbol) => original(symbol, checker).declarations ?? []));
}

function original(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

type TypeNode = ts.InterfaceDeclaration | ts.TypeAliasDeclaration;

function isType(node: ts.Statement): node is TypeNode {
  return ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
}

/** An interface with properties of its own stands as it is; what they rest on is none of a user's business. */
function listsItself(node: TypeNode): boolean {
  return ts.isInterfaceDeclaration(node) && node.members.length > 0;
}

/** What it says by itself: of one that tells a class's outputs, not the rest of the class. */
function typeOf(node: TypeNode, checker: ts.TypeChecker): ts.Type {
  const isClass = checker.getSymbolAtLocation(node.name)?.declarations?.some(ts.isClassDeclaration);
  const [base] = ts.isInterfaceDeclaration(node) ? (node.heritageClauses?.[0]?.types ?? []) : [];
  return checker.getTypeAtLocation(isClass && base ? base : node.name);
}

interface Emitted {
  readonly checker: ts.TypeChecker;
  readonly program: ts.Program;
  readonly published: ReadonlySet<ts.Declaration>;
}

/** Whether a type that it is made of is declared in a package other than Pulumi's SDK. */
function restsOnOthers(node: ts.Node, emitted: Emitted, seen = new Set<ts.Node>()): boolean {
  const { checker, program, published } = emitted;
  if (!ts.isIdentifier(node))
    return ts.forEachChild(node, (child) => restsOnOthers(child, emitted, seen)) ?? false;
  const symbol = checker.getSymbolAtLocation(node);
  const target = symbol && original(symbol, checker);
  return (target?.declarations ?? []).some((each) => {
    const file = each.getSourceFile();
    if (file.fileName.includes("/node_modules/"))
      return (
        !file.fileName.includes("/node_modules/@pulumi/pulumi/") &&
        !program.isSourceFileDefaultLibrary(file)
      );
    // What is published is written out where it stands itself.
    const isOurs =
      (ts.isTypeAliasDeclaration(each) || ts.isInterfaceDeclaration(each)) && !published.has(each);
    if (!isOurs || seen.has(each)) return false;
    seen.add(each);
    return restsOnOthers(each, emitted, seen);
  });
}

/** Writes types as text, in which nothing is named but Pulumi's inputs. */
class Writer {
  readonly #checker: ts.TypeChecker;
  readonly #at: ts.Node;
  readonly #remark: (path: readonly string[]) => string | undefined;
  /** The property that is being written. */
  #path: readonly string[] = [];

  constructor(
    checker: ts.TypeChecker,
    at: ts.Node,
    remark: (path: readonly string[]) => string | undefined,
  ) {
    this.#checker = checker;
    this.#at = at;
    this.#remark = remark;
  }

  declaration(name: string, type: ts.Type): string {
    return type.isUnion()
      ? `export type ${name} = ${this.#write(type)};`
      : `export interface ${name} ${this.#object(type)}`;
  }

  /** With more brackets than it needs: Prettier takes them off. */
  #write(type: ts.Type): string {
    const [known] = type.aliasSymbol?.name === "Output" ? (type.aliasTypeArguments ?? []) : [];
    if (known) return `pulumi.Output<${this.#write(known)}>`;
    const types = type.isUnion() ? type.types : [type];
    // An Input is a union of the value, its promise and its output; the output tells which.
    const output = types.find((each) => each.getSymbol()?.name === "OutputInstance");
    const [inner] = output ? this.#argumentsOf(output) : [];
    if (inner) return `pulumi.${type.isUnion() ? "Input" : "Output"}<${this.#write(inner)}>`;
    if (!types.some(isObject))
      return this.#checker.typeToString(type, this.#at, ts.TypeFormatFlags.NoTruncation);
    if (type.isUnion()) {
      // As people write it: what may be left out stands last.
      const rank = ({ flags }: ts.Type) => Number((flags & ts.TypeFlags.Undefined) !== 0);
      const sorted = types.toSorted((a, b) => rank(a) - rank(b));
      return sorted.map((each) => `(${this.#write(each)})`).join(" | ");
    }
    const [element] = this.#checker.isArrayType(type) ? this.#argumentsOf(type) : [];
    return element ? `(${this.#write(element)})[]` : this.#object(type);
  }

  #argumentsOf(type: ts.Type): readonly ts.Type[] {
    return this.#checker.getTypeArguments(type as ts.TypeReference);
  }

  #object(type: ts.Type): string {
    const record = this.#checker.getIndexInfoOfType(type, ts.IndexKind.String);
    const lines = this.#checker.getPropertiesOfType(type).map((one) => this.#property(one, type));
    if (record) lines.push(`[name: string]: ${this.#write(record.type)};`);
    return `{\n${lines.join("\n")}\n}`;
  }

  #property(symbol: ts.Symbol, of: ts.Type): string {
    const type = this.#checker.getTypeOfSymbol(symbol);
    const optional = (symbol.flags & ts.SymbolFlags.Optional) !== 0;
    const name = /^[A-Za-z_$][\w$]*$/.test(symbol.name) ? symbol.name : JSON.stringify(symbol.name);
    const modifier = isReadonly(symbol, of) ? "readonly " : "";
    const above = this.#path;
    this.#path = [...above, symbol.name];
    const text = `${this.#comment(symbol)}${modifier}${name}${optional ? "?" : ""}: ${this.#write(type)};`;
    this.#path = above;
    return text;
  }

  #comment(symbol: ts.Symbol): string {
    const text = [this.#documentation(symbol), this.#remark(this.#path) ?? ""].join("\n").trim();
    return text === "" ? "" : comment(text);
  }

  /** The comment above the property, wherever a mapped type has it from. */
  #documentation(symbol: ts.Symbol): string {
    const text = ts.displayPartsToString(symbol.getDocumentationComment(this.#checker));
    if (text !== "") return text;
    const [root] = this.#checker.getRootSymbols(symbol);
    return root && root !== symbol ? this.#documentation(root) : "";
  }
}

/** Whether its declaration says so, or the mapped type that has made it. */
function isReadonly(symbol: ts.Symbol, of: ts.Type): boolean {
  return [...(symbol.declarations ?? []), ...(of.getSymbol()?.declarations ?? [])].some((each) =>
    ts.isMappedTypeNode(each)
      ? each.readonlyToken && each.readonlyToken.kind !== ts.SyntaxKind.MinusToken
      : ts.getCombinedModifierFlags(each) & ts.ModifierFlags.Readonly,
  );
}

function comment(text: string): string {
  const lines = text.split("\n").map((line) => ` * ${line}`.trimEnd());
  return `/**\n${lines.join("\n")}\n */\n`;
}

function isObject(type: ts.Type): boolean {
  return type.isIntersection()
    ? type.types.every(isObject)
    : (type.flags & ts.TypeFlags.Object) !== 0;
}
