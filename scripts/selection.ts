/** Finds the selected stack and the backend, like Pulumi does. */
import { createHash } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import { userInfo } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";

/** The selected stack of a project in a backend. */
export async function selectedStack(
  project: string,
  backend: string | undefined,
  env: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  if (backend === undefined) return undefined;
  const hash = createHash("sha1").update(join(project, "Pulumi.yaml")).digest("hex");
  const directory = join(pulumiHome(env), "workspaces");
  const files = await readdir(directory).catch(() => []);
  const file = files.find((name) => name.endsWith(`-${hash}-workspace.json`));
  if (file === undefined) return undefined;
  const workspace = await readJson<{ stack?: string; stacks?: Record<string, string> }>(
    join(directory, file),
  );
  // Pulumi stores the backend's URL with unescaped spaces.
  const full = workspace?.stacks?.[decodeURI(backend)] ?? workspace?.stacks?.[backend];
  return (full ?? workspace?.stack)?.split("/").at(-1);
}

/** The user's backend for a project, if there is one, in Pulumi's order. */
export async function ownBackend(
  project: string | undefined,
  env: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  if (env.PULUMI_BACKEND_URL) return env.PULUMI_BACKEND_URL;
  const file = project === undefined ? "" : await text(join(project, "Pulumi.yaml"));
  const { backend } = (parse(file) ?? {}) as { backend?: { url?: string } };
  if (backend?.url !== undefined) return backend.url;
  const login = await readJson<{ current?: string }>(join(pulumiHome(env), "credentials.json"));
  if (login?.current) return login.current;
  return env.PULUMI_ACCESS_TOKEN ? "https://api.pulumi.com" : undefined;
}

function pulumiHome(env: NodeJS.ProcessEnv): string {
  // Like Pulumi, uses the home directory of the system's user and not HOME.
  return env.PULUMI_HOME ?? join(userInfo().homedir, ".pulumi");
}

async function text(file: string): Promise<string> {
  return await readFile(file, "utf8").catch(() => "");
}

async function readJson<T>(file: string): Promise<T | undefined> {
  const content = await text(file);
  return content === "" ? undefined : (JSON.parse(content) as T);
}
