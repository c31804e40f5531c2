/** A webinar with a stage. It is defined in the stack's config, `webinar:stages`. */
import { declareFromConfig, sections } from "pulumi-realtimekit";

export const { apps, stages } = declareFromConfig(sections);

/** Lets other stacks read the outputs: see examples/consumer. */
export { outputsVersion } from "pulumi-realtimekit";
