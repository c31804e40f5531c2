import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";

/** The commands that reach the provider. */
const TALKING = new Set([
  ...["up", "update", "preview", "pre", "refresh", "destroy", "down", "dn"],
  ...["import", "watch"],
]);

export function talksToApi(args: string[]): boolean {
  return args.some((arg) => TALKING.has(arg));
}

/** The stack that a command line or the environment names, without organization and project. */
export function stackOf(args: string[], env: NodeJS.ProcessEnv): string | undefined {
  const full = flag(args) ?? named(args) ?? env.PULUMI_STACK;
  return full === "" ? undefined : full?.split("/").at(-1);
}

function flag(args: string[]): string | undefined {
  for (const [index, arg] of args.entries()) {
    if (arg === "--") return undefined;
    if (arg === "--stack" || arg === "-s") return args[index + 1];
    const joined = /^(?:--stack=|-s=?)(.+)$/.exec(arg)?.[1];
    if (joined !== undefined) return joined;
  }
  return undefined;
}

/** `stack init <name>` and its like have the stack as an argument. */
function named(args: string[]): string | undefined {
  const [first, second, ...rest] = args.filter((arg) => !arg.startsWith("-"));
  return first === "stack" && /^(init|select|rm)$/.test(second ?? "") ? rest[0] : undefined;
}

/** The stack that `pulumi stack select` chose last in this backend, as Pulumi keeps it. */
export async function selectedStack(
  project: string,
  env: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  const home = env.PULUMI_HOME ?? join(homedir(), ".pulumi");
  const hash = createHash("sha1").update(join(project, "Pulumi.yaml")).digest("hex");
  const directory = join(home, "workspaces");
  const files = await readdir(directory).catch(() => []);
  const file = files.find((name) => name.endsWith(`-${hash}-workspace.json`));
  if (file === undefined) return undefined;
  const workspace = JSON.parse(await readFile(join(directory, file), "utf8")) as {
    stack?: string;
    stacks?: Record<string, string>;
  };
  // Pulumi writes the backend's URL with its spaces as they are.
  const backend = decodeURI(env.PULUMI_BACKEND_URL ?? "");
  const full = workspace.stacks?.[backend] ?? workspace.stacks?.[env.PULUMI_BACKEND_URL ?? ""];
  return (full ?? workspace.stack)?.split("/").at(-1);
}
