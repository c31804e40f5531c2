import { UserError } from "../provider/user-error.ts";

/** How to run Pulumi: the program, the directory and the environment. */
export interface Cli {
  /** The program and its first arguments. */
  readonly pulumi: readonly [string, ...string[]];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** The exit status of a command; errors are printed and have the status `failed`. */
export async function statusOf(work: () => Promise<number>, failed = 1): Promise<number> {
  endWithReader();
  try {
    return await work();
  } catch (error) {
    if (error instanceof UserError) {
      console.error(error.message);
      return failed;
    }
    console.error("This is a bug in pulumi-realtimekit, please report it:", error);
    return 1;
  }
}

let listening = false;

/** Exits when the reader closes the pipe, like `head` does. */
function endWithReader(): void {
  if (listening) return;
  listening = true;
  process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => {
    if (code === "EPIPE") process.exit();
  });
}

/** Runs a command's `main` with the arguments of this process, and sets its exit status. */
export async function command(main: (args: string[]) => Promise<number>): Promise<void> {
  process.exitCode = await statusOf(() => main(process.argv.slice(2)));
}
