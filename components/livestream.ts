import type * as pulumi from "@pulumi/pulumi";
import type * as z from "zod";
import { livestream, type livestreamSchema } from "../provider/resources/livestream/definition.ts";
import { inAppOfStack } from "./app.ts";
import { type Inputs, RealtimeKitResource, sectionOf, endpointsOf } from "./resource.ts";

/** What may be declared of a {@link Livestream}. */
export interface LivestreamArgs extends Inputs<z.input<typeof livestreamSchema>> {}

/**
 * A RealtimeKit livestream: one picture in from OBS, ffmpeg or any RTMPS encoder, one playback URL
 * out. The API can neither rename nor delete it: a change of `name`, `keyVersion`, `accountId` or
 * `appId` makes a new one with a new stream key and playback URL, and a removed one stays reachable.
 *
 * @example
 * const keynote = new Livestream("keynote");
 * export const watch = keynote.playbackUrl;
 */
export class Livestream extends RealtimeKitResource {
  /** Its name in the app. */
  declare readonly name: pulumi.Output<string>;
  /** Where encoders send the picture, as OBS wants it in Server; without the key. */
  declare readonly ingestServer: pulumi.Output<string>;
  /** The key that lets an encoder in; secret. */
  declare readonly streamKey: pulumi.Output<string>;
  /** Server and key as one URL, as ffmpeg wants it; secret. */
  declare readonly ingestUrl: pulumi.Output<string>;
  /** The HLS manifest that players load. */
  declare readonly playbackUrl: pulumi.Output<string>;

  constructor(name: string, args: LivestreamArgs = {}, opts?: pulumi.CustomResourceOptions) {
    super(livestream, name, args, opts);
  }

  /** An existing livestream by its id, to be read and never changed. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    where: Pick<LivestreamArgs, "accountId" | "appId"> = {},
    opts?: pulumi.CustomResourceOptions,
  ): Livestream {
    return new Livestream(name, where, { ...opts, id });
  }
}

/** The section `livestreams` of a stack's config. */
export const livestreams = sectionOf(livestream, {
  name: "livestreams",
  references: inAppOfStack,
  make: (name, args: LivestreamArgs) => new Livestream(name, args),
  outputs: (made) => ({ id: made.id, name: made.name, ...endpointsOf(made) }),
});
