import { account_id, app_id, kit, kitRefusal, preset, startPerTest } from "./harness.ts";

const start = startPerTest();

const inApp = { account_id, app_id };

describe("apps", () => {
  it("has the one from the start, and a new one works at once", async () => {
    const { client } = await start({ appName: "first" });
    const { apps, presets } = client.realtimeKit;
    const made = (await apps.post({ account_id, name: "second" })).data?.app;
    const listed = await apps.get({ account_id });
    expect(listed.data?.map(({ id, name }) => [id, name])).toStrictEqual([
      [app_id, "first"],
      [made?.id, "second"],
    ]);
    const id = made?.id ?? "";
    await presets.create(id, { account_id, ...preset("host") });
    await client.post(`/accounts/${account_id}/realtime/kit/${id}/livestreams`, { body: {} });
    // And what is in one app is not in the other.
    expect((await presets.get(id, { account_id })).paging.total_count).toBe(1);
    expect((await presets.get(app_id, { account_id })).paging.total_count).toBe(0);
  });

  it("pages, searches and sorts", async () => {
    const { client } = await start({ appName: "alpha" });
    const { apps } = client.realtimeKit;
    for (const name of ["beta", "gamma"]) await apps.post({ account_id, name });
    const names = async (query: Omit<Parameters<typeof apps.get>[0], "account_id">) =>
      (await apps.get({ account_id, ...query })).data?.map(({ name }) => name);
    expect(await names({ per_page: 2, page_no: 2 })).toStrictEqual(["gamma"]);
    expect(await names({ search: "BET" })).toStrictEqual(["beta"]);
    expect(await names({ sort_order: "DESC" })).toStrictEqual(["gamma", "beta", "alpha"]);
    const { paging } = await apps.get({ account_id, per_page: 2 });
    expect(paging).toStrictEqual({ total_count: 3, start_offset: 1, end_offset: 2 });
  });

  it("has no rename and no delete, and wants a name", async () => {
    const { client } = await start();
    const path = `/accounts/${account_id}/realtime/kit/apps`;
    await kitRefusal(client.patch(`${path}/${app_id}`, { body: { name: "x" } }), 404);
    await kitRefusal(client.delete(`${path}/${app_id}`), 404);
    expect(await kitRefusal(client.post(path, { body: { name: "" } }), 422)).toMatch(/^name: /);
  });
});

describe("webhooks", () => {
  const hook = {
    name: "all",
    url: "https://example.com/hook",
    events: ["meeting.started" as const, "livestreaming.statusUpdate" as const],
  };

  it("creates, lists, changes, replaces and deletes", async () => {
    const { client } = await start();
    const { webhooks } = client.realtimeKit;
    const { data: made } = await webhooks.createWebhook(app_id, { account_id, ...hook });
    const { id, created_at, updated_at, ...body } = made;
    expect(body).toStrictEqual({ ...hook, enabled: true });
    expect(created_at).toBe(updated_at);
    expect((await webhooks.getWebhooks(app_id, { account_id })).data).toStrictEqual([made]);

    const { data: changed } = await webhooks.editWebhook(id, { ...inApp, enabled: false });
    expect(changed).toStrictEqual({ ...made, enabled: false, updated_at: changed.updated_at });
    const replacement = { ...hook, name: "new", events: ["meeting.ended" as const] };
    const { data: replaced } = await webhooks.replaceWebhook(id, { ...inApp, ...replacement });
    expect(replaced).toStrictEqual({
      ...made,
      ...replacement,
      enabled: true,
      updated_at: replaced.updated_at,
    });
    expect((await webhooks.getWebhookByID(id, inApp)).data).toStrictEqual(replaced);

    expect((await webhooks.deleteWebhook(id, inApp)).data).toStrictEqual(replaced);
    await kitRefusal(webhooks.getWebhookByID(id, inApp), 404);
    await kitRefusal(webhooks.editWebhook(id, { ...inApp, enabled: true }), 404);
    await kitRefusal(webhooks.deleteWebhook(id, inApp), 404);
    expect((await webhooks.getWebhooks(app_id, { account_id })).data).toStrictEqual([]);
  });

  it("refuses unknown events, a URL that is none and missing fields", async () => {
    const { client } = await start();
    const post = (body: unknown) => client.post(`${kit}/webhooks`, { body });
    const told = await kitRefusal(post({ url: "nowhere", events: ["meeting.exploded"] }), 422);
    const paths = told.split("; ").map((finding) => finding.split(":")[0]);
    expect(paths.sort()).toStrictEqual(["events.0", "name", "url"]);
    expect(await kitRefusal(post({ ...hook, events: [] }), 422)).toMatch(/^events: /);
  });
});
