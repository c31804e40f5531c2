/**
 * Webhooks. Paths below /accounts/{account}/realtime/kit/{app}:
 *
 * POST   /webhooks       create, 201
 * GET    /webhooks       list; the API does not page it
 * GET    /webhooks/{id}  read
 * PATCH  /webhooks/{id}  change what is sent
 * PUT    /webhooks/{id}  replace
 * DELETE /webhooks/{id}  delete; returns the deleted webhook
 */
import { randomUUID } from "node:crypto";
import type {
  WebhookCreateWebhookParams,
  WebhookEditWebhookParams,
  WebhookGetWebhookByIDResponse,
} from "cloudflare/resources/realtime-kit/webhooks";
import type { IsEqual } from "type-fest";
import { z } from "zod";
import { appScope, type AppPath } from "./app-path.ts";
import type { Kind } from "./context.ts";
import { kitDeleted, kitSuccess, missing } from "./envelope.ts";
import type { Scope } from "./store.ts";
import { validate } from "./validation.ts";

type WebhookDocument = WebhookGetWebhookByIDResponse.Data;

const webhookBody = z.strictObject({
  name: z.string().min(1),
  url: z.url({ protocol: /^https?$/ }),
  events: z
    .array(
      z.enum([
        "meeting.started",
        "meeting.ended",
        "meeting.participantJoined",
        "meeting.participantLeft",
        "meeting.chatSynced",
        "recording.statusUpdate",
        "livestreaming.statusUpdate",
        "meeting.transcript",
        "meeting.summary",
      ]),
    )
    .min(1),
  enabled: z.boolean().optional(),
});
const webhookChange = webhookBody.partial();

// The body of POST and PUT has the SDK's type; PATCH accepts at least the SDK's type.
true satisfies IsEqual<z.infer<typeof webhookBody>, Omit<WebhookCreateWebhookParams, "account_id">>;
type SdkChange = Omit<WebhookEditWebhookParams, "account_id" | "app_id">;
true satisfies SdkChange extends z.infer<typeof webhookChange> ? true : false;

/** Adds the routes. */
export const addWebhooks: Kind = (routes, emulator) => {
  const webhooks = emulator.store.collection<WebhookDocument>("webhook");
  const existing = (scope: Scope, id: string): WebhookDocument => {
    const webhook = webhooks.get(scope, id);
    if (webhook === undefined) throw missing(`Webhook ${id} not found`);
    return webhook;
  };
  const change = (scope: Scope, webhook: WebhookDocument) => {
    const changed = { ...webhook, updated_at: new Date().toISOString() };
    webhooks.replace(scope, webhook.id, changed);
    return kitSuccess(changed);
  };

  routes.post<{ Params: AppPath }>("/webhooks", (request, reply) => {
    const { enabled = true, ...body } = validate(webhookBody, request.body);
    const now = new Date().toISOString();
    const webhook = { id: randomUUID(), ...body, enabled, created_at: now, updated_at: now };
    webhooks.insert(appScope(request.params), webhook.id, webhook);
    return reply.code(emulator.quirks.kitCreated).send(kitSuccess(webhook));
  });

  routes.get<{ Params: AppPath }>("/webhooks", (request) =>
    kitSuccess(webhooks.listed(appScope(request.params), emulator.quirks)),
  );

  routes.get<{ Params: AppPath & { id: string } }>("/webhooks/:id", (request) =>
    kitSuccess(existing(appScope(request.params), request.params.id)),
  );

  routes.patch<{ Params: AppPath & { id: string } }>("/webhooks/:id", (request) => {
    const scope = appScope(request.params);
    const before = existing(scope, request.params.id);
    return change(scope, { ...before, ...validate(webhookChange, request.body) });
  });

  routes.put<{ Params: AppPath & { id: string } }>("/webhooks/:id", (request) => {
    const scope = appScope(request.params);
    const before = existing(scope, request.params.id);
    const { enabled = true, ...body } = validate(webhookBody, request.body);
    return change(scope, { ...before, ...body, enabled });
  });

  routes.delete<{ Params: AppPath & { id: string } }>("/webhooks/:id", (request, reply) => {
    const scope = appScope(request.params);
    const webhook = existing(scope, request.params.id);
    webhooks.delete(scope, webhook.id);
    return kitDeleted(reply, webhook, emulator.quirks);
  });
};
