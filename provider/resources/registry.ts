/** All resource kinds, in display order. To add a kind, add its folder and a line here. */
import { app } from "./app/definition.ts";
import { liveInput } from "./live-input/definition.ts";
import { livestream } from "./livestream/definition.ts";
import { meeting } from "./meeting/definition.ts";
import { preset } from "./preset/definition.ts";
import { restreamTarget } from "./restream-target/definition.ts";
import { webhook } from "./webhook/definition.ts";

export const registry = [
  livestream,
  liveInput,
  restreamTarget,
  meeting,
  preset,
  app,
  webhook,
] as const;

/** One of the resource kinds. */
export type Registered = (typeof registry)[number];
