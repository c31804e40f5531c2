/** A program whose resources stand in a file beside it, so that a test can change each of hundreds. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plain } from "../support/plain.ts";
import type { Project } from "../support/project.ts";
import { withSecretsShown } from "../support/state.ts";

/** One resource of the program; {@link idOf} stands for another one's id. */
export interface Resource {
  readonly kind: string;
  readonly name: string;
  readonly args: Plain;
  /** Its name of before. */
  readonly alias?: string;
  /** Pulumi's option of that name. */
  readonly deleteBeforeReplace?: boolean;
  /** The id of what it reads, and does not make. */
  readonly get?: string;
}

/** In a resource's args: the id of a resource that stands before it. */
export function idOf(name: string): Plain {
  return { $idOf: name };
}

export const ROSTER_PROGRAM = `
  import { readFileSync } from "node:fs";
  import * as pulumi from "@pulumi/pulumi";
  import * as realtimekit from "pulumi-realtimekit";

  const roster = JSON.parse(readFileSync("roster.json", "utf8"));
  const made: Record<string, pulumi.CustomResource> = {};
  const known = (value: any): any =>
    Array.isArray(value) || typeof value !== "object" || value === null
      ? value
      : "$idOf" in value
        ? made[value.$idOf].id
        : Object.fromEntries(Object.entries(value).map(([key, below]) => [key, known(below)]));
  for (const { kind, name, args, alias, get, ...more } of roster) {
    const Kind = (realtimekit as any)[kind];
    const opts = { ...more, ...(alias && { aliases: [{ name: alias }] }) };
    made[name] = get === undefined
      ? new Kind(name, known(args), opts)
      : kind === "RestreamTarget"
        ? Kind.get(name, get, known(args), opts)
        : Kind.get(name, get, {}, opts);
  }
  export const ids = Object.fromEntries(Object.entries(made).map(([name, { id }]) => [name, id]));
`;

export async function declareRoster(project: Project, roster: readonly Resource[]): Promise<void> {
  await writeFile(join(project.directory, "roster.json"), JSON.stringify(roster));
}

/** What the state has of a resource. */
export interface Known {
  readonly urn: string;
  readonly id: string;
  readonly inputs: Plain;
  readonly outputs: Plain;
}

/** The state's resources of this package by logical name, secrets in plain text. */
export async function knownResources(project: Project): Promise<Record<string, Known>> {
  const { deployment } = withSecretsShown(await project.exportState());
  const ours = ((deployment.resources ?? []) as (Known & { type: string })[]).filter(({ type }) =>
    type.includes("realtimekit:"),
  );
  return Object.fromEntries(ours.map((each) => [each.urn.split("::").at(-1) ?? "", each]));
}
