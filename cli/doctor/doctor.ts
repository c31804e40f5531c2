/** The command `doctor`. */
import { readSettings } from "../../provider/client/settings.ts";
import type { Cli } from "../command.ts";
import { aligned } from "../table.ts";
import { accountFindings } from "./account.ts";
import type { Finding } from "./finding.ts";
import {
  backendFinding,
  cliFinding,
  nodeFinding,
  packageFindings,
  stackFinding,
} from "./machine.ts";
import type { Options } from "./options.ts";

export async function doctor(options: Options, cli: Cli): Promise<number> {
  const findings = await findingsOf(options, cli);
  const failures = findings.filter(({ status }) => status === "failed").length;
  if (options.json) console.log(JSON.stringify({ findings }, null, 2));
  else console.log([table(findings), "", verdict(findings, failures)].join("\n"));
  return failures === 0 ? 0 : 1;
}

async function findingsOf({ stack: wanted }: Options, cli: Cli): Promise<Finding[]> {
  const node = nodeFinding(process.versions.node);
  const [pulumi, packages] = await Promise.all([cliFinding(cli), packageFindings(cli.cwd)]);
  if (pulumi.status === "failed")
    return [node, pulumi, ...packages, ...(await atCloudflare({}, cli))];
  const [backend, { finding: stack, config = {} }] = await Promise.all([
    backendFinding(cli),
    stackFinding(cli, wanted),
  ]);
  return [node, pulumi, ...packages, backend, stack, ...(await atCloudflare(config, cli))];
}

async function atCloudflare(
  config: Readonly<Record<string, string>>,
  { env }: Cli,
): Promise<Finding[]> {
  return await accountFindings(readSettings((key) => config[key], env));
}

const SIGN: Readonly<Record<Finding["status"], string>> = {
  ok: "✔",
  warning: "!",
  failed: "✖",
  skipped: "-",
};

function table(findings: readonly Finding[]): string {
  const rows = findings.map(({ what, status, found, todo = "" }) => [
    SIGN[status],
    what,
    found,
    todo,
  ]);
  return aligned([["", "CHECK", "FOUND", "WHAT TO DO"], ...rows]).join("\n");
}

function verdict(findings: readonly Finding[], failures: number): string {
  const warnings = findings.filter(({ status }) => status === "warning").length;
  if (failures > 0) return `Fix ${failures} of these before you run pulumi up.`;
  return warnings > 0
    ? `Nothing failed; ${warnings} to look at.`
    : "Everything is ready for pulumi up.";
}
