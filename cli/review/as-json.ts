/** The report as data, for whoever makes something else of it. */
import type { Change } from "../../provider/review/rule.ts";
import type { Alert, Findings } from "./findings.ts";
import { inPlain } from "./phrase.ts";
import { writePath } from "../../provider/schema/paths.ts";

/** What is in it keeps its shape for as long as its version; more may come. */
export function asJson(findings: Findings, exitCode: number): string {
  const { project, stack, verdict, counts, alerts, outside, changes, errors, warnings } = findings;
  const document = {
    version: 1,
    project,
    stack,
    verdict,
    exitCode,
    counts,
    breaking: alerts.breaking.map(alertAsData),
    notices: alerts.notice.map(alertAsData),
    refreshed: outside !== undefined,
    changedOutside: (outside ?? []).map(outsideAsData),
    resources: changes.map(({ urn, type, name, op, id, reasons, properties }) => ({
      urn,
      type,
      name,
      op,
      id,
      replaceReasons: reasons,
      properties: propertiesAsData(properties),
    })),
    errors,
    warnings,
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function propertiesAsData(properties: Change["properties"]) {
  return properties.map(({ path, ...rest }) => ({ path: writePath(path), ...rest }));
}

/** `op` is what the update does to it, null where that is nothing. */
function outsideAsData({ urn, type, name, op, then, id, properties }: Change) {
  const is = op === "gone outside" ? "gone" : "changed";
  return { urn, type, name, is, op: then ?? null, id, properties: propertiesAsData(properties) };
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
