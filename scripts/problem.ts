/**
 * Something that the reader can put right: its message says what happened and what to do, and is all
 * that is printed of it.
 */
export class Problem extends Error {
  override name = "Problem";
}

/** Runs a command's `main` and turns what it answers or throws into the exit status. */
export async function command(main: (args: string[]) => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    if (error instanceof Problem) console.error(error.message);
    else console.error("Something is wrong in this tool, please report it:", error);
    process.exitCode = 1;
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
