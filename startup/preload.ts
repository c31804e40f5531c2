/**
 * `nodeargs: --require=pulumi-realtimekit/preload` in Pulumi.yaml: a program starts in less time. It behaves
 * the same with and without; docs/performance.md lists what is different inside.
 */
import { cacheCompiled } from "./compile-cache.ts";
import { debugMessages } from "./debug-messages.ts";
import { lazyModules } from "./lazy-modules.ts";
import { intervene, lastOfSdk } from "./loading.ts";
import { markPreloaded } from "./preloaded.ts";

if (markPreloaded()) {
  cacheCompiled();
  intervene([...lazyModules, debugMessages, lastOfSdk]);
}
