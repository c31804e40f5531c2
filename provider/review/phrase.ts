/** Text of ours with names in it that are somebody else's, which whoever shows it keeps from being markup. */

export interface Phrase {
  /** Ours: one more than there are names. */
  readonly words: readonly string[];
  /** Somebody else's, between them. */
  readonly names: readonly string[];
}

/** A phrase of a template: what is interpolated is a name. */
export function say(words: TemplateStringsArray, ...names: string[]): Phrase {
  return { words: [...words], names };
}

/** Names one after the other, at most so many. */
export function list(names: readonly string[], most = 10): Phrase {
  const shown = names.slice(0, most);
  const more = names.length > most ? ` and ${names.length - most} more` : "";
  const words = shown.map((_, index) => (index < shown.length - 1 ? ", " : more));
  return { words: ["", ...words], names: shown };
}

/** One phrase after the other. */
export function joined(...phrases: readonly Phrase[]): Phrase {
  return phrases.reduce((whole, { words, names }) => ({
    words: [
      ...whole.words.slice(0, -1),
      `${whole.words.at(-1) ?? ""}${words[0] ?? ""}`,
      ...words.slice(1),
    ],
    names: [...whole.names, ...names],
  }));
}

/** Words of our own that no template holds. */
export function ours(words: string): Phrase {
  return { words: [words], names: [] };
}
