/** Writes the plan as JSON, without secrets. */
import type { Item, Scope } from "./inventory.ts";
import { definitionOf, ownerOf } from "./kinds.ts";
import type { LeftOut } from "./owners.ts";
import type { Candidate, Plan } from "./plan.ts";
import { configKey } from "./secrets.ts";
import type { Project } from "./stacks.ts";
import { CODE_NAMESPACE, codeKey } from "./write-code.ts";
import { writePath } from "../../provider/schema/paths.ts";

export function asJson(plan: Plan, project: Project, place: Scope): string {
  const { candidates, others, leftOut, managed, notes } = plan;
  return JSON.stringify(
    {
      ...place,
      project: project.name,
      stack: project.stack ?? null,
      stacks: project.stacks,
      managed,
      unmanaged: candidates.map((candidate) => shown(candidate, project)),
      others: others.map(reasoned),
      leftOut: leftOut.map(reasoned),
      notes,
    },
    undefined,
    2,
  );
}

function reasoned({ item, reason }: LeftOut) {
  return { ...identity(item), reason };
}

function identity({ section, id, title }: Item) {
  return { section, kind: definitionOf(section).name, id, name: title };
}

function shown(candidate: Candidate, project: Project) {
  const { item, logicalName, args, owner, secrets, changes, declared, remark } = candidate;
  return {
    ...identity(item),
    logicalName,
    declared,
    args,
    ...(owner !== undefined && { [ownerOf(definitionOf(item.section))?.key ?? ""]: owner }),
    ...(remark !== undefined && { remark }),
    secrets: secrets.map((secret) => ({
      property: writePath(secret.path),
      configPath: configKey(project, candidate, secret),
      codeKey: `${CODE_NAMESPACE}:${codeKey(candidate, secret)}`,
    })),
    changes,
  };
}
