/**
 * What the loader in every resource's `__provider` requires: the dynamic provider of each kind. A new
 * kind is a line here, a file beside this one and a file in components/.
 */
import { app } from "./app.ts";
import { forwardDetails } from "./mechanism/detailed-diff.ts";
import { DynamicProvider } from "./mechanism/dynamic.ts";
import { livestream } from "./livestream.ts";
import { liveInput } from "./live-input.ts";
import { meeting } from "./meeting.ts";
import { preset } from "./preset.ts";
import { leaveErrorsToTheEngine } from "./mechanism/quiet.ts";
import { restreamTarget } from "./restream-target.ts";
import { webhook } from "./webhook.ts";

leaveErrorsToTheEngine();
forwardDetails();

export const Livestream = new DynamicProvider(livestream);
export const Preset = new DynamicProvider(preset);
export const LiveInput = new DynamicProvider(liveInput);
export const RestreamTarget = new DynamicProvider(restreamTarget);
export const App = new DynamicProvider(app);
export const Meeting = new DynamicProvider(meeting);
export const Webhook = new DynamicProvider(webhook);
