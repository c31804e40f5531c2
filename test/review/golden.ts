/** Files with what was looked at once and found right. */
import assert from "node:assert/strict";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { root } from "../../scripts/places.ts";

/** Set to 1 by whoever has looked at the difference and wants it so. */
const UPDATE = "UPDATE_GOLDEN";

/** The text is that of the file below test/e2e/golden/; with UPDATE_GOLDEN=1 it becomes so. */
export async function assertGolden(name: string, text: string): Promise<void> {
  const file = join(root, "test", "e2e", "golden", name);
  if (process.env[UPDATE] === "1") {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    return;
  }
  const wanted = await readFile(file, "utf8").catch(() => {
    throw new Error(`test/e2e/golden/${name} is missing; run the test with ${UPDATE}=1 to make it`);
  });
  assert.equal(text, wanted, `differs from test/e2e/golden/${name}; if that is right: ${UPDATE}=1`);
}

/** Ids as the words that say what they are: those of the same test, in the order in which they come. */
export function withoutIds(text: string, known: Readonly<Record<string, string>>): string {
  const named = Object.entries(known).reduce(
    (whole, [id, word]) => whole.replaceAll(id, word),
    text,
  );
  return named
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "<uuid>")
    .replace(/\b[0-9a-f]{32}\b/g, "<id>")
    .replace(/customer-[0-9a-f]+/g, "customer-<code>");
}
