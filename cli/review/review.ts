/** The command `review`. */
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

/** Returns the exit status; `behind` are the arguments for `pulumi preview`. */
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
 * Runs `pulumi preview`, by default with a refresh, which does not change the state. It reads the events and
 * not the digest, which lacks the results of the refresh and therefore changes of secrets.
 * `pulumi refresh --preview-only --json` has them too, but would read everything a second time.
 */
async function makePreview(
  { stack, refresh }: Pick<Options, "stack" | "refresh">,
  behind: readonly string[],
  { pulumi: [program, ...first], cwd, env }: Cli,
): Promise<Preview> {
  const args = ["preview", "--json", "--show-sames", "--non-interactive"];
  // Always explicit, because a project can have its own default.
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
  // A policy or a timeout can end a preview without an error.
  return { ...preview, errors: [`pulumi preview ended with exit status ${code}`] };
}

/** Fails if the preview is of another stack. */
function assertStack({ project, stack }: Findings, wanted: string | undefined): void {
  if (wanted === undefined || stack === undefined) return;
  const parts = wanted.split("/"); // <stack>, <organization>/<stack>, or with the project between
  if (parts.at(-1) === stack && (parts.length < 3 || parts[1] === project)) return;
  throw new UserError(`The preview is of stack ${project ?? ""}/${stack}, not of ${wanted}.`);
}
