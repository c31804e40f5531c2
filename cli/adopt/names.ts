/** Derives logical names from the names at the API. */

/** The maximum length of a logical name, without a number at its end. */
const LONGEST = 50;

/**
 * A name of lower-case letters, digits and `-` that starts with a letter: usable as a logical name, as a key
 * of config without quotes, and for an identifier.
 *
 * @param title the name at the API, any text or none
 * @param kind such as "live-input", for a name that does not start with a letter
 * @param id for resources without a usable name
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

/** Whether a name is empty or consists only of spaces and invisible characters. */
export function isBlank(title: string): boolean {
  return !/[^\p{Z}\p{C}]/u.test(title);
}

/** The name, with a number if it is taken; adds it to `taken`. */
export function unique(name: string, taken: Set<string>): string {
  let free = name;
  for (let number = 2; taken.has(free); number++) free = `${name}-${number}`;
  taken.add(free);
  return free;
}

/** A logical name as the name of a variable; the suffix keeps it from being a reserved word. */
export function variable(name: string, suffix: string): string {
  const words = name.split(/[^a-zA-Z0-9]+/).filter(Boolean);
  const camel = words.map((word, index) => (index === 0 ? word : capital(word))).join("");
  return `${camel}${suffix}`;
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
