/**
 * Adds entries to a stack's file without changing existing lines, so that comments, order, quotes and
 * indentation stay. (Parsing and printing the document would keep its comments, but not its layout.)
 */
import { isDeepStrictEqual } from "node:util";
import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  type Node,
  type Pair,
  parse,
  parseDocument,
  type YAMLMap,
} from "yaml";
import { isPlain, type Plain } from "../../provider/schema/compare.ts";
import { UserError } from "../../provider/user-error.ts";

/** Entries to add to a section. */
export interface Addition {
  /** The name of the section, without the project's. */
  readonly section: string;
  /** The entries as YAML without indentation. */
  readonly entries: string;
}

/** Lines that replace the text between `from` and `to`. */
interface Edit {
  readonly from: number;
  readonly to: number;
  readonly lines: string;
  /** The indentation of the lines: if two edits start at the same place, the deeper one comes first. */
  readonly indent: number;
}

/**
 * @param file the name of the file for messages
 * @throws UserError if it is written in a form that cannot be added to
 */
export function withEntries(
  text: string,
  file: string,
  project: string,
  additions: readonly Addition[],
): string {
  if (additions.length === 0) return text;
  const doc = parseDocument(text);
  const [error] = doc.errors;
  // Not the library's message, which quotes the line and may contain a secret.
  if (error)
    throw new UserError(`${file} is not valid YAML: see line ${lineOf(text, error.pos[0])}.`);
  const merged = applied(text, editsOf(text, doc, { file, project, additions }));
  if (!holds(merged, text, project, additions)) throw cannotAdd(file, "config");
  return merged;
}

interface Work {
  readonly file: string;
  readonly project: string;
  readonly additions: readonly Addition[];
}

function editsOf(text: string, doc: Document.Parsed, work: Work): Edit[] {
  const { file, project, additions } = work;
  const root = doc.contents;
  const whole = additions.map(({ section, entries }) => below(`${project}:${section}`, entries, 2));
  if (root === null || (isScalar(root) && root.value === null))
    return [
      {
        from: text.length,
        to: text.length,
        lines: below("config", whole.join("\n"), 2),
        indent: 0,
      },
    ];
  if (!isMap(root) || root.flow) throw cannotAdd(file, "the file");
  const config = pairOf(root, ["config"]);
  if (!config) return [atEnd(text, root, below("config", whole.join("\n"), 2))];
  if (isEmpty(config.value)) return filled(text, config, whole.join("\n"), 2);
  const map = config.value;
  if (!isMap(map) || map.flow) throw cannotAdd(file, "config");
  const step = columnOf(text, map) - columnOf(text, root);
  return additions.flatMap(({ section, entries }) => {
    const key = `${project}:${section}`;
    const pair = pairOf(map, [key, `${project}:config:${section}`]);
    if (!pair) return [atEnd(text, map, below(key, entries, step))];
    return intoSection(text, pair, { file, key, entries, step });
  });
}

function intoSection(
  text: string,
  pair: Pair,
  { file, key, entries, step }: { file: string; key: string; entries: string; step: number },
): Edit[] {
  const { value } = pair;
  if (isEmpty(value)) return filled(text, pair, entries, step);
  if (!isMap(value)) throw cannotAdd(file, key, isScalar(value) ? "as a string" : undefined);
  const [only, ...more] = value.items;
  if (only && more.length === 0 && nameOf(only) === "secure" && !isMap(only.value))
    throw cannotAdd(file, key, "as a secret");
  if (value.flow) return [intoFlow(value, entries)];
  return [atEnd(text, value, entries)];
}

/** Fills an empty or missing map, below the line of its key and comments there. */
function filled(text: string, { key, value }: Pair, entries: string, step: number): Edit[] {
  const { range } = key as Node;
  const column = columnAt(text, range?.[0] ?? 0);
  const colon = text.indexOf(":", range?.[1] ?? 0) + 1;
  const from = (value as Node | null)?.range ?? [colon, colon];
  const edit = { from: colon, to: Math.max(colon, from[1]), lines: "", indent: -1 };
  const end = endOfLines(text, edit.to, column + 1);
  return [
    ...(from[1] > from[0] ? [edit] : []),
    { from: end, to: end, lines: indented(entries, column + step), indent: column + step },
  ];
}

/** Adds lines at the end of a map, after comments at its depth. */
function atEnd(text: string, map: YAMLMap, lines: string): Edit {
  const indent = columnOf(text, map);
  const end = endOfLines(text, endOf(map), indent);
  return { from: end, to: end, lines: indented(lines, indent), indent };
}

