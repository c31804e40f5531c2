/** Compares what a page says that a command prints with what it does print. */

export interface Step {
  readonly command: string;
  readonly expected: readonly string[];
}

/** The commands of a console block (`$ …`), each with the lines below it. */
export function stepsOf(text: string): Step[] {
  const steps: { command: string; expected: string[] }[] = [];
  for (const line of text.split("\n")) {
    if (line.startsWith("$ ")) steps.push({ command: line.slice(2), expected: [] });
    else steps.at(-1)?.expected.push(line);
  }
  return steps;
}

/** What differs from run to run, as names. */
const CHANGING: readonly (readonly [RegExp, string])[] = [
  [/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "<uuid>"],
  [/[0-9a-f]{32}/g, "<hex>"],
  // YAML quotes what could be a number.
  [/"(<uuid>|<hex>)"/g, "$1"],
  [/\b[0-9a-f]{7}\.\.[0-9a-f]{7}\b/g, "<blobs>"],
  [/-[0-9a-f]{7}\b/g, "-<suffix>"],
  [/127\.0\.0\.1:\d+/g, "127.0.0.1:<port>"],
  [/\b\d+\.\d+\.\d+\b(?!\.)/g, "<version>"],
  [/\(\d+(\.\d+)?m?s\)/g, "(<time>)"],
  [/v1:[\w+/=:]+/g, "<encrypted>"],
  // Columns are as wide as what stands in them.
  [/ {2,}/g, "  "],
  [/\s+$/g, ""],
];

export function normalised(line: string): string {
  return CHANGING.reduce((text, [pattern, name]) => text.replaceAll(pattern, name), line);
}

/**
 * The first expected line that the output does not have, or undefined. A line `…` stands for any lines,
 * and `…` inside a line for any text.
 *
 * @param anyOrder for what the engine does side by side and prints as it ends
 */
export function missingLine(
  expected: readonly string[],
  printed: string,
  anyOrder: boolean,
): string | undefined {
  const text = printed.trimEnd();
  const left = text === "" ? [] : text.split("\n").map(normalised);
  const isWhole = !expected.includes("…");
  let from = 0;
  let maySkip = false;
  for (const line of trimmed(expected)) {
    if (line === "…") {
      maySkip = true;
      continue;
    }
    const matches = matcher(normalised(line));
    const found = left.findIndex((text, at) => (anyOrder || at >= from) && matches(text));
    if (found < 0 || (!anyOrder && !maySkip && found > from)) return line;
    if (anyOrder) left.splice(found, 1);
    from = found + 1;
    maySkip = false;
  }
  const more = anyOrder ? left : left.slice(from);
  return isWhole && more.length > 0 ? `nothing behind it, but: ${more[0] ?? ""}` : undefined;
}

/** Blank lines at the end of a block are its layout. */
function trimmed(lines: readonly string[]): readonly string[] {
  const end = lines.findLastIndex((line) => line !== "");
  return lines.slice(0, end + 1);
}

function matcher(line: string): (text: string) => boolean {
  if (!line.includes("…")) return (text) => text === line;
  const pattern = line.split("…").map(escaped).join(".*");
  const whole = new RegExp(`^${pattern}$`);
  return (text) => whole.test(text);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
