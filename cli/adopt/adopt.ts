/** The command `adopt`: finds resources that no stack manages, and prints or writes what adopts them. */
import { explain } from "../../provider/client/errors.ts";
import { apiFor } from "../../provider/client/api.ts";
import {
  badBaseUrl,
  missing,
  readSettings,
  type Settings,
} from "../../provider/client/settings.ts";
import { UserError } from "../../provider/user-error.ts";
import { takeInventory } from "./inventory.ts";
import type { Options } from "./options.ts";
import { type OtherScope, type Plan, planOf } from "./plan.ts";
import { writeSecrets } from "./secrets.ts";
import { writeEntries } from "./write.ts";
import { type Project, readProject } from "./stacks.ts";
import { asCode } from "./write-code.ts";
import { asConfig } from "./write-config.ts";
import { asImport } from "./write-import.ts";
import { asJson } from "./write-json.ts";
import { asTable } from "./write-table.ts";
import type { Cli } from "../command.ts";

/** @param self the command line of this command, for messages */
export async function adopt(options: Options, self: string, cli: Cli): Promise<number> {
  const project = await readProject(cli, options.stack);
  const settings = settingsOf(project, cli, options);
  const place = { accountId: settings.accountId, appId: settings.appId };
  const inventory = await forPeople(settings, () =>
    takeInventory(apiFor(settings), place, options),
  );
  const plan = planOf(project, inventory, {
    include: options.include,
    place: otherPlace(project, cli, options),
  });
  if (options.write) return await writeEntries(cli, project, plan, { self });
  if (options.secrets) return await writeSecrets(cli, project, plan, { self, ...options });
  console.log(written(plan, project, place, options, self));
  return 0;
}

type Whole = Settings & { accountId: string; appId: string };

/** @throws UserError with everything that is missing */
function settingsOf(project: Project, { env }: Cli, { account, app }: Options): Whole {
  const found = readSettings((key) => project.config[key], env);
  const accountId = account ?? found.accountId;
  const appId = app ?? found.appId;
  const badUrl = badBaseUrl(found.baseUrl);
  const problems = [
    ...(accountId ? [] : [missing("accountId")]),
    ...(appId ? [] : [missing("appId")]),
    ...(found.apiToken ? [] : [missing("apiToken")]),
    ...(badUrl === undefined ? [] : [badUrl]),
  ];
  if (!accountId || !appId || problems.length > 0) {
    const hint =
      project.stack === undefined
        ? ["No stack is selected, so there is no config to read. Use --stack, or:"]
        : [];
    throw new UserError([...hint, ...problems].join("\n"));
  }
  return { ...found, accountId, appId };
}

/** The account and the app, if the options differ from the stack's settings; each resource must set them. */
function otherPlace(project: Project, { env }: Cli, { account, app }: Options): OtherScope {
  const own = readSettings((key) => project.config[key], env);
  return {
    ...(account !== undefined && account !== own.accountId && { accountId: account }),
    ...(app !== undefined && app !== own.appId && { appId: app }),
  };
}

async function forPeople<T>({ apiToken }: Settings, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw explain(error, [apiToken ?? ""]);
  }
}

function written(
  plan: Plan,
  project: Project,
  place: { accountId: string; appId: string },
  { form }: Options,
  self: string,
): string {
  switch (form) {
    case "json":
      return asJson(plan, project, place);
    case "config":
      return asConfig(plan, project, self);
    case "code":
      return asCode(plan, self);
    case "import":
      return asImport(plan);
    case "all":
      return [asTable(plan, project, place), ...both(plan, project, self)].join("\n\n");
  }
}

/** The config and the code, if there is something to adopt. */
function both(plan: Plan, project: Project, self: string): string[] {
  if (!plan.candidates.some(({ declared }) => !declared)) return [];
  return [
    `Use either the config or the code below. Then run \`pulumi preview\`, which says for each create what it adopts.`,
    asConfig(plan, project, self),
    asCode(plan, self),
  ];
}
