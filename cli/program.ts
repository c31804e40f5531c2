/** The published program: one command line, from its arguments to its exit status. */
import { Command, CommanderError } from "commander";
import { Problem } from "../scripts/problem.ts";
import { adopt } from "./adopt/adopt.ts";
import { declareAdopt } from "./adopt/options.ts";
import { declareReview, EXIT_STATUS } from "./review/options.ts";
import { review } from "./review/review.ts";

/** Where Pulumi is and in what surroundings it runs. */
export interface Cli {
  /** How it is started: a program and its first arguments. */
  readonly pulumi: readonly [string, ...string[]];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

export interface Surroundings extends Cli {
  /** How a command is called here, for what tells to call it. */
  readonly call: (command: string) => string;
}

/** Runs a command and answers its exit status; what is wrong is printed. */
export async function run(args: string[], { call, ...cli }: Surroundings): Promise<number> {
  let status = 0;
  const [own, behind] = args[0] === "review" ? parted(args) : [args, []];
  const program = new Command("pulumi-realtimekit")
    .description("Commands for stacks of Cloudflare RealtimeKit livestreams.")
    .usage("[options]")
    .helpCommand(false)
    .configureHelp({
      commandUsage: (command) =>
        `${call(command.parent ? command.name() : "<command>")} ${command.usage()}`,
    })
    .showHelpAfterError("To see what there is: --help")
    .exitOverride();
  declareAdopt(program.command("adopt"), async (options) => {
    status = await adopt(options, call("adopt"), cli);
  });
  declareReview(program.command("review"), async (options) => {
    status = await review(options, behind, cli);
  });
  try {
    await program.parseAsync(own, { from: "user" });
    return status;
  } catch (error) {
    const failed = args[0] === "review" ? EXIT_STATUS.failed : 1;
    // Its help, or what is wrong with the command line, is printed by then.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : failed;
    if (error instanceof Problem) {
      console.error(error.message);
      return failed;
    }
    console.error("Something is wrong in this tool, please report it:", error);
    return 1;
  }
}

/** The command's own arguments, and those behind `--`, which are none of its business. */
function parted(args: string[]): [own: string[], behind: string[]] {
  const end = args.indexOf("--");
  return end < 0 ? [args, []] : [args.slice(0, end), args.slice(end + 1)];
}
