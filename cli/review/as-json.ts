/** The report as JSON. */
import type { Change } from "../../provider/review/rule.ts";
import type { Alert, Findings } from "./findings.ts";
import { inPlain } from "./phrase.ts";
import { writePath } from "../../provider/schema/paths.ts";

/** Fields keep their meaning within a `version`; new fields can be added. */
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

/** `op` is what the update does to it, or null. */
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
