/**
 * In a preview, a create that takes over what exists looks like any other. The provider alone knows
 * which creates will, and this program alone can say something beside a resource: the one tells the
 * other by an output, which what is in the state already does not have.
 */
import * as pulumi from "@pulumi/pulumi";
import type { ResourceDefinition } from "../provider/engine/definition.ts";
import { takesOver } from "../provider/engine/messages.ts";

const TAKES_OVER = "__takesOver";

/** The output, as something to wait for. Only in a preview: an up that follows it need not say it again. */
export function announcement(args: object): pulumi.Inputs {
  return "adopt" in args && pulumi.runtime.isDryRun() ? { [TAKES_OVER]: undefined } : {};
}

/** Says what the resource takes over, if it does, once that is known. */
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
    // What is secret is not spoken of.
    if (!isTakenOver || (await pulumi.isSecret(declared))) return;
    await pulumi.log.info(takesOver(definition, known), resource);
  });
}
