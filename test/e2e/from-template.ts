/** A project that `pulumi new` makes of the template, as a user does. */
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { parse } from "yaml";
import { runCaptured } from "../../cli/processes.ts";
import { root } from "../../scripts/places.ts";
import { ACCOUNT, APP } from "../support/emulator.ts";
import { assertSucceeded } from "../support/outcome.ts";
import { type Project, withProject } from "../support/project.ts";
import { held, writes } from "./stack-under-test.ts";

const TEMPLATE = join(root, "templates", "livestreaming-typescript");
const STACK = "dev";

/** Where each package is taken from, by its name. */
export type Sources = Readonly<Record<string, string>>;

/**
 * Makes the project, with its packages from the given sources, checks its types, and brings it up
 * against an emulator.
 */
export async function assertTemplate(directory: string, sources: Sources): Promise<void> {
  const template = join(dirname(directory), "template", basename(TEMPLATE));
  await cp(TEMPLATE, template, { recursive: true });
  await takeFrom(join(template, "package.json"), sources);
  await withProject(async (project) => {
    const pulumi = pulumiIn(project, directory);
    await create(pulumi, project, template, directory);
    const tsc = join("node_modules", ".bin", "tsc");
    assertSucceeded(await runCaptured(tsc, ["--project", "."], { cwd: directory }));
    await assertComesUp(pulumi, project);
    await project.assertNoSecretLeaked();
  });
}

/** Only where the packages come from: this version may be on no registry yet, and the others may have newer ones. */
async function takeFrom(file: string, sources: Sources): Promise<void> {
  const { dependencies, devDependencies, ...rest } = JSON.parse(
    await readFile(file, "utf8"),
  ) as Record<"dependencies" | "devDependencies", Record<string, string>>;
  const names = [dependencies, devDependencies].flatMap((each) => Object.keys(each));
  expect(names.toSorted()).toStrictEqual(Object.keys(sources).toSorted());
  await writeFile(file, JSON.stringify({ ...rest, dependencies: sources }));
}

type Pulumi = (...args: string[]) => Promise<string>;

function pulumiIn(project: Project, directory: string): Pulumi {
  const env = {
    PULUMI_STACK: STACK,
    NODE_OPTIONS: undefined,
    npm_config_ignore_scripts: "true",
    npm_config_prefer_offline: "true",
  };
  return async (...args) => {
    await mkdir(directory, { recursive: true });
    const ended = await project.pulumi([...args, "--cwd", directory], { env });
    assertSucceeded(ended);
    return ended.stdout;
  };
}

async function create(
  pulumi: Pulumi,
  project: Project,
  template: string,
  directory: string,
): Promise<void> {
  const config = { baseUrl: project.emulator.baseUrl, accountId: ACCOUNT, appId: APP };
  const answers = Object.entries(config).flatMap(([key, value]) => [
    "--config",
    `realtimekit:${key}=${value}`,
  ]);
  const named = ["--name", "events", "--stack", STACK];
  const said = await pulumi("new", template, "--yes", "--offline", ...named, ...answers);
  expect(said).toContain("npx pulumi-realtimekit doctor");
  // Given by --config, it would stand in the stack's file as it is; a prompt needs somebody to answer it.
  await pulumi("config", "set", "--secret", "realtimekit:apiToken", project.token);
  const text = await readFile(join(directory, `Pulumi.${STACK}.yaml`), "utf8");
  expect(text).not.toContain(project.token);
  expect(parse(text)).toMatchObject({ config: { "realtimekit:appId": APP } });
}

async function assertComesUp(pulumi: Pulumi, project: Project): Promise<void> {
  await project.control.clearRequests();
  expect(await pulumi("preview")).toContain("Livestream keynote create");
  expect(await writes(project)).toStrictEqual([]);
  await pulumi("up", "--yes", "--skip-preview");
  const [livestream, ...more] = await held(project).livestreams();
  expect(more).toStrictEqual([]);
  expect(livestream?.name).toMatch(/^keynote-[0-9a-f]{7}$/);
  expect(JSON.parse(await pulumi("stack", "output", "--json"))).toStrictEqual({
    ingestServer: livestream?.ingest_server,
    streamKey: "[secret]",
    ffmpegCommand: "[secret]",
    playbackUrl: livestream?.playback_url,
  });
  const shown = JSON.parse(await pulumi("stack", "output", "--json", "--show-secrets")) as object;
  expect(shown).toMatchObject({ streamKey: livestream?.stream_key });
}
