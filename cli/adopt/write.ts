/** `--write`: adds the resources to the stack's file, then their secrets. */
import { basename } from "node:path";
import { writePath } from "../../provider/schema/paths.ts";
import { UserError } from "../../provider/user-error.ts";
import type { Cli } from "../command.ts";
import { SECTIONS } from "./kinds.ts";
import { withEntries } from "./merge.ts";
import { othersNote } from "./notes.ts";
import type { Candidate, Plan } from "./plan.ts";
import { writeSecrets } from "./secrets.ts";
import { readStackFile, replaceStackFile } from "./stack-file.ts";
import type { Project } from "./stacks.ts";
import { entriesAsConfig } from "./write-config.ts";

export async function writeEntries(
  cli: Cli,
  project: Project,
  plan: Plan,
  { self }: { self: string },
): Promise<number> {
  const file = basename(project.stackFile);
  if (project.stack === undefined)
    throw new UserError(
      "No stack is selected. Use --stack, or select one with pulumi stack select.",
    );
  if (!/\.ya?ml$/.test(file))
    throw new UserError(
      `${file}: --write supports only YAML; paste the output of ${self} --config.`,
    );
  const fresh = plan.candidates.filter(({ declared }) => !declared);
  if (fresh.length > 0) await addTo(project, file, fresh);
  for (const candidate of fresh) console.log(lineOf(project, candidate));
  const candidates = plan.candidates.map((each) => ({ ...each, declared: true }));
  if (candidates.some(({ secrets }) => secrets.length > 0))
    await writeSecrets(cli, project, { ...plan, candidates }, { form: "config", self });
  const entries = fresh.length === 1 ? "1 entry" : `${fresh.length} entries`;
  console.log(
    [
      fresh.length === 0 ? `${file}: nothing to write.` : `${file}: ${entries} written.`,
      ...othersNote(plan.others, ""),
      ...(candidates.length > 0
        ? ["Next: run pulumi preview, which says for each create what it adopts."]
        : []),
    ].join("\n"),
  );
  return 0;
}

async function addTo(project: Project, file: string, fresh: readonly Candidate[]): Promise<void> {
  const additions = SECTIONS.flatMap((section) => {
    const own = fresh.filter(({ item }) => item.section === section);
    return own.length === 0 ? [] : [{ section, entries: entriesAsConfig(own) }];
  });
  const text = await readStackFile(project.stackFile);
  const merged = withEntries(text, file, project.name, additions);
  await replaceStackFile(project.stackFile, merged);
}

function lineOf({ name }: Project, { item, logicalName, changes }: Candidate): string {
  const changed = changes.map(({ path }) => path).join(", ");
  const note = changed === "" ? "" : `, and CHANGES ${changed}`;
  return `${name}:${writePath([item.section, logicalName])}: written; adopts ${item.id}${note}`;
}
