/**
 * In a preview, a create that adopts a resource looks like any other create. Only the provider knows
 * which creates adopt, and only the program can log a message for a resource. So the provider sets an
 * output, and the program logs the message.
 */
import * as pulumi from "@pulumi/pulumi";
import type { ResourceDefinition } from "../provider/engine/definition.ts";
import { takesOver } from "../provider/engine/messages.ts";

const TAKES_OVER = "__takesOver";

/** The output to wait for; only in a preview, because an update does not need the message again. */
export function announcement(args: object): pulumi.Inputs {
  return "adopt" in args && pulumi.runtime.isDryRun() ? { [TAKES_OVER]: undefined } : {};
}

/** Logs that the resource will adopt an existing one, if it will. */
export function announce(
  definition: Pick<ResourceDefinition, "name" | "nameInput">,
  args: object,
  resource: pulumi.Resource,
): void {
  const word = Reflect.get(resource, TAKES_OVER) as pulumi.Output<true | undefined> | undefined;
  if (!word) return;
  const keys = ["adopt", ...(definition.nameInput ? [definition.nameInput.key] : [])];
  const declared = pulumi.all(
    Object.fromEntries(keys.map((key): [string, unknown] => [key, Reflect.get(args, key)])),
  );
  pulumi.all([word, declared]).apply(async ([isTakenOver, known]) => {
    // Secrets are not shown.
    if (!isTakenOver || (await pulumi.isSecret(declared))) return;
    await pulumi.log.info(takesOver(definition, known), resource);
  });
}
