/** The inputs of a preset: all fields of the API. */
import * as z from "zod";
import { adoptable, inApp } from "../../engine/definition.ts";
import { config } from "./config.ts";
import { permissions } from "./permissions.ts";
import { TEMPLATES } from "./parts.ts";
import { ui } from "./ui.ts";
import { group } from "../../schema/schema.ts";

/** The inputs of a preset. */
export const presetSchema = group({
  /**
   * The name of the preset, unique in the app; participants are added with it. Default: the logical
   * name and a random suffix. Can be changed in place. If a preset with this name already exists,
   * create fails and explains how to adopt it.
   */
  name: z.string().min(1).optional(),
  /**
   * The template for every value that you do not set; a value that you remove returns to it. `host`
   * can do everything; `moderator` manages participants but cannot go live; `speaker` joins the stage
   * directly; `guest` asks to join the stage; `viewer` watches, chats and votes. Default: `viewer`, the
   * template with the fewest permissions. Can be changed in place.
   */
  template: z.enum(TEMPLATES).default("viewer"),
  /**
   * The layout of the meeting and the quality of its media. Default: the template's values. Can be
   * changed in place.
   */
  config,
  /**
   * What participants with this preset can do. Default: the template's values. Can be changed in place;
   * a change applies to participants who join afterwards.
   */
  permissions,
  /**
   * The look of the meeting: logo, theme, font, borders and colours. Default: the template's values.
   * Can be changed in place.
   */
  ui,
  ...inApp,
  ...adoptable,
});
