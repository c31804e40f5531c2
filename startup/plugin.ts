/** The native plugin's program, which the engine starts. */
import { createRequire } from "node:module";
import { cacheCompiled, keepCompiled } from "./compile-cache.ts";

cacheCompiled();
keepCompiled();

// In a file of its own, because Node has compiled this one already.
createRequire(__filename)("./plugin.cjs");