/** Adds entries to a map that is written as JSON. */
function intoFlow(map: YAMLMap, entries: string): Edit {
  const end = endOf(map.items.at(-1));
  const inner = JSON.stringify(parse(entries)).slice(1, -1);
  return { from: end, to: end, lines: `, ${inner}`, indent: -1 };
}

/** Where the last value ends. A map's range includes comments below it that do not belong to it. */
function endOf(node: unknown): number {
  if (isPair(node)) return endOf(node.value ?? node.key);
  if (isCollection(node) && !node.flow && node.items.length > 0) return endOf(node.items.at(-1));
  return (node as Node | undefined)?.range?.[1] ?? 0;
}

/** The end of the line of `from`, or of the comments below it with at least this indentation. */
function endOfLines(text: string, from: number, indent: number): number {
  const last = text.slice(0, from).trimEnd().length;
  let end = lineEnd(text, last);
  for (let at = end; at < text.length;) {
    const next = lineEnd(text, text.indexOf("\n", at) + 1);
    const line = text.slice(text.indexOf("\n", at) + 1, next);
    if (!/^\s*(#|$)/.test(line)) break;
    if (line.trim() !== "" && line.search(/\S/) >= indent) end = next;
    at = !text.includes("\n", next) ? text.length : next;
  }
  return end;
}

/** The end of the line, before the line break. */
function lineEnd(text: string, from: number): number {
  const found = text.slice(from).search(/\r?\n/);
  return found < 0 ? text.length : from + found;
}

function applied(text: string, edits: readonly Edit[]): string {
  const eol = text.includes("\r\n") ? "\r\n" : "\n";
  // Starts at the end, so that earlier offsets stay valid.
  const backwards = edits
    .map((edit, index) => ({ ...edit, index }))
    .sort((a, b) => b.from - a.from || a.indent - b.indent || b.index - a.index);
  const merged = backwards.reduce((whole, { from, to, lines, indent }) => {
    const before = indent < 0 || from === 0 || whole.slice(0, from).endsWith("\n") ? "" : eol;
    const put = lines.replaceAll("\n", eol);
    return whole.slice(0, from) + before + put + whole.slice(to);
  }, text);
  return merged.endsWith("\n") ? merged : merged + eol;
}

/** Whether the merged text has the old content and the new entries, and nothing else. */
function holds(
  merged: string,
  text: string,
  project: string,
  additions: readonly Addition[],
): boolean {
  const doc = parseDocument(merged);
  if (doc.errors.length > 0) return false;
  const before: Plain = (parse(text) as Plain | null) ?? {};
  const config = { ...(before.config as Plain | null) };
  for (const { section, entries } of additions) {
    const full = [`${project}:${section}`, `${project}:config:${section}`];
    const key = full.find((each) => each in config) ?? full[0] ?? "";
    const now = isPlain(config[key]) ? config[key] : {};
    const added = parse(entries) as Plain;
    if (Object.keys(added).some((name) => name in now)) return false;
    config[key] = { ...now, ...added };
  }
  return isDeepStrictEqual(doc.toJS(), { ...before, config });
}

function below(key: string, lines: string, step: number): string {
  return `${key}:\n${indented(lines, step)}`;
}

function indented(lines: string, by: number): string {
  return lines.replaceAll(/^(?=.)/gm, " ".repeat(by));
}

function pairOf(map: YAMLMap, names: readonly string[]): Pair | undefined {
  return map.items.find((pair) => names.includes(nameOf(pair) ?? ""));
}

function nameOf({ key }: Pair): string | undefined {
  return isScalar(key) && typeof key.value === "string" ? key.value : undefined;
}

function isEmpty(value: unknown): boolean {
  if (isAlias(value)) return false;
  if (isMap(value)) return value.items.length === 0;
  return value === null || (isScalar(value) && value.value === null);
}

/** The indentation of a map's keys. */
function columnOf(text: string, map: YAMLMap): number {
  return columnAt(text, (map.items[0]?.key as Node | undefined)?.range?.[0] ?? 0);
}

function columnAt(text: string, offset: number): number {
  return offset - (text.lastIndexOf("\n", offset - 1) + 1);
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

function cannotAdd(
  file: string,
  key: string,
  how = "in a form that adopt cannot add to",
): UserError {
  return new UserError(
    `${file}: ${key} is written ${how}. Write it with one key per line, or paste the output of --config.`,
  );
}
