/** An event restreamed to three platforms: all of it is in the stack's config, `event:broadcasts`. */
import { declareFromConfig, sections } from "pulumi-realtimekit";

export const { broadcasts, webhooks } = declareFromConfig(sections);

/** So that other stacks can read them: see examples/consumer. */
export { outputsVersion } from "pulumi-realtimekit";
