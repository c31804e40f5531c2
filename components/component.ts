/** What the components share. */
import * as pulumi from "@pulumi/pulumi";
import { type Failure, writePath } from "../provider/failures.ts";

/** What a program says: an undefined value says nothing, and must not stand before a default. */
export function said<Args extends object>(args: Args): Args {
  const entries = Object.entries(args).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Args;
}

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
