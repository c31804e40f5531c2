/** A webinar with a stage: all of it is in the stack's config, `webinar:stages`. */
import { declareFromConfig, sections } from "pulumi-realtimekit";

export const { apps, stages } = declareFromConfig(sections);

/** So that other stacks can read them: see examples/consumer. */
export { outputsVersion } from "pulumi-realtimekit";
