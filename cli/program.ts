/** The published program: parses the command line and runs a command. */
import { Command, CommanderError } from "commander";
import { adopt } from "./adopt/adopt.ts";
import { declareAdopt } from "./adopt/options.ts";
import { type Cli, statusOf } from "./command.ts";
import { conformance } from "./conformance/conformance.ts";
import { declareConformance } from "./conformance/options.ts";
import { doctor } from "./doctor/doctor.ts";
import { declareDoctor } from "./doctor/options.ts";
import { declareRehearse, EXIT_STATUS as REHEARSAL } from "./rehearse/options.ts";
import { rehearse } from "./rehearse/rehearse.ts";
import { declareReview, EXIT_STATUS } from "./review/options.ts";
import { review } from "./review/review.ts";

export interface Caller extends Cli {
  /** The command line of a command, for messages. */
  readonly call: (command: string) => string;
}

/** The exit status of a command that failed; 1 for others. */
const FAILED: Readonly<Record<string, number>> = {
  rehearse: REHEARSAL.notRehearsed,
  review: EXIT_STATUS.failed,
};

/** Runs a command and returns its exit status; errors are printed. */
export async function run(args: string[], { call, ...cli }: Caller): Promise<number> {
  const isReview = args[0] === "review";
  const failed = FAILED[args[0] ?? ""] ?? 1;
  const [own, behind] = isReview ? parted(args) : [args, []];
  let status = 0;
  const program = programOf(call, {
    adopt: async (options) => {
      status = await adopt(options, call("adopt"), cli);
    },
    conformance: async (options) => {
      status = await conformance(options, cli);
    },
    doctor: async (options) => {
      status = await doctor(options, cli);
    },
    rehearse: async (names, options) => {
      status = await rehearse(names, options, cli);
    },
    review: async (options) => {
      status = await review(options, behind, cli);
    },
  });
  return await statusOf(async () => {
    await program.parseAsync(own, { from: "user" }).catch((error: unknown) => {
      if (!(error instanceof CommanderError)) throw error;
      // The help or the error of the command line is already printed.
      status = error.exitCode === 0 ? 0 : failed;
    });
    return status;
  }, failed);
}

/** What each command does with its options. */
interface Actions {
  readonly adopt: Parameters<typeof declareAdopt>[1];
  readonly conformance: Parameters<typeof declareConformance>[1];
  readonly doctor: Parameters<typeof declareDoctor>[1];
  readonly rehearse: Parameters<typeof declareRehearse>[1];
  readonly review: Parameters<typeof declareReview>[1];
}

/** The help of each command, by name. */
export function helpTexts(call: Caller["call"]): Map<string, string> {
  const nothing = () => Promise.resolve();
  const program = programOf(call, {
    adopt: nothing,
    conformance: nothing,
    doctor: nothing,
    rehearse: nothing,
    review: nothing,
  });
  return new Map(program.commands.map((each) => [each.name(), helpOf(each)]));
}

/** With the exit statuses that follow the options. */
function helpOf(command: Command): string {
  let text = "";
  command.configureOutput({ writeOut: (more) => (text += more) }).outputHelp();
  return text;
}

function programOf(call: Caller["call"], act: Actions): Command {
  const program = new Command("pulumi-realtimekit")
    .description("Commands for stacks of Cloudflare RealtimeKit livestreams.")
    .usage("[options]")
    .helpCommand(false)
    .configureHelp({
      commandUsage: (command) =>
        `${call(command.parent ? command.name() : "<command>")} ${command.usage()}`,
    })
    .showHelpAfterError("For help, use --help")
    .exitOverride();
  declareAdopt(program.command("adopt"), act.adopt);
  declareConformance(program.command("conformance"), act.conformance);
  declareDoctor(program.command("doctor"), act.doctor);
  declareRehearse(program.command("rehearse"), act.rehearse);
  declareReview(program.command("review"), act.review);
  return program;
}

/** Splits the arguments at `--`. */
function parted(args: string[]): [own: string[], behind: string[]] {
  const end = args.indexOf("--");
  return end < 0 ? [args, []] : [args.slice(0, end), args.slice(end + 1)];
}
