/**
 * Writes phrases. In Markdown, the names in them are code spans, in which there is no markup and no mention.
 */
import type { Nodes } from "mdast";
import { toMarkdown } from "mdast-util-to-markdown";
import type { Phrase } from "../../provider/review/phrase.ts";

/** The phrase as Markdown. */
export function inMarkdown({ words, names }: Phrase): string {
  return words.map((text, index) => text + code(names[index])).join("");
}

/** The phrase as plain text. */
export function inPlain({ words, names }: Phrase): string {
  return words.map((text, index) => text + visible(names[index] ?? "")).join("");
}

/** The maximum length of a name in a report. */
export const LONGEST_NAME = 100;

/** A code span. */
export function code(name: string | undefined): string {
  if (name === undefined) return "";
  const value = visible(cut(name, LONGEST_NAME));
  return value === "" ? "(no name)" : written({ type: "inlineCode", value });
}

/** Text for HTML, such as a summary. */
export function html(text: string): string {
  const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
  return visible(text).replace(/[&<>]/g, (character) => entities[character] ?? "");
}

/** A code block; its fence is longer than any fence in the text. */
export function fenced(lang: string, lines: readonly string[]): string {
  return written({ type: "code", lang, value: lines.join("\n") });
}

function written(node: Nodes): string {
  return toMarkdown(node).replace(/\n$/, "");
}

/**
 * Escapes line breaks, control characters and characters that change the text direction.
 */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) => {
    const short = JSON.stringify(character).slice(1, -1);
    if (short.length === 2) return short;
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}

/** Shortens a text and adds its original length. */
export function cut(text: string, longest: number): string {
  const characters = Array.from(text); // code points: half a character would be none
  if (characters.length <= longest) return text;
  return `${characters.slice(0, longest).join("")}… (${characters.length} characters)`;
}
