import assert from "node:assert/strict";

/** A text in which a secret could occur, and its name. */
export interface Place {
  name: string;
  text: string;
}

/** The planted secrets of a test, to search for in all texts of the project. */
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

  /** Fails with the places, and with the first characters of the secret only. */
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

/** The encodings in which a secret could be written. */
function disguises(value: string): { how: string; text: string }[] {
  const forms = [
    { how: "as it is", text: value },
    { how: "URL-encoded", text: encodeURIComponent(value) },
    { how: "JSON-escaped", text: JSON.stringify(value).slice(1, -1) },
    // In base64 of a longer text, it can start at three positions within a group of three bytes.
    ...[0, 1, 2].map((shift) => ({ how: "in base64", text: base64Core(value, shift) })),
  ];
  const seen = new Set<string>();
  return forms.filter(({ text }) => !seen.has(text) && seen.add(text));
}

/** The part of the base64 of `<shift bytes><value>` that depends only on the value. */
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
