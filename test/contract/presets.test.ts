import { account_id, app_id, kit, kitRefusal, preset, startPerTest } from "./harness.ts";

const start = startPerTest();

const inApp = { account_id, app_id };

describe("presets", () => {
  it("creates with 201 and gives back what was sent, and a simulcast that was not", async () => {
    const { client } = await start();
    const sent = preset("host");
    const params = { account_id, ...sent };
    expect((await client.realtimeKit.presets.create(app_id, params).asResponse()).status).toBe(201);
    const [listed] = (await client.realtimeKit.presets.get(app_id, { account_id })).data;
    const { data } = await client.realtimeKit.presets.getPresetByID(listed?.id ?? "", inApp);
    const { id, created_at, updated_at, ...body } = data;
    expect(listed).toStrictEqual({ id, name: "host", created_at, updated_at });
    const video = { ...sent.config.media.video, simulcast: false };
    const media = { ...sent.config.media, video };
    expect(body).toStrictEqual({ ...sent, config: { ...sent.config, media } });
  });

  it("takes the ui.config_diff that the live service wants, and requires it on request", async () => {
    const { client, control } = await start();
    const post = (body: unknown) =>
      client.post<{ data: { ui: object } }>(`${kit}/presets`, { body });
    const sent = preset("host");
    const ui = { ...sent.ui, config_diff: {} };
    await control.quirks({ presetNeedsConfigDiff: true });
    expect(await kitRefusal(post(sent), 422)).toMatch(/^ui\.config_diff: /);
    expect((await post({ ...sent, ui })).data.ui).toStrictEqual(ui);
    await control.quirks({ presetNeedsConfigDiff: false });
    expect((await post({ ...sent, name: "other" })).data.ui).toStrictEqual(sent.ui);
  });

  it("names every wrong value by its path", async () => {
    const { client } = await start();
    const { permissions, ...rest } = preset("host");
    const colors = { ...rest.ui.design_tokens.colors, text: "blue" };
    const body = {
      ...rest,
      colour: "red",
      config: { ...rest.config, max_video_streams: { desktop: "9", mobile: 6 }, view_type: "TV" },
      permissions: { ...permissions, kick_participant: undefined, stage_access: "YES" },
      ui: { design_tokens: { ...rest.ui.design_tokens, colors } },
    };
    const told = await kitRefusal(client.post(`${kit}/presets`, { body }), 422);
    const paths = told.split("; ").map((finding) => finding.split(":")[0]);
    expect(paths.sort()).toStrictEqual([
      "colour",
      "config.max_video_streams.desktop",
      "config.view_type",
      "permissions.kick_participant",
      "permissions.stage_access",
      "ui.design_tokens.colors.text",
    ]);
    expect((await client.realtimeKit.presets.get(app_id, { account_id })).data).toStrictEqual([]);
  });

  it("answers 409 for a name that is taken, by POST, PATCH and PUT", async () => {
    const { client } = await start();
    const { presets } = client.realtimeKit;
    await presets.create(app_id, { account_id, ...preset("host") });
    const { data: other } = await presets.create(app_id, { account_id, ...preset("viewer") });
    const taken = (call: Promise<unknown>) => kitRefusal(call, 409);
    expect(await taken(presets.create(app_id, { account_id, ...preset("host") }))).toMatch(
      /"host"/,
    );
    await taken(presets.update(other.id, { ...inApp, name: "host" }));
    await taken(presets.replacePresetByID(other.id, { ...inApp, ...preset("host") }));
    expect((await presets.getPresetByID(other.id, inApp)).data.name).toBe("viewer");
    // Its own name is not taken.
    await presets.replacePresetByID(other.id, { ...inApp, ...preset("viewer") });
  });

  it("PATCH changes what is sent at any depth and leaves the rest; its answer lacks the id", async () => {
    const { client, control } = await start();
    const { presets } = client.realtimeKit;
    const { data: made } = await presets.create(app_id, { account_id, ...preset("host") });
    const change = {
      name: "renamed",
      permissions: { chat: { public: { files: false } } },
      config: { max_video_streams: { mobile: 4 } },
    };
    const { data: answer } = await presets.update(made.id, { ...inApp, ...change });
    expect("id" in answer).toBe(false);
    const { data: read } = await presets.getPresetByID(made.id, inApp);
    expect({ ...answer, id: made.id }).toStrictEqual(read);
    const expected = structuredClone(made);
    expected.name = "renamed";
    expected.permissions.chat.public.files = false;
    expected.config.max_video_streams.mobile = 4;
    expect(read).toStrictEqual({ ...expected, updated_at: read.updated_at });
    expect(read.updated_at >= made.updated_at).toBe(true);

    await control.quirks({ presetPatchOmitsId: false });
    expect((await presets.update(made.id, inApp)).data.id).toBe(made.id);
  });

  it("PATCH refuses what would not be valid as a whole, and changes nothing then", async () => {
    const { client } = await start();
    const { data: made } = await client.realtimeKit.presets.create(app_id, {
      account_id,
      ...preset("host"),
    });
    const body = { name: "x", config: { max_screenshare_count: -1, extra: 1 } };
    const told = await kitRefusal(client.patch(`${kit}/presets/${made.id}`, { body }), 422);
    expect(told).toMatch(/config\.max_screenshare_count: /);
    expect(told).toMatch(/config\.extra: unknown field/);
    expect((await client.realtimeKit.presets.getPresetByID(made.id, inApp)).data).toStrictEqual(
      made,
    );
  });

  it("PUT replaces the whole: what it leaves out is gone", async () => {
    const { client, control } = await start({ quirks: { presetEchoesSimulcast: false } });
    const { presets } = client.realtimeKit;
    const sent = preset("host");
    sent.permissions.stage_enabled = true;
    const { data: made } = await presets.create(app_id, { account_id, ...sent });
    expect(made.permissions.stage_enabled).toBe(true);
    const { data } = await presets.replacePresetByID(made.id, { ...inApp, ...preset("host") });
    expect("stage_enabled" in data.permissions).toBe(false);
    expect("simulcast" in data.config.media.video).toBe(false);
    expect([data.id, data.created_at]).toStrictEqual([made.id, made.created_at]);
    const body = { ...preset("host"), ui: undefined };
    const call = client.put(`${kit}/presets/${made.id}`, { body });
    expect(await kitRefusal(call, 422)).toMatch(/^ui: /);

    await control.quirks({ presetEchoesSimulcast: true });
    const { data: echoed } = await presets.getPresetByID(made.id, inApp);
    expect(echoed.config.media.video.simulcast).toBe(false);
  });

  it("deletes one, answers it, and knows it no more", async () => {
    const { client } = await start();
    const { presets } = client.realtimeKit;
    const { data: made } = await presets.create(app_id, { account_id, ...preset("host") });
    expect((await presets.delete(made.id, inApp)).data).toStrictEqual(made);
    await kitRefusal(presets.getPresetByID(made.id, inApp), 404);
    await kitRefusal(presets.update(made.id, inApp), 404);
    await kitRefusal(presets.delete(made.id, inApp), 404);
    // The name is free again.
    await presets.create(app_id, { account_id, ...preset("host") });
  });

  it("pages and searches the list", async () => {
    const { client } = await start();
    const { presets } = client.realtimeKit;
    for (const name of ["host", "viewer", "co-host"]) {
      await presets.create(app_id, { account_id, ...preset(name) });
    }
    const second = await presets.get(app_id, { account_id, per_page: 2, page_no: 2 });
    expect(second.data.map(({ name }) => name)).toStrictEqual(["co-host"]);
    expect(second.paging).toStrictEqual({ total_count: 3, start_offset: 3, end_offset: 3 });
    const found = await presets.get(app_id, { account_id, search: "HOST" });
    expect(found.paging.total_count).toBe(2);
  });
});
