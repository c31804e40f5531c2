/** The review as a command: from its options to its exit status. */
import { readFile } from "node:fs/promises";
import { text as textOf } from "node:stream/consumers";
import { messageOf, UserError } from "../../provider/user-error.ts";
import { runCaptured } from "../processes.ts";
import { asJson } from "./as-json.ts";
import { type Findings, judge } from "./findings.ts";
import { EXIT_STATUS, type Options } from "./options.ts";
import { type Preview, readPreview } from "./preview.ts";
import { report, UNREAD } from "./report.ts";
import type { Cli } from "../command.ts";

/** Answers the exit status; what is behind `--` is for `pulumi preview`. */
export async function review(
  options: Options,
  behind: readonly string[],
  cli: Cli,
): Promise<number> {
  if (options.preview !== undefined && behind.length > 0)
    throw new UserError("--preview uses an existing preview: remove the arguments after --.");
  const preview =
    options.preview === undefined
      ? await makePreview(options, behind, cli)
      : await givenPreview(options.preview);
  const findings = judge(preview);
  assertStack(findings, options.stack);
  const status = EXIT_STATUS[findings.verdict];
  const exitCode = options.exitZero && findings.verdict !== "failed" ? 0 : status;
  const { limit, marker } = options;
  process.stdout.write(
    options.json
      ? asJson(findings, exitCode)
      : report(findings, { limit, ...(marker !== undefined && { marker }) }),
  );
  if (findings.verdict === "failed")
    console.error("Pulumi could not create a preview; the report contains its errors.");
  if (findings.isUnread) console.error(UNREAD((option) => option));
  return exitCode;
}

async function givenPreview(file: string): Promise<Preview> {
  if (file === "-") return readPreview(await textOf(process.stdin), "Standard input");
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    throw new UserError(`--preview ${file} cannot be read: ${messageOf(error)}.`);
  });
  return readPreview(text, file);
}

/**
 * With a refresh, which writes nothing and leaves the state as it is. Its events are asked for, not the
 * digest: that says of a refresh where it starts and not what it finds. The rest can be told from where
 * the plan starts, but not that a secret is another one. `pulumi refresh --preview-only --json` would
 * say it as well, but is a second command that reads everything once more.
 */
async function makePreview(
  { stack, refresh }: Pick<Options, "stack" | "refresh">,
  behind: readonly string[],
  { pulumi: [program, ...first], cwd, env }: Cli,
): Promise<Preview> {
  const args = ["preview", "--json", "--show-sames", "--non-interactive"];
  // Said either way: a project may ask for it by itself.
  args.push(refresh ? "--refresh" : "--refresh=false");
  if (stack !== undefined) args.push("--stack", stack);
  const { code, stdout } = await runCaptured(program, [...first, ...args, ...behind], {
    cwd,
    env: { ...env, PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true" },
    onStderr: (text: string) => process.stderr.write(text),
  });
  if (stdout.trim() === "")
    throw new UserError(
      `pulumi preview ended with exit status ${code} and without a preview; its output is above.`,
    );
  const preview = readPreview(stdout, "The output of pulumi preview");
  if (code === 0 || preview.errors.length > 0) return preview;
  // A policy or a time-out may end a preview that has no error of its own.
  return { ...preview, errors: [`pulumi preview ended with exit status ${code}`] };
}

/** So that nobody judges one stack by the preview of another. */
function assertStack({ project, stack }: Findings, wanted: string | undefined): void {
  if (wanted === undefined || stack === undefined) return;
  const parts = wanted.split("/"); // <stack>, <organization>/<stack>, or with the project between
  if (parts.at(-1) === stack && (parts.length < 3 || parts[1] === project)) return;
  throw new UserError(`The preview is of stack ${project ?? ""}/${stack}, not of ${wanted}.`);
}
