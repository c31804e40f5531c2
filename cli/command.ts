import { UserError } from "../provider/user-error.ts";

/** Where Pulumi is, and the directory and environment that it runs in. */
export interface Cli {
  /** How it is started: a program and its first arguments. */
  readonly pulumi: readonly [string, ...string[]];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

/** What a command answers as its exit status; what is wrong is printed, and is `failed`. */
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

/** Whoever reads may stop before the end, as `head` does: there is nothing more to say then. */
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
