/** Text with names from elsewhere in it, which must be escaped when the text is shown. */

export interface Phrase {
  /** Our text: one more part than there are names. */
  readonly words: readonly string[];
  /** The names between the parts. */
  readonly names: readonly string[];
}

/** A phrase from a template; interpolated values are names. */
export function say(words: TemplateStringsArray, ...names: string[]): Phrase {
  return { words: [...words], names };
}

/** A list of names, at most `most`. */
export function list(names: readonly string[], most = 10): Phrase {
  const shown = names.slice(0, most);
  const more = names.length > most ? ` and ${names.length - most} more` : "";
  const words = shown.map((_, index) => (index < shown.length - 1 ? ", " : more));
  return { words: ["", ...words], names: shown };
}

/** Concatenates phrases. */
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

/** A phrase without names. */
export function ours(words: string): Phrase {
  return { words: [words], names: [] };
}
