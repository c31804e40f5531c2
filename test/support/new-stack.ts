import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";

type Files = readonly (readonly [path: string, content: Buffer])[];

const known = new Map<string, Files>();

/**
 * Puts a new stack into an empty backend. `init` is Pulumi's own, and runs for the first stack of a
 * name; the others get what that one left, which is the same for each of them but for the time in it.
 */
export async function newStack(
  name: string,
  backend: string,
  init: () => Promise<unknown>,
): Promise<void> {
  const files = known.get(name);
  if (files === undefined) {
    await init();
    known.set(name, await filesOf(backend));
    return;
  }
  for (const [path, content] of files) {
    const file = join(backend, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}

async function filesOf(directory: string): Promise<Files> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return await Promise.all(
    files.map(async ({ parentPath, name }) => {
      const file = join(parentPath, name);
      return [relative(directory, file), await readFile(file)] as const;
    }),
  );
}
