import type * as pulumi from "@pulumi/pulumi";
import type * as z from "zod";
import { app, type appSchema } from "../provider/resources/app/definition.ts";
import { type Inputs, RealtimeKitResource, sectionOf } from "./resource.ts";

/** What may be declared of an {@link App}. */
export interface AppArgs extends Inputs<z.input<typeof appSchema>> {}

/**
 * A RealtimeKit app: where livestreams, presets, meetings and webhooks live. It can be neither
 * renamed nor deleted, so a removed one is only forgotten; `adopt: true` beside a name takes over one
 * that is there.
 *
 * @example
 * const events = new App("events", { name: "events" });
 * new Livestream("keynote", { appId: events.id });
 */
export class App extends RealtimeKitResource {
  /** Its name in the account. */
  declare readonly name: pulumi.Output<string>;

  constructor(name: string, args: AppArgs = {}, opts?: pulumi.CustomResourceOptions) {
    super(app, name, args, opts);
  }

  /** An existing app by its id, to be read and never changed. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    where: Pick<AppArgs, "accountId"> = {},
    opts?: pulumi.CustomResourceOptions,
  ): App {
    return new App(name, where, { ...opts, id });
  }
}

/** The section `apps` of a stack's config. */
export const apps = sectionOf(app, {
  name: "apps",
  make: (name, args: AppArgs) => new App(name, args),
  outputs: ({ id, name }) => ({ id, name }),
});

/** How an entry of another section names an app of the stack, in place of `appId`. */
export const inAppOfStack = { app: { section: "apps", becomes: "appId", required: false } };
