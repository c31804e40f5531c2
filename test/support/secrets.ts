import assert from "node:assert/strict";

/** Where a secret could turn up: a name for people, and the text. */
export interface Place {
  name: string;
  text: string;
}

/** The secrets that a test planted, to be looked for wherever text of the project ends up. */
export class Secrets {
  readonly #values = new Set<string>();

  add(value: string): string {
    // A shorter one would be found by chance.
    assert.ok(value.length >= 8, `"${value}" is too short for a secret in a test`);
    this.#values.add(value);
    return value;
  }

  get values(): string[] {
    return [...this.#values];
  }

  /** Fails naming the places, the secret by its first characters only. */
  assertAbsentFrom(places: Place[]): void {
    const leaks = this.values.flatMap((value) =>
      disguises(value).flatMap(({ how, text: needle }) =>
        places
          .filter(({ text }) => text.includes(needle))
          .map(
            ({ name, text }) => `${value.slice(0, 6)}… ${how} in ${name}: ${around(text, needle)}`,
          ),
      ),
    );
    expect(leaks).toStrictEqual([]);
  }
}

/** The forms in which a secret could be written and still be read. */
function disguises(value: string): { how: string; text: string }[] {
  const forms = [
    { how: "as it is", text: value },
    { how: "URL-encoded", text: encodeURIComponent(value) },
    { how: "JSON-escaped", text: JSON.stringify(value).slice(1, -1) },
    // Wherever in a longer text it was: three ways to lie across base64's groups of three bytes.
    ...[0, 1, 2].map((shift) => ({ how: "in base64", text: base64Core(value, shift) })),
  ];
  const seen = new Set<string>();
  return forms.filter(({ text }) => !seen.has(text) && seen.add(text));
}

/** The part of the base64 of `<shift bytes><value>` that depends on nothing but the value. */
function base64Core(value: string, shift: number): string {
  const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(value)]);
  const start = Math.ceil((shift * 4) / 3);
  const end = Math.floor(bytes.length / 3) * 4;
  return bytes.toString("base64").slice(start, end);
}

function around(text: string, needle: string): string {
  const at = text.indexOf(needle);
  const before = text.slice(Math.max(0, at - 80), at);
  return `${before}<the secret>${text.slice(at + needle.length, at + needle.length + 40)}`;
}
