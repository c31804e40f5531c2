/**
 * What a preset is where its declaration says nothing: pure functions, each a whole preset. They are
 * the roles of the livestreaming page, each the one before it less some rights; each field tells its
 * value in every template beside its schema.
 *
 * | template    | stage         | loses                                                       |
 * | ----------- | ------------- | ----------------------------------------------------------- |
 * | `host`      | joins         | nothing: "Start Livestream" and all host controls            |
 * | `moderator` | joins         | going live, recording, changing what others may do           |
 * | `speaker`   | joins         | host controls                                                |
 * | `guest`     | asks to join  | plugins, polls of their own, files, private chat             |
 * | `viewer`    | view only     | the stage                                                    |
 *
 * All are for a LIVESTREAM; a webinar's or a group call's differ in `config.viewType`, and a group
 * call has no stage (`permissions.stageEnabled`).
 */
import { config } from "./config.ts";
import { themeTokens } from "./design-tokens.ts";
import { type PresetFields, type TemplateName, valueIn } from "./parts.ts";
import { permissions } from "./permissions.ts";

/** Runs the livestream: goes live, hosts the stage, moderates, records. */
export function host(): PresetFields {
  return whole("host");
}

/**
 * Keeps order for the host: lets people in and onto the stage, mutes, removes, spotlights. Cannot go
 * live or record, and cannot give anybody another role, or themselves.
 */
export function moderator(): PresetFields {
  return whole("moderator");
}

/**
 * Speaks on the stage, which they join directly; shares their screen, asks polls, launches plugins;
 * has no say over others.
 */
export function speaker(): PresetFields {
  return whole("speaker");
}

/** Watches, and may ask to join the stage; a host accepts. Chats with all and votes in polls. */
export function guest(): PresetFields {
  return whole("guest");
}

/** Watches, chats with all and votes in polls; never comes onto the stage. */
export function viewer(): PresetFields {
  return whole("viewer");
}

/** What the fields themselves say of the template. */
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
