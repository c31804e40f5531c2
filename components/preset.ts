import type * as pulumi from "@pulumi/pulumi";
import type * as z from "zod";
import { preset } from "../provider/resources/preset/definition.ts";
import type { presetSchema } from "../provider/resources/preset/inputs.ts";
import type { PresetFields } from "../provider/resources/preset/parts.ts";
import { inAppOfStack } from "./app.ts";
import { type Inputs, RealtimeKitResource, sectionOf } from "./resource.ts";

/** What may be declared of a {@link Preset}. */
export interface PresetArgs extends Inputs<z.input<typeof presetSchema>> {}

/**
 * A preset: what a role may do in a meeting or livestream, and how it looks. A declaration says only
 * what differs from its template; what is taken out of it returns to the template's value. Numbers
 * outside what is recommended (6 to 9 people on screen, 3 to 4 sharing theirs) warn.
 *
 * @example
 * const host = new Preset("host", {
 *   template: "host",
 *   permissions: { canRecord: false },
 *   ui: { designTokens: { theme: "light", colors: { brand: "#f38020" } } },
 * });
 *
 * // Whoever presents in a webinar: a speaker, but for the type of the meeting.
 * const presenter = new Preset("presenter", {
 *   template: "speaker",
 *   config: { viewType: "WEBINAR" },
 * });
 */
export class Preset extends RealtimeKitResource {
  /** Its name in the app, by which participants are given it. */
  declare readonly name: pulumi.Output<string>;
  /** Layout and media qualities, whole. */
  declare readonly config: pulumi.Output<PresetFields["config"]>;
  /** What its participants may do, whole. */
  declare readonly permissions: pulumi.Output<PresetFields["permissions"]>;
  /** How it looks, whole. */
  declare readonly ui: pulumi.Output<PresetFields["ui"]>;

  constructor(name: string, args: PresetArgs = {}, opts?: pulumi.CustomResourceOptions) {
    super(preset, name, args, opts);
  }

  /** An existing preset by its id, to be read and never changed. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    where: Pick<PresetArgs, "accountId" | "appId"> = {},
    opts?: pulumi.CustomResourceOptions,
  ): Preset {
    return new Preset(name, where, { ...opts, id });
  }
}

/** The section `presets` of a stack's config. */
export const presets = sectionOf(preset, {
  name: "presets",
  references: inAppOfStack,
  make: (name, args: PresetArgs) => new Preset(name, args),
  outputs: ({ id, name }) => ({ id, name }),
});
