/** What may be declared of a preset: every field of the API, each with what it means. */
import * as z from "zod";
import { adoptable, inApp } from "../../engine/definition.ts";
import { config } from "./config.ts";
import { permissions } from "./permissions.ts";
import { TEMPLATES } from "./parts.ts";
import { ui } from "./ui.ts";
import { group } from "../../schema/schema.ts";

/** What may be declared of a preset. */
export const presetSchema = group({
  /**
   * Its name in the app, by which participants are given it. Default: the logical name and a random
   * suffix. Changes in place. Unique in the app: a name that exists already is an error that tells how
   * to adopt it.
   */
  name: z.string().min(1).optional(),
  /**
   * Where everything that is not declared comes from, and what is taken out of the declaration
   * returns to: `host` may do all; `moderator` keeps order but cannot go live; `speaker` joins the
   * stage directly; `guest` asks to join it; `viewer` watches, chats and votes. Default: `viewer`,
   * who may do least. Changes in place.
   */
  template: z.enum(TEMPLATES).default("viewer"),
  /**
   * How the meeting is laid out, and in what quality it is sent. Default: the template's. Changes
   * in place.
   */
  config,
  /** What its participants may do. Default: the template's. Changes in place. */
  permissions,
  /**
   * How it looks: logo, theme, font, borders and colours. Default: the template's. Changes in
   * place.
   */
  ui,
  ...inApp,
  ...adoptable,
});
