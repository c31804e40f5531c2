import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { account_id, app_id, kit, kitRefusal, preset, start } from "./harness.ts";

const inApp = { account_id, app_id };

describe("apps", () => {
  it("has the one from the start, and a new one works at once", async (t) => {
    const { client } = await start(t, { appName: "first" });
    const { apps, presets } = client.realtimeKit;
    const made = (await apps.post({ account_id, name: "second" })).data?.app;
    const listed = await apps.get({ account_id });
    assert.deepEqual(
      listed.data?.map(({ id, name }) => [id, name]),
      [
        [app_id, "first"],
        [made?.id, "second"],
      ],
    );
    const id = made?.id ?? "";
    await presets.create(id, { account_id, ...preset("host") });
    await client.post(`/accounts/${account_id}/realtime/kit/${id}/livestreams`, { body: {} });
    // And what is in one app is not in the other.
    assert.equal((await presets.get(id, { account_id })).paging.total_count, 1);
    assert.equal((await presets.get(app_id, { account_id })).paging.total_count, 0);
  });

  it("pages, searches and sorts", async (t) => {
    const { client } = await start(t, { appName: "alpha" });
    const { apps } = client.realtimeKit;
    for (const name of ["beta", "gamma"]) await apps.post({ account_id, name });
    const names = async (query: Omit<Parameters<typeof apps.get>[0], "account_id">) =>
      (await apps.get({ account_id, ...query })).data?.map(({ name }) => name);
    assert.deepEqual(await names({ per_page: 2, page_no: 2 }), ["gamma"]);
    assert.deepEqual(await names({ search: "BET" }), ["beta"]);
    assert.deepEqual(await names({ sort_order: "DESC" }), ["gamma", "beta", "alpha"]);
    const { paging } = await apps.get({ account_id, per_page: 2 });
    assert.deepEqual(paging, { total_count: 3, start_offset: 1, end_offset: 2 });
  });

  it("has no rename and no delete, and wants a name", async (t) => {
    const { client } = await start(t);
    const path = `/accounts/${account_id}/realtime/kit/apps`;
    await kitRefusal(client.patch(`${path}/${app_id}`, { body: { name: "x" } }), 404);
    await kitRefusal(client.delete(`${path}/${app_id}`), 404);
    assert.match(await kitRefusal(client.post(path, { body: { name: "" } }), 422), /^name: /);
  });
});

describe("webhooks", () => {
  const hook = {
    name: "all",
    url: "https://example.com/hook",
    events: ["meeting.started" as const, "livestreaming.statusUpdate" as const],
  };

  it("creates, lists, changes, replaces and deletes", async (t) => {
    const { client } = await start(t);
    const { webhooks } = client.realtimeKit;
    const { data: made } = await webhooks.createWebhook(app_id, { account_id, ...hook });
    const { id, created_at, updated_at, ...body } = made;
    assert.deepEqual(body, { ...hook, enabled: true });
    assert.equal(created_at, updated_at);
    assert.deepEqual((await webhooks.getWebhooks(app_id, { account_id })).data, [made]);

    const { data: changed } = await webhooks.editWebhook(id, { ...inApp, enabled: false });
    assert.deepEqual(changed, { ...made, enabled: false, updated_at: changed.updated_at });
    const replacement = { ...hook, name: "new", events: ["meeting.ended" as const] };
    const { data: replaced } = await webhooks.replaceWebhook(id, { ...inApp, ...replacement });
    assert.deepEqual(replaced, {
      ...made,
      ...replacement,
      enabled: true,
      updated_at: replaced.updated_at,
    });
    assert.deepEqual((await webhooks.getWebhookByID(id, inApp)).data, replaced);

    assert.deepEqual((await webhooks.deleteWebhook(id, inApp)).data, replaced);
    await kitRefusal(webhooks.getWebhookByID(id, inApp), 404);
    await kitRefusal(webhooks.editWebhook(id, { ...inApp, enabled: true }), 404);
    await kitRefusal(webhooks.deleteWebhook(id, inApp), 404);
    assert.deepEqual((await webhooks.getWebhooks(app_id, { account_id })).data, []);
  });

  it("refuses unknown events, a URL that is none and missing fields", async (t) => {
    const { client } = await start(t);
    const post = (body: unknown) => client.post(`${kit}/webhooks`, { body });
    const told = await kitRefusal(post({ url: "nowhere", events: ["meeting.exploded"] }), 422);
    const paths = told.split("; ").map((finding) => finding.split(":")[0]);
    assert.deepEqual(paths.sort(), ["events.0", "name", "url"]);
    assert.match(await kitRefusal(post({ ...hook, events: [] }), 422), /^events: /);
  });
});
