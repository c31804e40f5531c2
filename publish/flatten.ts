/**
 * Writes out types that come from a schema or from a package that users do not have, so that
 * `interface LivestreamArgs extends Inputs<z.input<typeof livestreamSchema>> {}` becomes a list of properties
 * with their documentation.
 */
import { dirname, relative } from "node:path";
import ts from "typescript";
import { UserError } from "../provider/user-error.ts";
import { type WriterContext, Writer } from "./writer.ts";

/** The published module. */
export interface Publication {
  readonly program: ts.Program;
  /** The file that users import. */
  readonly entry: ts.SourceFile;
  /** The published name of each export, by its declaration. */
  readonly published: ReadonlyMap<ts.Declaration, string>;
  /** Additional documentation of a property, if any. */
  readonly remark: (type: string, path: readonly string[]) => string | undefined;
  /** The file of each nested type, by name. */
  readonly nested: Map<string, ts.SourceFile>;
}

/** The exports of a file. */
export function publicationOf(
  program: ts.Program,
  file: string,
  remark: Publication["remark"],
): Publication {
  const checker = program.getTypeChecker();
  const entry = program.getSourceFile(file);
  const module = entry && checker.getSymbolAtLocation(entry);
  if (!module) throw new UserError(`${file} exports nothing.`);
  const published = checker
    .getExportsOfModule(module)
    .flatMap((symbol) =>
      (original(symbol, checker).declarations ?? []).map((each) => [each, symbol.name] as const),
    );
  return { program, entry, published: new Map(published), remark, nested: new Map() };
}

/**
 * The text of a declaration file, with the properties of each published type that depends on a package
 * other than Pulumi's SDK.
 */
export function writeOut(
  publication: Publication,
  source: ts.SourceFile,
  declared: string,
): string {
  const { program, published } = publication;
  const checker = program.getTypeChecker();
  const wanted = new Map(
    source.statements
      .filter(isType)
      .filter(
        (node) => published.has(node) && !listsItself(node) && restsOnOthers(node, publication),
      )
      .map((node) => [node.name.text, typeOf(node, checker)]),
  );
  const parsed = ts.createSourceFile(source.fileName, declared, ts.ScriptTarget.Latest, true);
  const imports = new Map<string, ts.SourceFile>();
  const written = parsed.statements
    .filter(isType)
    .toReversed()
    .reduce((text, node) => {
      const type = wanted.get(node.name.text);
      if (!type) return text;
      const { text: name } = node.name;
      const writer = new Writer(name, contextOf(publication, source, name, imports));
      return text.slice(0, node.getStart()) + writer.write(type) + text.slice(node.end);
    }, declared);
  return withImports(written, parsed, imports);
}

function contextOf(
  { program, published, remark, nested }: Publication,
  source: ts.SourceFile,
  type: string,
  imports: Map<string, ts.SourceFile>,
): WriterContext {
  return {
    checker: program.getTypeChecker(),
    at: source,
    remark: (path) => remark(type, path),
    nameOf: (symbol) => {
      const declaration = symbol.declarations?.find((each) => published.has(each));
      if (!declaration) return undefined;
      imports.set(symbol.name, declaration.getSourceFile());
      return symbol.name;
    },
    take: (name) => {
      if (nested.has(name) || [...published.values()].includes(name))
        throw new UserError(`Two published types would have the name ${name}; rename one of them.`);
      nested.set(name, source);
    },
  };
}

/** Adds imports for names in the text, unless the file already has them. */
function withImports(
  text: string,
  parsed: ts.SourceFile,
  imports: ReadonlyMap<string, ts.SourceFile>,
): string {
  const isThere = (name: string) => parsed.statements.some((each) => binds(each, name));
  const named = [...imports].filter(([name]) => !isThere(name));
  const lines = named.map(
    ([name, file]) => `import type { ${name} } from "${pathTo(file, parsed)}";`,
  );
  if (text.includes("pulumi.") && !isThere("pulumi"))
    lines.push('import type * as pulumi from "@pulumi/pulumi";');
  return [...lines, text].join("\n");
}

/** Whether a statement declares or imports the name. */
function binds(node: ts.Statement, name: string): boolean {
  if (!ts.isImportDeclaration(node))
    return (isType(node) || ts.isClassDeclaration(node)) && node.name?.text === name;
  const bindings = node.importClause?.namedBindings;
  if (!bindings) return false;
  const names = ts.isNamespaceImport(bindings) ? [bindings] : bindings.elements;
  return names.some((each) => each.name.text === name);
}

/** The path with which one source imports another. */
function pathTo(file: ts.SourceFile, from: ts.SourceFile): string {
  const path = relative(dirname(from.fileName), file.fileName);
  return path.startsWith(".") ? path : `./${path}`;
}

/** The text of the entry, with exports of the nested types. */
export function withNested({ entry, nested }: Publication, declared: string): string {
  const lines = [...nested].map(
    ([name, file]) => `export type { ${name} } from "${pathTo(file, entry)}";`,
  );
  return [declared, ...lines].join("\n");
}

function original(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

type TypeNode = ts.InterfaceDeclaration | ts.TypeAliasDeclaration;

function isType(node: ts.Node): node is TypeNode {
  return ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
}

/** Whether it is an interface with its own properties, which stays as it is. */
function listsItself(node: TypeNode): boolean {
  return ts.isInterfaceDeclaration(node) && node.members.length > 0;
}

/** The type of a declaration; for an interface that is merged with a class, only its outputs. */
function typeOf(node: TypeNode, checker: ts.TypeChecker): ts.Type {
  const isClass = checker.getSymbolAtLocation(node.name)?.declarations?.some(ts.isClassDeclaration);
  const [base] = ts.isInterfaceDeclaration(node) ? (node.heritageClauses?.[0]?.types ?? []) : [];
  return checker.getTypeAtLocation(isClass && base ? base : node.name);
}

/** Whether it depends on a package other than Pulumi's SDK. */
function restsOnOthers(
  node: ts.Node,
  publication: Publication,
  seen = new Set<ts.Node>(),
): boolean {
  const { program, published } = publication;
  const checker = program.getTypeChecker();
  if (!ts.isIdentifier(node))
    return ts.forEachChild(node, (child) => restsOnOthers(child, publication, seen)) ?? false;
  const symbol = checker.getSymbolAtLocation(node);
  const target = symbol && original(symbol, checker);
  return (target?.declarations ?? []).some((each) => {
    const file = each.getSourceFile();
    if (file.fileName.includes("/node_modules/"))
      return (
        !file.fileName.includes("/node_modules/@pulumi/pulumi/") &&
        !program.isSourceFileDefaultLibrary(file)
      );
    // Published types are written out by themselves.
    const isOurs = (isType(each) || ts.isVariableDeclaration(each)) && !published.has(each);
    if (!isOurs || seen.has(each)) return false;
    seen.add(each);
    return restsOnOthers(each, publication, seen);
  });
}
