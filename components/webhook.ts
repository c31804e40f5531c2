import type * as pulumi from "@pulumi/pulumi";
import type * as z from "zod";
import {
  webhook,
  type WEBHOOK_EVENTS,
  type webhookSchema,
} from "../provider/resources/webhook/definition.ts";
import { inAppOfStack } from "./app.ts";
import { type Inputs, RealtimeKitResource, sectionOf } from "./resource.ts";

/** What may be declared of a {@link Webhook}. */
export interface WebhookArgs extends Inputs<z.input<typeof webhookSchema>> {}

/**
 * An address that an app tells of its events, such as a livestream that went live.
 *
 * @example
 * new Webhook("status", { url: "https://example.com/hook", events: ["livestreaming.statusUpdate"] });
 */
export class Webhook extends RealtimeKitResource {
  /** Its name. */
  declare readonly name: pulumi.Output<string>;
  /** The address that gets a POST for each event. */
  declare readonly url: pulumi.Output<string>;
  /** What it is told of, sorted. */
  declare readonly events: pulumi.Output<(typeof WEBHOOK_EVENTS)[number][]>;
  /** Whether it is told at all. */
  declare readonly enabled: pulumi.Output<boolean>;

  constructor(name: string, args: WebhookArgs, opts?: pulumi.CustomResourceOptions) {
    super(webhook, name, args, opts);
  }

  /** An existing webhook by its id, to be read and never changed. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    where: Pick<WebhookArgs, "accountId" | "appId"> = {},
    opts?: pulumi.CustomResourceOptions,
  ): Webhook {
    // Only where to look is known of it; the other arguments come from the API.
    return new Webhook(name, where as WebhookArgs, { ...opts, id });
  }
}

/** The section `webhooks` of a stack's config. */
export const webhooks = sectionOf(webhook, {
  name: "webhooks",
  references: inAppOfStack,
  make: (name, args: WebhookArgs) => new Webhook(name, args),
  outputs: ({ id, name, url, enabled }) => ({ id, name, url, enabled }),
});
