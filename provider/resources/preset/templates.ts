/**
 * The templates of presets: functions that return all fields of a preset. They are the roles of
 * Cloudflare's documentation, each with fewer permissions than the one before. The values of each field
 * are next to its schema.
 *
 * | template    | stage         | cannot use                                                  |
 * | ----------- | ------------- | ----------------------------------------------------------- |
 * | `host`      | joins         | nothing: "Start Livestream" and all host controls            |
 * | `moderator` | joins         | going live, recording, changing others' permissions          |
 * | `speaker`   | joins         | host controls                                                |
 * | `guest`     | asks to join  | plugins, polls of their own, files, private chat             |
 * | `viewer`    | view only     | the stage                                                    |
 *
 * All are for a LIVESTREAM. For a webinar or a group call, set `config.viewType`; a group call has no
 * stage (`permissions.stageEnabled`).
 */
import { config } from "./config.ts";
import { themeTokens } from "./design-tokens.ts";
import { type PresetFields, type TemplateName, valueIn } from "./parts.ts";
import { permissions } from "./permissions.ts";

/** The template for hosts, who start the livestream, manage the stage, moderate and record. */
export function host(): PresetFields {
  return whole("host");
}

/**
 * The template for moderators, who admit participants and accept them on the stage, mute, remove and
 * spotlight them. They cannot start the livestream, record or change anyone's permissions.
 */
export function moderator(): PresetFields {
  return whole("moderator");
}

/**
 * The template for speakers, who join the stage directly, share their screen, create polls and launch
 * plugins. They have no host controls.
 */
export function speaker(): PresetFields {
  return whole("speaker");
}

/** The template for guests, who watch and can ask to join the stage, chat with everyone and vote in polls. */
export function guest(): PresetFields {
  return whole("guest");
}

/** The template for viewers, who watch, chat with everyone and vote in polls. They cannot join the stage. */
export function viewer(): PresetFields {
  return whole("viewer");
}

/** All fields of a preset, with their values in the template. */
function whole(template: TemplateName): PresetFields {
  return {
    config: valueIn(template, config),
    permissions: { ...(valueIn(template, permissions) as object) },
    ui: themeTokens(),
  } as PresetFields;
}

/** The templates by name. */
export const templates: Readonly<Record<TemplateName, () => PresetFields>> = {
  host,
  moderator,
  speaker,
  guest,
  viewer,
};
