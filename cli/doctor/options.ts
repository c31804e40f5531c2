/** The command line of `doctor`. */
import type { Command } from "commander";

/** The options of the command line. */
export interface Options {
  readonly stack?: string;
  readonly json?: true;
}

/** Defines the options of the command, and passes them to `act`. */
export function declareDoctor(command: Command, act: (options: Options) => Promise<void>): void {
  command
    .summary("check that everything is ready for the first pulumi up")
    .description(
      "Checks Node, the Pulumi CLI, the backend, the stack, the package and its provider, and at Cloudflare the token and its permissions, the account, the app, whether livestreams can be created, and Stream. It creates and changes nothing: to check whether the token can write, it writes to ids that do not exist.",
    )
    .option("-s, --stack <name>", "the stack to check (default: the selected one)")
    .option("--json", "print the findings as JSON")
    .addHelpText("after", "\nExit status: 0 if nothing failed, otherwise 1.")
    .action(act);
}
