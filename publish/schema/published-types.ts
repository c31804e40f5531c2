/** Reads the published declarations (dist/index.d.ts): what each type consists of, with its documentation. */
import ts from "typescript";
import { UserError } from "../../provider/user-error.ts";

/** One property of an object. */
export interface Member {
  readonly name: string;
  readonly optional: boolean;
  /** Whether an output is accepted, and not only a value. */
  readonly isInput: boolean;
  /** Markdown; empty where there is none. */
  readonly description: string;
  readonly shape: () => Shape;
}

/** What a value looks like. `open` is a type that only the compiler could work out. */
export type Shape =
  | { readonly kind: "string" | "number" | "boolean" | "open" | "nothing" }
  | { readonly kind: "literal"; readonly value: string | boolean }
  | { readonly kind: "array" | "map"; readonly of: Shape }
  | { readonly kind: "object"; readonly name?: string; readonly members: readonly Member[] }
  | { readonly kind: "secret"; readonly of: Shape }
  | { readonly kind: "resource"; readonly name: string }
  | { readonly kind: "union"; readonly of: readonly Shape[] };

/** The documentation of an export. */
export interface Documentation {
  readonly description: string;
  /** TypeScript. */
  readonly examples: readonly string[];
}

type Named =
  ts.InterfaceDeclaration | ts.TypeAliasDeclaration | ts.ClassDeclaration | ts.FunctionDeclaration;

type TypeParameters = ReadonlyMap<string, ts.TypeNode>;

/** Wrappers that say when a value is known, and nothing about what it is. */
const TRANSPARENT = new Set(["Input", "Output", "Inputs", "Promise"]);

const KEYWORDS: Partial<Record<ts.SyntaxKind, Shape>> = {
  [ts.SyntaxKind.StringKeyword]: { kind: "string" },
  [ts.SyntaxKind.NumberKeyword]: { kind: "number" },
  [ts.SyntaxKind.BooleanKeyword]: { kind: "boolean" },
  [ts.SyntaxKind.UndefinedKeyword]: { kind: "nothing" },
};

/** The types of one declaration file. */
export class PublishedTypes {
  readonly #named = new Map<string, Named[]>();

  constructor(declarations: string) {
    const file = ts.createSourceFile("index.d.ts", declarations, ts.ScriptTarget.Latest, true);
    for (const node of file.statements) {
      if (!isNamed(node) || !node.name) continue;
      const { text } = node.name;
      this.#named.set(text, [...(this.#named.get(text) ?? []), node]);
    }
  }

  /** The names of all functions. */
  get functions(): string[] {
    return this.#namesOf(ts.isFunctionDeclaration);
  }

  /** The names of all that a program can call or construct. */
  get exports(): string[] {
    return [...this.#namesOf(ts.isClassDeclaration), ...this.functions];
  }

  #namesOf(is: (node: Named) => boolean): string[] {
    return [...this.#named].filter(([, nodes]) => nodes.some(is)).map(([name]) => name);
  }

  /** What is said of an export. */
  documentation(name: string): Documentation {
    const nodes = this.#named.get(name) ?? [];
    const documented = nodes.find((node) => commentOf(node) !== "");
    const examples = nodes
      .flatMap((node) => ts.getJSDocTags(node))
      .filter(({ tagName }) => tagName.text === "example")
      .map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? "");
    return { description: documented ? commentOf(documented) : "", examples };
  }

  /** The properties of an interface or an alias, those of all its parts; of a class, its outputs. */
  members(name: string): readonly Member[] {
    const shape = this.#shapeOfName(name, new Map());
    if (shape.kind === "object") return shape.members;
    const outputs = this.#membersOfInterfaces(name, new Map());
    if (outputs.length === 0) throw new UserError(`The published types have no object ${name}.`);
    return outputs;
  }

