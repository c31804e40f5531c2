/** The program: what the stack's config declares is made, and its ways in and out are the outputs. */
import { declareFromConfig, outputsVersion, sections } from "pulumi-realtimekit"; // itself, as built: one file loads sooner than its parts

export default {
  ...declareFromConfig(sections),
  /** Tells other stacks' programs how to read them: see readLivestreaming. */
  outputsVersion,
};
