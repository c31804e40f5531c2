/** The command line of `conformance`, and its exit statuses. */
import type { Command } from "commander";

/** In addition to 1: it could not run. */
export const CONFORMANCE_STATUS = { asKnown: 0, changed: 20, unknown: 40 } as const;

/** The app that is created for the checks. */
export const APP_NAME = "pulumi-realtimekit-conformance";

/** The options of the command line. */
export interface Options {
  readonly stack?: string;
  readonly account?: string;
  readonly appName: string;
  readonly yes?: true;
  readonly profile?: string;
  readonly against?: string;
  readonly exceedLimit?: true;
  readonly json?: true;
  readonly markdown?: true;
}

const STATUSES = `
Exit status:
  ${CONFORMANCE_STATUS.asKnown}   every response is as expected, or in a way that the package is tested with
  1   the checks could not run, or were interrupted
  ${CONFORMANCE_STATUS.changed}  responses changed since the profile of --against
  ${CONFORMANCE_STATUS.unknown}  a check failed, or saw what the package is not tested with`;

/** Defines the options of the command, and passes them to `act`. */
export function declareConformance(
  command: Command,
  act: (options: Options) => Promise<void>,
): void {
  command
    .summary("check how the API of your account answers")
    .description(
      "Sends every kind of request that this package needs to the API of your account, and compares the responses with what the package expects. It works in an app of its own, which is created once and used again, and asks before it starts. Presets, webhooks, participants, live inputs and outputs are deleted at the end, also after Ctrl+C. What the API cannot delete remains: the app, up to 3 livestreams and 2 INACTIVE meetings of each run. No video is sent. It takes about 5 minutes at half of the API's limit of requests. The token and the account come from the environment variables CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID, or from the config of a stack.",
    )
    .option(
      "-s, --stack <name>",
      "take the token and the account from this stack (default: the environment, then the selected stack)",
    )
    .option("--account <id>", "the Cloudflare account")
    .option("--app-name <name>", "the name of the app for the checks", APP_NAME)
    .option("--yes", "do not ask")
    .option(
      "--profile <file>",
      "write what was seen to this file, without ids, names and keys; an emulator loads it (npm run emulator -- --profile <file>)",
    )
    .option("--against <file>", "compare with the profile of an earlier run")
    .option(
      "--exceed-limit",
      "at the end, exceed the API's limit of requests to see Retry-After; other programs with the same user's tokens wait for up to 5 minutes",
    )
    .option("--json", "print everything as JSON")
    .option("--markdown", "print the report as Markdown, without messages of the API")
    .addHelpText("after", STATUSES)
    .action(act);
}
