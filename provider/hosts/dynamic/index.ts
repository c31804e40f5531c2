/**
 * What the loader in every resource's `__provider` requires: the dynamic provider of each kind. A new
 * kind is a line here, a folder in resources/ and a file in components/.
 */
import { app } from "../../resources/app/definition.ts";
import { forwardDetails } from "./detailed-diff.ts";
import { DynamicProvider } from "./provider.ts";
import { livestream } from "../../resources/livestream/definition.ts";
import { liveInput } from "../../resources/live-input/definition.ts";
import { meeting } from "../../resources/meeting/definition.ts";
import { preset } from "../../resources/preset/definition.ts";
import { leaveErrorsToTheEngine } from "./engine-errors.ts";
import { restreamTarget } from "../../resources/restream-target/definition.ts";
import { webhook } from "../../resources/webhook/definition.ts";

leaveErrorsToTheEngine();
forwardDetails();

export const Livestream = new DynamicProvider(livestream);
export const Preset = new DynamicProvider(preset);
export const LiveInput = new DynamicProvider(liveInput);
export const RestreamTarget = new DynamicProvider(restreamTarget);
export const App = new DynamicProvider(app);
export const Meeting = new DynamicProvider(meeting);
export const Webhook = new DynamicProvider(webhook);
