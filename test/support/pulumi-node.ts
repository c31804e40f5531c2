/**
 * Preloaded (NODE_OPTIONS) into the Node processes that a test's Pulumi starts: the program, and the host of
 * its dynamic provider. Beside what `pulumi-realtimekit/preload` does, Pulumi's own source in stack traces
 * is not mapped.
 */
import { inSdk, intervene } from "../../startup/loading.ts";
import "../../startup/preload.ts";

intervene([
  {
    pattern: inSdk(String.raw`cmd/(?:run|dynamic-provider)/index\.js source-map-support/register`),
    give: () => ({}),
  },
]);
