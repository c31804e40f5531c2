/** Names as nobody would give them, and what Markdown makes of a text. */
import fc from "fast-check";
import type { Nodes } from "mdast";

/** What would break out of Markdown or HTML, mention somebody, or turn a line around. */
const nasty = fc.constantFrom(
  "`",
  "``",
  "```",
  "````",
  "|",
  "</details>",
  "<script>",
  "<!--",
  "-->",
  "\n",
  "\r\n",
  "\n\n",
  "# ",
  "- ",
  "@everyone",
  "**",
  "]( ",
  "[x](http://x)",
  "&lt;",
  "\\",
  "\u202e",
  "\u2028",
  "\0",
  "\ud800",
  "😀",
  " ",
  "~~~",
  "#1",
  "a",
);
export const name = fc.oneof(
  fc.array(nasty, { minLength: 1, maxLength: 12 }).map((parts) => parts.join("")),
  fc.string({ unit: "binary", minLength: 1, maxLength: 300 }),
);

/** Every node of the parsed text. */
export function nodesOf(node: Nodes): Nodes[] {
  return [node, ...("children" in node ? node.children.flatMap(nodesOf) : [])];
}
