/** The program: creates the resources in the stack's config, and exports their ingest and playback URLs. */
import { declareFromConfig, outputsVersion, sections } from "pulumi-realtimekit"; // the built package, because one file loads faster than its parts

export default {
  ...declareFromConfig(sections),
  /** The version of the outputs, with which other stacks read them: see readLivestreaming. */
  outputsVersion,
};
