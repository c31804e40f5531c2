import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { account_id, app_id, kit, kitRefusal, preset, start } from "./harness.ts";

const inApp = { account_id, app_id };

describe("presets", () => {
  it("creates with 201 and gives back what was sent, and a simulcast that was not", async (t) => {
    const { client } = await start(t);
    const sent = preset("host");
    const params = { account_id, ...sent };
    assert.equal(
      (await client.realtimeKit.presets.create(app_id, params).asResponse()).status,
      201,
    );
    const [listed] = (await client.realtimeKit.presets.get(app_id, { account_id })).data;
    const { data } = await client.realtimeKit.presets.getPresetByID(listed?.id ?? "", inApp);
    const { id, created_at, updated_at, ...body } = data;
    assert.deepEqual(listed, { id, name: "host", created_at, updated_at });
    const video = { ...sent.config.media.video, simulcast: false };
    const media = { ...sent.config.media, video };
    assert.deepEqual(body, { ...sent, config: { ...sent.config, media } });
  });

  it("takes the ui.config_diff that the live service wants, and requires it on request", async (t) => {
    const { client, control } = await start(t);
    const post = (body: unknown) =>
      client.post<{ data: { ui: object } }>(`${kit}/presets`, { body });
    const sent = preset("host");
    const ui = { ...sent.ui, config_diff: {} };
    await control.quirks({ presetNeedsConfigDiff: true });
    assert.match(await kitRefusal(post(sent), 422), /^ui\.config_diff: /);
    assert.deepEqual((await post({ ...sent, ui })).data.ui, ui);
    await control.quirks({ presetNeedsConfigDiff: false });
    assert.deepEqual((await post({ ...sent, name: "other" })).data.ui, sent.ui);
  });

  it("names every wrong value by its path", async (t) => {
    const { client } = await start(t);
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
    assert.deepEqual(paths.sort(), [
      "colour",
      "config.max_video_streams.desktop",
      "config.view_type",
      "permissions.kick_participant",
      "permissions.stage_access",
      "ui.design_tokens.colors.text",
    ]);
    assert.deepEqual((await client.realtimeKit.presets.get(app_id, { account_id })).data, []);
  });

  it("answers 409 for a name that is taken, by POST, PATCH and PUT", async (t) => {
    const { client } = await start(t);
    const { presets } = client.realtimeKit;
    await presets.create(app_id, { account_id, ...preset("host") });
    const { data: other } = await presets.create(app_id, { account_id, ...preset("viewer") });
    const taken = (call: Promise<unknown>) => kitRefusal(call, 409);
    assert.match(await taken(presets.create(app_id, { account_id, ...preset("host") })), /"host"/);
    await taken(presets.update(other.id, { ...inApp, name: "host" }));
    await taken(presets.replacePresetByID(other.id, { ...inApp, ...preset("host") }));
    assert.equal((await presets.getPresetByID(other.id, inApp)).data.name, "viewer");
    // Its own name is not taken.
    await presets.replacePresetByID(other.id, { ...inApp, ...preset("viewer") });
  });

  it("PATCH changes what is sent at any depth and leaves the rest; its answer lacks the id", async (t) => {
    const { client, control } = await start(t);
    const { presets } = client.realtimeKit;
    const { data: made } = await presets.create(app_id, { account_id, ...preset("host") });
    const change = {
      name: "renamed",
      permissions: { chat: { public: { files: false } } },
      config: { max_video_streams: { mobile: 4 } },
    };
    const { data: answer } = await presets.update(made.id, { ...inApp, ...change });
    assert.equal("id" in answer, false);
    const { data: read } = await presets.getPresetByID(made.id, inApp);
    assert.deepEqual({ ...answer, id: made.id }, read);
    const expected = structuredClone(made);
    expected.name = "renamed";
    expected.permissions.chat.public.files = false;
    expected.config.max_video_streams.mobile = 4;
    assert.deepEqual(read, { ...expected, updated_at: read.updated_at });
    assert.equal(read.updated_at >= made.updated_at, true);

    await control.quirks({ presetPatchOmitsId: false });
    assert.equal((await presets.update(made.id, inApp)).data.id, made.id);
  });

  it("PATCH refuses what would not be valid as a whole, and changes nothing then", async (t) => {
    const { client } = await start(t);
    const { data: made } = await client.realtimeKit.presets.create(app_id, {
      account_id,
      ...preset("host"),
    });
    const body = { name: "x", config: { max_screenshare_count: -1, extra: 1 } };
    const told = await kitRefusal(client.patch(`${kit}/presets/${made.id}`, { body }), 422);
    assert.match(told, /config\.max_screenshare_count: /);
    assert.match(told, /config\.extra: unknown field/);
    assert.deepEqual((await client.realtimeKit.presets.getPresetByID(made.id, inApp)).data, made);
  });

  it("PUT replaces the whole: what it leaves out is gone", async (t) => {
    const { client, control } = await start(t, { quirks: { presetEchoesSimulcast: false } });
    const { presets } = client.realtimeKit;
    const sent = preset("host");
    sent.permissions.stage_enabled = true;
    const { data: made } = await presets.create(app_id, { account_id, ...sent });
    assert.equal(made.permissions.stage_enabled, true);
    const { data } = await presets.replacePresetByID(made.id, { ...inApp, ...preset("host") });
    assert.equal("stage_enabled" in data.permissions, false);
    assert.equal("simulcast" in data.config.media.video, false);
    assert.deepEqual([data.id, data.created_at], [made.id, made.created_at]);
    const body = { ...preset("host"), ui: undefined };
    const call = client.put(`${kit}/presets/${made.id}`, { body });
    assert.match(await kitRefusal(call, 422), /^ui: /);

    await control.quirks({ presetEchoesSimulcast: true });
    const { data: echoed } = await presets.getPresetByID(made.id, inApp);
    assert.equal(echoed.config.media.video.simulcast, false);
  });

  it("deletes one, answers it, and knows it no more", async (t) => {
    const { client } = await start(t);
    const { presets } = client.realtimeKit;
    const { data: made } = await presets.create(app_id, { account_id, ...preset("host") });
    assert.deepEqual((await presets.delete(made.id, inApp)).data, made);
    await kitRefusal(presets.getPresetByID(made.id, inApp), 404);
    await kitRefusal(presets.update(made.id, inApp), 404);
    await kitRefusal(presets.delete(made.id, inApp), 404);
    // The name is free again.
    await presets.create(app_id, { account_id, ...preset("host") });
  });

  it("pages and searches the list", async (t) => {
    const { client } = await start(t);
    const { presets } = client.realtimeKit;
    for (const name of ["host", "viewer", "co-host"]) {
      await presets.create(app_id, { account_id, ...preset(name) });
    }
    const second = await presets.get(app_id, { account_id, per_page: 2, page_no: 2 });
    assert.deepEqual(
      second.data.map(({ name }) => name),
      ["co-host"],
    );
    assert.deepEqual(second.paging, { total_count: 3, start_offset: 3, end_offset: 3 });
    const found = await presets.get(app_id, { account_id, search: "HOST" });
    assert.equal(found.paging.total_count, 2);
  });
});
