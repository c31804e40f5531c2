/** A page of the documentation as its tests see it: blocks of code, with what the page says of each. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fromMarkdown } from "mdast-util-from-markdown";
import type { Nodes } from "mdast";
import { root } from "../../scripts/places.ts";

export interface Block {
  /** Page and line. */
  readonly at: string;
  /** The language, such as `console`, and what stands behind it. */
  readonly lang: string;
  readonly meta: string;
  readonly text: string;
  /** Why no test runs it, from `<!-- not run: … -->` above it. */
  readonly notRun?: string | undefined;
  /** The command whose output it is, from `<!-- run: … -->`. */
  readonly outputOf?: string | undefined;
  /** What has to happen before it, from `<!-- step: … -->`. */
  readonly steps: readonly string[];
}

export interface Page {
  readonly file: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  /** Commands in a table. */
  readonly inTables: readonly string[];
}

/** Reads a page of the checkout. */
export async function readPage(file: string): Promise<Page> {
  const text = await readFile(join(root, file), "utf8");
  const nodes = flattened(fromMarkdown(text));
  const blocks: Block[] = [];
  let remarks: [kind: string, value: string][] = [];
  for (const node of nodes) {
    if (node.type === "html") {
      const [, kind = "", value = ""] = /^<!-- ([a-z ]+): (.*) -->$/.exec(node.value) ?? [];
      if (kind !== "") remarks.push([kind, value]);
    }
    if (node.type !== "code") continue;
    const said = (kind: string) => remarks.filter(([of]) => of === kind).map(([, value]) => value);
    blocks.push({
      at: `${file}:${node.position?.start.line ?? 0}`,
      lang: node.lang ?? "",
      meta: node.meta ?? "",
      text: node.value,
      notRun: said("not run")[0],
      outputOf: said("run")[0],
      steps: said("step"),
    });
    remarks = [];
  }
  const rows = text.split("\n").filter((line) => line.startsWith("|"));
  const inTables = rows.flatMap((line) =>
    [...line.matchAll(/`(npm run [^`]+)`/g)].map(([, command = ""]) => command),
  );
  return { file, text, blocks, inTables };
}

function flattened(node: Nodes): Nodes[] {
  return "children" in node ? [node, ...node.children.flatMap(flattened)] : [node];
}
