/** The report as data, for whoever makes something else of it. */
import type { Alert, Findings } from "./findings.ts";
import { inPlain } from "./phrase.ts";
import { writePath } from "../../provider/schema/paths.ts";

/** Its shape changes only with its version. */
export function asJson(findings: Findings, exitCode: number): string {
  const { project, stack, verdict, counts, alerts, changes, errors, warnings } = findings;
  const document = {
    version: 1,
    project,
    stack,
    verdict,
    exitCode,
    counts,
    breaking: alerts.breaking.map(alertAsData),
    notices: alerts.notice.map(alertAsData),
    resources: changes.map(({ urn, type, name, op, id, reasons, properties }) => ({
      urn,
      type,
      name,
      op,
      id,
      replaceReasons: reasons,
      properties: properties.map(({ path, ...rest }) => ({ path: writePath(path), ...rest })),
    })),
    errors,
    warnings,
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function alertAsData({ rule, of }: Alert) {
  return {
    rule: rule.id,
    what: rule.what,
    means: rule.means,
    resources: of.map(({ change, notes }) => ({
      urn: change.urn,
      name: change.name,
      notes: notes.map(inPlain),
    })),
  };
}
