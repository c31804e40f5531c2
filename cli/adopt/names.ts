/** Logical names made of the names that things have at the API. */

/** How long a logical name gets, without the number that may follow. */
const LONGEST = 50;

/**
 * A name of lower-case letters, digits and `-` that begins with a letter: good as a logical name, as a
 * key of config without quotes, and to make an identifier of.
 *
 * @param title the name at the API, any text or none
 * @param kind what it is, as in "live-input", for a name that has no letter to begin with
 * @param id tells those apart that have no usable name at all
 */
export function logicalName(title: string, kind: string, id: string): string {
  const plain = title
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, LONGEST)
    .replace(/^-+|-+$/g, "");
  if (/^[a-z]/.test(plain)) return plain;
  return `${kind}-${
    plain ||
    id
      .replace(/[^a-zA-Z0-9]/g, "")
      .slice(0, 8)
      .toLowerCase()
  }`;
}

/** Whether there is nothing to see of a name: it is empty, or of spaces and invisible characters only. */
export function isBlank(title: string): boolean {
  return !/[^\p{Z}\p{C}]/u.test(title);
}

/** The name, or with the first number behind it that makes it one of its own; it is taken from then on. */
export function unique(name: string, taken: Set<string>): string {
  let free = name;
  for (let number = 2; taken.has(free); number++) free = `${name}-${number}`;
  taken.add(free);
  return free;
}

/** A logical name as the name of a variable, with a word behind it so that it is no word of the language. */
export function variable(name: string, suffix: string): string {
  const words = name.split(/[^a-zA-Z0-9]+/).filter(Boolean);
  const camel = words.map((word, index) => (index === 0 ? word : capital(word))).join("");
  return `${camel}${suffix}`;
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
