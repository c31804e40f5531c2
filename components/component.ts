/** What the components share. */
import * as pulumi from "@pulumi/pulumi";
import { failuresInSettings } from "../provider/mechanism/check.ts";
import { type Failure, writePath } from "../provider/mechanism/failures.ts";
import type { Kind } from "../provider/mechanism/kind.ts";
import type { Settings } from "../provider/mechanism/settings.ts";
import type { Plain } from "./section.ts";

/**
 * Refuses bad arguments. It is called before `super`, so that not even the component itself is
 * registered; what it gives are the component's own inputs, of which there are none.
 *
 * @throws pulumi.RunError with each failure at its path
 */
export function refuse(component: string, name: string, failures: Failure[]): pulumi.Inputs {
  if (failures.length === 0) return {};
  const lines = failures.map(
    ({ path, reason }) => `${component} ${name}: ${writePath(path)}: ${reason}`,
  );
  throw new pulumi.RunError(lines.join("\n"));
}

/**
 * What the settings lack for the parts of a component, each of which may name account and app itself.
 * A part that is undefined is not made.
 */
export function missingForParts(
  { accountId, appId }: Plain,
  parts: readonly (readonly [Kind, unknown])[],
  settings: Settings,
): Failure[] {
  return parts
    .filter(([, part]) => part !== undefined)
    .flatMap(([kind, part]) =>
      failuresInSettings(kind, { accountId, appId, ...(part as Plain) }, settings),
    );
}
