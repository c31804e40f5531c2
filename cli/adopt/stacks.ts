/** Reads the project, its stacks, the resources that they manage, and a stack's config. */
import { readFile } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import pMap from "p-map";
import { parse } from "yaml";
import * as z from "zod";
import { kindIn } from "../../provider/engine/types.ts";
import { readUrn } from "../../provider/engine/urn.ts";
import { UserError } from "../../provider/user-error.ts";
import type { Cli } from "../command.ts";
import { askPulumi, configOf, selectedStack } from "../pulumi.ts";

/** A resource that a stack manages. */
export interface ManagedResource {
  /** The kind's name, as in `Livestream`. */
  readonly kind: string;
  readonly id: string;
  readonly stack: string;
  readonly logicalName: string;
}

/** The project. */
export interface Project {
  readonly name: string;
  /** All of its stacks in the backend that Pulumi is logged in to. */
  readonly stacks: string[];
  /** The stack that adopts the resources; undefined if none is selected. */
  readonly stack: string | undefined;
  /** The file of that stack's config. */
  readonly stackFile: string;
  /** That stack's config by key, as text, with decrypted secrets. */
  readonly config: Readonly<Record<string, string>>;
  readonly managed: ManagedResource[];
}

/** The number of Pulumi commands that run at the same time. */
const AT_ONCE = 4;

export async function readProject(cli: Cli, wanted: string | undefined): Promise<Project> {
  const { name, fileOf } = await projectFile(cli.cwd);
  const [stacks, stack] = await Promise.all([stacksOf(cli), wanted ?? selectedStack(cli)]);
  const config = stack === undefined ? {} : await configOf(cli, stack);
  const managed = await pMap(stacks, (each) => managedBy(cli, each), { concurrency: AT_ONCE });
  return { name, stacks, stack, stackFile: fileOf(stack), config, managed: managed.flat() };
}

interface ProjectFile {
  readonly name: string;
  /** The file of a stack's config. */
  readonly fileOf: (stack: string | undefined) => string;
}

/** The project file, in the directory or above. */
async function projectFile(cwd: string): Promise<ProjectFile> {
  for (const file of ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"]) {
    const text = await readFile(join(cwd, file), "utf8").catch(() => undefined);
    if (text === undefined) continue;
    const project = projectSchema.safeParse(parse(text));
    if (!project.success) throw new UserError(`${join(cwd, file)} has no name: add one.`);
    const { name, stackConfigDir } = project.data;
    const fileOf = (stack: string | undefined) =>
      join(cwd, stackConfigDir, `Pulumi.${shortName(stack ?? "<stack>")}${extname(file)}`);
    return { name, fileOf };
  }
  if (dirname(cwd) !== cwd) return await projectFile(dirname(cwd));
  throw new UserError(
    "There is no Pulumi.yaml in this directory or above: run this in a Pulumi project.",
  );
}

const projectSchema = z.looseObject({
  name: z.string(),
  stackConfigDir: z.string().catch(""),
});

/** A stack's name without its organization and project. */
export function shortName(stack: string): string {
  return stack.split("/").at(-1) ?? "";
}

async function stacksOf(cli: Cli): Promise<string[]> {
  const text = await askPulumi(cli, ["stack", "ls", "--json"]);
  return z
    .array(z.looseObject({ name: z.string() }))
    .parse(JSON.parse(text))
    .map(({ name }) => name);
}

const deployment = z.looseObject({
  deployment: z.looseObject({
    resources: z
      .array(
        z.looseObject({
          urn: z.string(),
          type: z.string(),
          id: z.string().optional(),
          /** Set if the resource is only read, so that the stack does not manage it. */
          external: z.boolean().optional(),
          outputs: z.looseObject({ uid: z.unknown().optional() }).optional(),
        }),
      )
      .optional(),
  }),
});

/** The live input of `@pulumi/cloudflare`, which can be the hub of our targets. */
const CLOUDFLARES = "cloudflare:index/streamLiveInput:StreamLiveInput";

/** The resources that a stack manages. Secrets stay encrypted in the export. */
async function managedBy(cli: Cli, stack: string): Promise<ManagedResource[]> {
  const text = await askPulumi(cli, ["stack", "export", "--stack", stack]);
  const { resources = [] } = deployment.parse(JSON.parse(text)).deployment;
  return resources.flatMap(({ urn, type, id, external, outputs }) => {
    if (external) return [];
    const { name: logicalName } = readUrn(urn);
    const kind = kindIn(type);
    if (kind !== undefined && id !== undefined) return [{ kind, id, stack, logicalName }];
    // Its Pulumi id is not the API's id.
    const uid = type === CLOUDFLARES && outputs?.uid;
    return typeof uid === "string" ? [{ kind: "LiveInput", id: uid, stack, logicalName }] : [];
  });
}
