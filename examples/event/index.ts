/** An event restreamed to three platforms. It is defined in the stack's config, `event:broadcasts`. */
import { declareFromConfig, sections } from "pulumi-realtimekit";

export const { broadcasts, webhooks } = declareFromConfig(sections);

/** Lets other stacks read the outputs: see examples/consumer. */
export { outputsVersion } from "pulumi-realtimekit";
