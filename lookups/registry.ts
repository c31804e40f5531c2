/** All lookups, for programs in other languages. */
import { lookup as app } from "./get-app.ts";
import { lookup as analytics } from "./get-livestream-analytics.ts";
import { lookup as livestream } from "./get-livestream.ts";
import { lookup as livestreams } from "./get-livestreams.ts";
import { lookup as preset } from "./get-preset.ts";
import type { Lookup } from "./lookup.ts";

export const lookups: readonly Lookup[] = [app, livestream, livestreams, analytics, preset];
