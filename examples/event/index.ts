/** An event restreamed to three platforms: all of it is in the stack's config, `event:broadcasts`. */
import { declareFromConfig, sections } from "pulumi-realtimekit";

export const { broadcasts, webhooks } = declareFromConfig(sections);
