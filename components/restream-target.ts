import * as pulumi from "@pulumi/pulumi";
import type * as z from "zod";
import type { PlatformName } from "../provider/resources/restream-target/platforms.ts";
import {
  restreamTarget,
  type restreamTargetSchema,
} from "../provider/resources/restream-target/definition.ts";
import { type Inputs, RealtimeKitResource, sectionOf } from "./resource.ts";

/** What may be declared of a {@link RestreamTarget}. */
export interface RestreamTargetArgs extends Inputs<z.input<typeof restreamTargetSchema>> {}

/**
 * One platform that a live input's picture goes to. `enabled` switches it in place while the picture
 * runs; any other change but `platform` replaces it, and a removed one goes dark within 30 seconds.
 * A live input has at most 50.
 *
 * @example
 * new RestreamTarget("youtube", { liveInputId: hub.id, platform: "youtube", streamKey: config.requireSecret("youtubeKey") });
 */
export class RestreamTarget extends RealtimeKitResource {
  /** The live input whose picture it takes. */
  declare readonly liveInputId: pulumi.Output<string>;
  /** The platform. */
  declare readonly platform: pulumi.Output<PlatformName>;
  /** Where the picture goes, without the key; secret where it carries credentials of its own. */
  declare readonly url: pulumi.Output<string>;
  /** The platform's stream key; secret. */
  declare readonly streamKey: pulumi.Output<string>;
  /** Whether the picture goes there. */
  declare readonly enabled: pulumi.Output<boolean>;

  constructor(name: string, args: RestreamTargetArgs, opts?: pulumi.CustomResourceOptions) {
    super(restreamTarget, name, { ...args, url: secretWhereItOpens(args.url) }, opts);
  }

  /** An existing target by its id, to be read and never changed. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    where: Pick<RestreamTargetArgs, "liveInputId" | "accountId">,
    opts?: pulumi.CustomResourceOptions,
  ): RestreamTarget {
    // Only where to look is known of it; the other arguments come from the API. So whether its URL
    // opens the door is not known either.
    const additionalSecretOutputs = ["url", ...(opts?.additionalSecretOutputs ?? [])];
    const options = { ...opts, id, additionalSecretOutputs };
    return new RestreamTarget(name, where as RestreamTargetArgs, options);
  }
}

/** A user, or a query such as SRT's `?passphrase=`, opens the door as a key does. */
function secretWhereItOpens(url: RestreamTargetArgs["url"]): RestreamTargetArgs["url"] {
  if (url === undefined) return undefined;
  const opens = (text: string | undefined) => text !== undefined && /[?@]/.test(text);
  if (typeof url === "string") return opens(url) ? pulumi.secret(url) : url;
  return pulumi
    .output(url)
    .apply((text) => (opens(text) ? pulumi.secret(text) : pulumi.output(text)));
}

/** The section `restreamTargets` of a stack's config. */
export const restreamTargets = sectionOf(restreamTarget, {
  name: "restreamTargets",
  references: { liveInput: { section: "liveInputs", becomes: "liveInputId", required: true } },
  make: (name, args: RestreamTargetArgs) => new RestreamTarget(name, args),
  outputs: ({ id, platform, enabled }) => ({ id, platform, enabled }),
});
