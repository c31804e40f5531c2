/** The command `conformance`. */
import { writeFile } from "node:fs/promises";
import { cancellable } from "../../provider/client/cancellation.ts";
import { readSettings, type Settings, settingsProblems } from "../../provider/client/settings.ts";
import { UserError } from "../../provider/user-error.ts";
import { assertAgrees } from "../ask.ts";
import type { Cli } from "../command.ts";
import { onSignals } from "../processes.ts";
import { configOf, selectedStack } from "../pulumi.ts";
import { openWorld, sweepOwn } from "./app.ts";
import { Client } from "./client.ts";
import { observe, type Result } from "./observe.ts";
import { CONFORMANCE_STATUS, type Options } from "./options.ts";
import { changesSince, profileOf, readKnown } from "./profile.ts";
import { lastProbes, probes } from "./probes/all.ts";
import { asJson, asMarkdown, asTable, remainders, type Report } from "./report.ts";
import type { World } from "./world.ts";

export async function conformance(options: Options, cli: Cli): Promise<number> {
  const last = options.against === undefined ? undefined : readKnown(options.against);
  const settings = await settingsOf(options, cli);
  await consent(options, settings);
  const run = await runChecks(settings, options);
  const profile = profileOf(run.results, settings, last);
  const changes = last && changesSince(last, profile);
  const report: Report = { ...run, profile, changes };
  if (!run.interrupted && options.profile !== undefined)
    await writeFile(options.profile, `${JSON.stringify(profile, null, 2)}\n`);
  console.log(
    options.json ? asJson(report) : options.markdown ? asMarkdown(report) : asTable(report),
  );
  if (options.json || options.markdown) console.error(remainders(report).join("\n"));
  return statusOf(report);
}

function statusOf({ interrupted, results, changes = [] }: Report): number {
  if (interrupted) return 1;
  if (results.some(({ status }) => status === "new" || status === "failed"))
    return CONFORMANCE_STATUS.unknown;
  return changes.length > 0 ? CONFORMANCE_STATUS.changed : CONFORMANCE_STATUS.asKnown;
}

/** Whether the environment has a token and an account, so that no stack is needed. */
export function isInEnvironment(
  { stack, account }: { stack?: string | undefined; account?: string | undefined },
  env: NodeJS.ProcessEnv,
): boolean {
  return (
    stack === undefined &&
    Boolean(env.CLOUDFLARE_API_TOKEN) &&
    Boolean(account ?? env.CLOUDFLARE_ACCOUNT_ID)
  );
}

async function settingsOf(options: Options, cli: Cli): Promise<Settings> {
  const config = isInEnvironment(options, cli.env) ? {} : await stackConfig(options, cli);
  const found = readSettings((key) => config[key], cli.env);
  const settings = { ...found, accountId: options.account ?? found.accountId };
  const wrong = settingsProblems(settings, ["apiToken", "accountId"]);
  if (wrong.length > 0) throw new UserError(wrong.join("\n"));
  return settings;
}

async function stackConfig({ stack }: Options, cli: Cli): Promise<Record<string, string>> {
  const name = stack ?? (await selectedStack(cli));
  return name === undefined ? {} : await configOf(cli, name);
}

async function consent({ yes, appName, exceedLimit }: Options, settings: Settings): Promise<void> {
  if (yes) return;
  const message = [
    `This sends about 500 requests to ${settings.baseUrl}, account ${settings.accountId ?? ""}.`,
    `It works in the app "${appName}", which is created if it does not exist. It deletes what it creates.`,
    "The API cannot delete everything. This remains: the app, up to 3 livestreams and 2 INACTIVE meetings.",
    ...(exceedLimit
      ? [
          "At the end it exceeds the limit of requests: other programs with your tokens wait up to 5 minutes.",
        ]
      : []),
    "Continue?",
  ].join("\n");
  await assertAgrees(message, {
    alone: "This creates resources at the API, so it asks first. Without a terminal, give --yes.",
    declined: "Nothing was sent.",
  });
}

type Run = Pick<Report, "results" | "stays" | "left" | "interrupted">;

/** Runs all checks, and deletes what they created, whatever happens. */
async function runChecks(settings: Settings, options: Options): Promise<Run> {
  const client = new Client(settings);
  const stop = new AbortController();
  const results: Result[] = [];
  let world: World | undefined;
  const unlisten = onSignals(stopper(stop, () => world));
  const tell = (kind: string) => console.error(`Checking: ${kind.replaceAll("-", " ")}`);
  try {
    await cancellable(stop.signal, async () => {
      world = await openWorld(settings, client, options.appName, options.exceedLimit === true);
      await observe(world, probes, results, tell);
    }).catch((error: unknown) => {
      if (!stop.signal.aborted) throw error;
    });
  } finally {
    if (world) await cleanUp(world);
    unlisten();
  }
  if (world && !stop.signal.aborted) await observe(world, lastProbes, results, tell);
  const { stays = [], left = [] } = world?.undo ?? {};
  return { results, stays, left, interrupted: stop.signal.aborted };
}

async function cleanUp(world: World): Promise<void> {
  console.error("Deleting what was created");
  await sweepOwn(world);
  await world.undo.all();
}

/** The first signal ends the checks; a second one, later, ends everything. */
function stopper(stop: AbortController, world: () => World | undefined) {
  let stoppedAt: number | undefined;
  return () => {
    // npm and the terminal can both pass on one signal.
    if (stoppedAt !== undefined && performance.now() - stoppedAt < 1_000) return;
    if (stoppedAt === undefined) {
      stoppedAt = performance.now();
      console.error("\nInterrupted: deleting what was created. A second Ctrl+C leaves it.");
      stop.abort();
      return;
    }
    const left = world()?.undo.pending ?? [];
    console.error(["Not deleted:", ...left].join("\n"));
    process.exit(130);
  };
}