  #shapeOf(node: ts.TypeNode, parameters: TypeParameters): Shape {
    const keyword = KEYWORDS[node.kind];
    if (keyword) return keyword;
    if (ts.isParenthesizedTypeNode(node)) return this.#shapeOf(node.type, parameters);
    if (ts.isLiteralTypeNode(node)) return literal(node.literal);
    if (ts.isArrayTypeNode(node))
      return { kind: "array", of: this.#shapeOf(node.elementType, parameters) };
    if (ts.isTypeLiteralNode(node))
      return { kind: "object", members: this.#membersOf(node.members, parameters) };
    if (ts.isUnionTypeNode(node))
      return union(node.types.map((each) => this.#shapeOf(each, parameters)));
    if (ts.isIntersectionTypeNode(node))
      return together(node.types.map((each) => this.#shapeOf(each, parameters)));
    return ts.isTypeReferenceNode(node)
      ? this.#shapeOfReference(node, parameters)
      : { kind: "open" };
  }

  #shapeOfReference(
    { typeName, typeArguments = ts.factory.createNodeArray<ts.TypeNode>() }: ts.TypeReferenceNode,
    parameters: TypeParameters,
  ): Shape {
    const name = ts.isQualifiedName(typeName) ? typeName.right.text : typeName.text;
    const [first, second] = typeArguments;
    const parameter = parameters.get(name);
    // The lookups' one parameter stands for what is secret: text, or outputs of their own.
    if (parameter) return { kind: "secret", of: this.#shapeOf(parameter, parameters) };
    if (TRANSPARENT.has(name) && first) return this.#shapeOf(first, parameters);
    if (name === "Record" && second) return { kind: "map", of: this.#shapeOf(second, parameters) };
    if (name === "Pick" && first && second) return this.#picked(first, second, parameters);
    return this.#shapeOfName(name, parameters);
  }

  #picked(from: ts.TypeNode, keys: ts.TypeNode, parameters: TypeParameters): Shape {
    const whole = this.#shapeOf(from, parameters);
    const wanted = this.#shapeOf(keys, parameters);
    const names = (wanted.kind === "union" ? wanted.of : [wanted]).map((each) =>
      each.kind === "literal" ? each.value : undefined,
    );
    if (whole.kind !== "object") return whole;
    return { kind: "object", members: whole.members.filter(({ name }) => names.includes(name)) };
  }

  #shapeOfName(name: string, outer: TypeParameters): Shape {
    const nodes = this.#named.get(name) ?? [];
    if (nodes.some(ts.isClassDeclaration)) return { kind: "resource", name };
    const alias = nodes.find(ts.isTypeAliasDeclaration);
    if (alias) {
      const shape = this.#shapeOf(alias.type, parametersOf(alias, outer));
      return shape.kind === "object" ? { ...shape, name } : shape;
    }
    const members = this.#membersOfInterfaces(name, outer);
    return members.length === 0 ? { kind: "open" } : { kind: "object", name, members };
  }

  #membersOfInterfaces(name: string, outer: TypeParameters): Member[] {
    const nodes = this.#named.get(name) ?? [];
    return nodes.filter(ts.isInterfaceDeclaration).flatMap((node) => {
      const parameters = parametersOf(node, outer);
      const bases = (node.heritageClauses ?? []).flatMap(({ types }) => types);
      const inherited = bases.flatMap(({ expression }) =>
        this.#membersOfInterfaces(expression.getText(), parameters),
      );
      return [...inherited, ...this.#membersOf(node.members, parameters)];
    });
  }

  #membersOf(nodes: ts.NodeArray<ts.TypeElement>, parameters: TypeParameters): Member[] {
    return nodes.filter(ts.isPropertySignature).map((node) => ({
      name: ts.isStringLiteral(node.name) ? node.name.text : node.name.getText(),
      optional: node.questionToken !== undefined || (node.type ? mayBeNothing(node.type) : true),
      isInput: node.type !== undefined && isInput(node.type),
      description: commentOf(node),
      shape: () => (node.type ? this.#shapeOf(node.type, parameters) : { kind: "open" }),
    }));
  }
}

/** Whether there may be no value, such as of an output that some live inputs do not have. */
function mayBeNothing(node: ts.TypeNode): boolean {
  if (ts.isParenthesizedTypeNode(node)) return mayBeNothing(node.type);
  if (ts.isUnionTypeNode(node))
    return node.types.some(({ kind }) => kind === ts.SyntaxKind.UndefinedKeyword);
  const [inside] = ts.isTypeReferenceNode(node) ? (node.typeArguments ?? []) : [];
  return inside !== undefined && mayBeNothing(inside);
}

/** Whether the type is `pulumi.Input`, or one of several that are. */
function isInput(node: ts.TypeNode): boolean {
  if (ts.isParenthesizedTypeNode(node)) return isInput(node.type);
  if (ts.isUnionTypeNode(node)) return node.types.some(isInput);
  return ts.isTypeReferenceNode(node) && node.typeName.getText() === "pulumi.Input";
}

function isNamed(node: ts.Node): node is Named {
  return (
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isClassDeclaration(node) ||
    ts.isFunctionDeclaration(node)
  );
}

function parametersOf(
  { typeParameters }: ts.InterfaceDeclaration | ts.TypeAliasDeclaration,
  outer: TypeParameters,
): TypeParameters {
  const own = (typeParameters ?? []).flatMap((each) =>
    each.default ? [[each.name.text, each.default] as const] : [],
  );
  return new Map([...outer, ...own]);
}

function literal(node: ts.LiteralTypeNode["literal"]): Shape {
  if (ts.isStringLiteral(node)) return { kind: "literal", value: node.text };
  if (node.kind === ts.SyntaxKind.TrueKeyword) return { kind: "literal", value: true };
  if (node.kind === ts.SyntaxKind.FalseKeyword) return { kind: "literal", value: false };
  return { kind: "nothing" };
}

/** Several objects become one, in which only what each of them needs is required. */
function union(shapes: readonly Shape[]): Shape {
  const given = shapes.filter(({ kind }) => kind !== "nothing");
  const [only, ...more] = given;
  if (!only) return { kind: "nothing" };
  if (more.length === 0) return only;
  if (given.every(({ kind }) => kind === "object")) return together(given, "any");
  // Values that are known, and any other.
  if (given.every(isText) && given.some(({ kind }) => kind === "string")) return { kind: "string" };
  return { kind: "union", of: given };
}

/** The texts, without those of which another one says every sentence. */
function withoutRepeats(texts: readonly string[]): string[] {
  const sentences = (text: string) => text.replaceAll("\n", " ").split(/(?<=[.]) /);
  return [...new Set(texts)].filter(
    (text) =>
      !texts.some(
        (other) =>
          other !== text && sentences(text).every((each) => sentences(other).includes(each)),
      ),
  );
}

function isText(shape: Shape): boolean {
  return shape.kind === "string" || (shape.kind === "literal" && typeof shape.value === "string");
}

/** One object with the properties of `all` shapes at once, or of `any` one of them. */
function together(shapes: readonly Shape[], of: "any" | "all" = "all"): Shape {
  const text = shapes.find(({ kind }) => kind === "string");
  if (text) return text;
  const objects = shapes.filter((each) => each.kind === "object");
  const all = objects.flatMap(({ members }) => members);
  const names = [...new Set(all.map(({ name }) => name))];
  return {
    kind: "object",
    members: names.map((name) => {
      const found = all.filter((member) => member.name === name);
      const given = found.filter((member) => member.shape().kind !== "nothing");
      const [first] = given;
      const everywhere = of === "all" || given.length === objects.length;
      return {
        name,
        optional: !everywhere || found.some(({ optional }) => optional),
        isInput: given.some(({ isInput }) => isInput),
        description: withoutRepeats(given.map(({ description }) => description)).join("\n\n"),
        shape: () => first?.shape() ?? { kind: "nothing" },
      };
    }),
  };
}

/** The comment above a declaration, its links as code. */
function commentOf(node: ts.Node): string {
  const [comment] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  return (ts.getTextOfJSDocComment(comment?.comment) ?? "").replace(
    /\{@link (\w+)\s*\}/g,
    (_, name: string) => `\`${name}\``,
  );
}
