/**
 * Writes stream keys from the API to a stack's config. Pulumi reads each from its standard input and
 * encrypts it; none is printed or passed on a command line, where others on the machine could see it.
 */
import { withoutSecrets } from "../../provider/schema/schema.ts";
import { valueAt, writePath } from "../../provider/schema/paths.ts";
import { UserError } from "../../provider/user-error.ts";
import { runCaptured } from "../processes.ts";
import type { Form } from "./options.ts";
import { entryOf } from "./entries.ts";
import type { Candidate, Plan } from "./plan.ts";
import type { Project } from "./stacks.ts";
import { CODE_NAMESPACE, codeKey } from "./write-code.ts";
import type { Cli } from "../command.ts";
import type { SecretValue } from "./secret-paths.ts";

/** A secret, its config key, and the current value there. */
interface SecretWrite {
  readonly key: string;
  readonly value: string;
  readonly present: unknown;
}

/** The config path of an entry's secret, for `pulumi config set --path`. */
export function configKey(
  { name }: Pick<Project, "name">,
  { item, logicalName }: Candidate,
  { path }: SecretValue,
): string {
  return `${name}:${writePath([item.section, logicalName, ...path])}`;
}

/** Writes the secrets of the resources that the stack's config adopts, or, with `code`, of the printed code. */
export async function writeSecrets(
  cli: Cli,
  project: Project,
  plan: Plan,
  { form, self }: { form: Form; self: string },
): Promise<number> {
  const { stack } = project;
  if (stack === undefined)
    throw new UserError(
      "No stack is selected. Use --stack, or select one with pulumi stack select.",
    );
  const withSecrets = plan.candidates.filter(({ secrets }) => secrets.length > 0);
  const writes = form === "code" ? forCode(project, withSecrets) : forConfig(project, withSecrets);
  const pasted = form === "code" || withSecrets.some(({ declared }) => declared);
  if (withSecrets.length > 0 && !pasted)
    throw new UserError(
      `None of the ${withSecrets.length} restream targets is in the config of stack ${stack}: first paste the output of ${self} --config (for code, run ${self} --secrets --code).`,
    );
  const due = writes.filter(({ present, value }) => present !== value);
  for (const { key, value } of due) {
    await setSecret(cli, stack, key, value, form !== "code");
    console.log(`${key}: written`);
  }
  const left = withSecrets.length - new Set(withSecrets.filter(({ declared }) => declared)).size;
  const more =
    form !== "code" && left > 0 ? `; ${left} restream targets are not in its config` : "";
  console.log(
    `Secrets of stack ${stack}: ${due.length} written, ${writes.length - due.length} unchanged${more}.`,
  );
  return 0;
}

function forConfig(project: Project, candidates: readonly Candidate[]): SecretWrite[] {
  return candidates
    .filter(({ declared }) => declared)
    .flatMap((candidate) =>
      candidate.secrets.map((secret) => ({
        key: configKey(project, candidate, secret),
        value: secret.value,
        present: valueAt(entryOf(project, candidate.item, candidate.logicalName), secret.path),
      })),
    );
}

function forCode({ config }: Project, candidates: readonly Candidate[]): SecretWrite[] {
  return candidates.flatMap((candidate) =>
    candidate.secrets.map((secret) => {
      const key = `${CODE_NAMESPACE}:${codeKey(candidate, secret)}`;
      return { key, value: secret.value, present: config[key] };
    }),
  );
}

async function setSecret(
  { pulumi: [program, ...first], ...options }: Cli,
  stack: string,
  key: string,
  value: string,
  isPath: boolean,
): Promise<void> {
  const path = isPath ? ["--path"] : [];
  const args = ["config", "set", "--secret", ...path, key, "--stack", stack, "--non-interactive"];
  const { code, stderr } = await runCaptured(program, [...first, ...args], {
    ...options,
    input: value,
  });
  if (code !== 0)
    throw new UserError(
      `pulumi config set ${key} failed: ${withoutSecrets(stderr.trim(), [value])}`,
    );
}
