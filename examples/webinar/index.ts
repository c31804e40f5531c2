/** A webinar with a stage: all of it is in the stack's config, `webinar:stages`. */
import { declareFromConfig, sections } from "pulumi-realtimekit";

export const { apps, stages } = declareFromConfig(sections);
