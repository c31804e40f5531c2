/**
 * The components and lookups of the native plugin, for programs in other languages. The plugin loads this file
 * when it is first needed.
 */
import type { Remote } from "../provider/hosts/native/remote.ts";
import { construct } from "./construct.ts";
import { lookUp } from "./look-up.ts";

export default { construct, lookUp } satisfies Remote;
