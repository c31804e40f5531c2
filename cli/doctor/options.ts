/** The command line of `doctor`. */
import type { Command } from "commander";

/** As the command line has them. */
export interface Options {
  readonly stack?: string;
  readonly json?: true;
}

/** Says what the command takes, and hands what it got to `act`. */
export function declareDoctor(command: Command, act: (options: Options) => Promise<void>): void {
  command
    .summary("check what a stack needs, before the first up")
    .description(
      "Checks Node, the Pulumi CLI, the backend, the stack, the package and its provider, and at Cloudflare the token and its permissions, the account, the app, whether livestreams can be created, and Stream. It makes and changes nothing: whether the token may write is asked by writes to ids that nothing has.",
    )
    .option("-s, --stack <name>", "the stack whose settings are used; default: the selected one")
    .option("--json", "the findings as JSON instead")
    .addHelpText("after", "\nExit status: 0 where nothing failed, else 1.")
    .action(act);
}
