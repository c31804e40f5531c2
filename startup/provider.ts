/** dist/provider.cjs, which the code in every resource's `__provider` loads: the dynamic provider of each kind. */
import { createRequire } from "node:module";
import { cacheCompiled, keepCompiled } from "./compile-cache.ts";

cacheCompiled();
keepCompiled();

// In a file of its own, because Node has compiled this one already.
const provider = createRequire(__filename)("./dynamic.cjs") as { readonly default: object };

export default provider.default;
