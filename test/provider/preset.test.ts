import assert from "node:assert/strict";
import { presetBody } from "../../emulator/preset-schema.ts";
import { merge } from "../../provider/mechanism/compare.ts";
import { preset as kind } from "../../provider/preset.ts";
import { presetSchema } from "../../provider/preset/schema.ts";
import { toWire } from "../../provider/mechanism/wire.ts";
import {
  ACCOUNT,
  APP,
  failure,
  KIT,
  type Plain,
  type State,
  type World,
  worldPerTest,
} from "./host.ts";
import { listed } from "../support/caller.ts";
import { omit } from "../support/omit.ts";

const world = worldPerTest();

const PLUGIN = "ff7e7fbd-1e5b-4e0a-a0e9-1f3f7a3c9f2b";
const OTHER = "0d6e2c1a-9a53-4c0f-8f5e-2b8f3c1d4e5f";
const plugins = (config: Plain) => ({ permissions: { plugins: { config } } });
const look = (designTokens: Plain) => ({ ui: { designTokens } });

interface Held {
  id: string;
  created_at: string;
  updated_at: string;
  name: string;
  config: Plain & { media: { video: Plain } };
  permissions: Plain & { plugins: { config: Plain } };
  ui: Plain & { design_tokens: Plain & { colors: Plain } };
}

const held = (w: World, { id }: Pick<State, "id">) =>
  w.api("GET", `${KIT}/presets/${id}`) as Promise<Held>;

/** What of a preset was sent. */
const bodyOf = (all: Held) => omit(all, "id", "created_at", "updated_at");

/** Somebody else changes the preset, whole, as the API asks for it. */
async function edit(w: World, made: State, over: Plain): Promise<void> {
  const body = bodyOf(await held(w, made));
  await w.api("PUT", `${KIT}/presets/${made.id}`, merge<unknown>(body, over));
}

describe("a preset's life", () => {
  it("begins with one list and one POST of what is declared, whole", async () => {
    const w = await world();
    const declared = { template: "host", ...plugins({ [PLUGIN]: { accessControl: "VIEW_ONLY" } }) };
    const made = await w.program().create({ kind, declared });
    expect(await w.requests()).toStrictEqual(["GET /presets 200", "POST /presets 201"]);
    const body = bodyOf(await held(w, made));
    const { config, permissions, ui } = made.inputs;
    const { name, __autoName } = made.props;
    expect([__autoName, "name" in made.inputs]).toStrictEqual([name, false]);
    const wire = toWire(presetSchema, { name, config, permissions, ui });
    await w.control.quirks({ presetEchoesSimulcast: false });
    const { config: sent } = await held(w, made);
    expect({ ...body, config: sent }).toStrictEqual(
      merge<unknown>(wire, { ui: { config_diff: {} } }),
    );
    expect(made.props).toStrictEqual({ ...made.inputs, name, __autoName });
    expect("config_diff" in presetBody.parse(body).ui).toBe(true);
  });

  it("goes on unchanged, and a refresh leaves what is stored, with no inputs", async () => {
    const w = await world();
    const declared = { template: "host", ...look({ colors: { text: "#ABCDEF" } }) };
    const made = await w.program().create({ kind, declared });
    const next = w.program();
    await w.requests();
    expect(await next.plan(made, { kind, declared })).toStrictEqual({
      changes: false,
      replaces: [],
    });
    expect(await w.requests()).toStrictEqual([]);
    const { inputs, props } = await next.read(kind, made.id, made.props);
    expect(inputs).toBeUndefined();
    expect(props).toStrictEqual(made.props);
    expect(await w.requests()).toStrictEqual([`GET /presets/${made.id} 200`]);
  });

  it("changes in place by a GET and a PUT", async () => {
    const w = await world();
    const made = await w.program().create({ kind });
    await w.requests();
    const declared = { name: "renamed", permissions: { canRecord: true } };
    const changed = await w.program().update(made, { kind, declared });
    expect(await w.requests()).toStrictEqual([
      // Whether the name is free.
      "GET /presets 200",
      `GET /presets/${made.id} 200`,
      `PUT /presets/${made.id} 200`,
    ]);
    const { name, permissions } = await held(w, made);
    expect([name, permissions.can_record]).toStrictEqual(["renamed", true]);
    expect(changed.props).toStrictEqual(changed.inputs);
    const same = { name: "renamed", permissions: { canRecord: false } };
    await w.requests();
    const back = await w.program().update(changed, { kind, declared: same });
    expect(await w.requests()).toStrictEqual([
      `GET /presets/${made.id} 200`,
      `PUT /presets/${made.id} 200`,
    ]);
    expect(back.props).toStrictEqual({ ...made.inputs, name: "renamed" });
  });

  it("is replaced for account and app, and for nothing else", async () => {
    const w = await world();
    const made = await w.program().create({ kind });
    for (const key of ["accountId", "appId", "adopt"]) {
      expect(await w.program().plan(made, { kind, declared: { [key]: "other" } })).toStrictEqual({
        changes: true,
        replaces: [key],
      });
    }
  });

  it("ends with a DELETE, and where it is gone already too", async () => {
    const w = await world();
    const made = await w.program().create({ kind });
    await w.program().remove(kind, made);
    expect(await listed(w, `${KIT}/presets`)).toStrictEqual([]);
    await w.requests();
    await w.program().remove(kind, made);
    expect(await w.requests()).toStrictEqual([
      `DELETE /presets/${made.id} 404`,
      // The list confirms that it is gone.
      "GET /presets 200",
    ]);
  });

  it("is gone where the API does not have it, and not where the app is not there", async () => {
    const w = await world();
    const made = await w.program().create({ kind });
    await w.api("DELETE", `${KIT}/presets/${made.id}`);
    expect(await w.program().read(kind, made.id, made.props)).toStrictEqual({ id: "" });
    expect(
      await failure(w.program().read(kind, made.id, { ...made.props, appId: "elsewhere" })),
    ).toBe(
      `GET /accounts/${ACCOUNT}/realtime/kit/elsewhere/presets answered 404: Unknown app elsewhere (code 404). ` +
        "The API does not know this: check realtimekit:accountId and realtimekit:appId.",
    );
  });

  it("is looked up by its id alone, whole", async () => {
    const w = await world();
    await w.control.quirks({ presetEchoesSimulcast: false });
    const made = await w.program().create({ kind });
    const { props } = await w.program().get(kind, made.id);
    const { config, permissions, ui, name } = made.props;
    expect(props).toStrictEqual({
      ...{ config, permissions, ui, name, accountId: ACCOUNT, appId: APP },
      __declaredBy: "project/stack/got",
      __provider: "the loader",
    });
  });
});

describe("what nobody declared", () => {
  it("stays through an update: fields that the server or somebody else has added", async () => {
    const w = await world();
    const made = await w.program().create({ kind });
    await edit(w, made, {
      config: { media: { video: { simulcast: true }, audio: { enable_stereo: true } } },
      permissions: { plugins: { config: { [OTHER]: { access_control: "FULL_ACCESS" } } } },
      ui: { design_tokens: { logo: "https://theirs.example.com/a.png" }, config_diff: { a: 1 } },
    });
    await w.program().update(made, { kind, declared: { permissions: { canRecord: true } } });
    const { config, permissions, ui } = await held(w, made);
    expect(permissions.can_record).toBe(true);
    expect(config.media.video.simulcast).toBe(true);
    expect(permissions.plugins.config).toStrictEqual({
      [OTHER]: { access_control: "FULL_ACCESS" },
    });
    expect(ui.design_tokens.logo).toBe("https://theirs.example.com/a.png");
    expect(ui.config_diff).toStrictEqual({ a: 1 });
  });

  it("is no drift", async () => {
    const w = await world();
    const made = await w.program().create({ kind });
    await edit(w, made, {
      config: { media: { video: { simulcast: true } } },
      permissions: { plugins: { config: { [OTHER]: { access_control: "FULL_ACCESS" } } } },
      ui: { design_tokens: { logo: "https://theirs.example.com/a.png" } },
    });
    const { inputs, props } = await w.program().read(kind, made.id, made.props);
    expect(inputs).toBeUndefined();
    expect(props).toStrictEqual(made.props);
  });
});

describe("what is no longer declared", () => {
  it("is taken out at the API: one plugin of two, the logo, a font, simulcast", async () => {
    const w = await world();
    const one = { [PLUGIN]: { accessControl: "VIEW_ONLY" } };
    const two = { ...one, [OTHER]: { accessControl: "FULL_ACCESS", handlesViewOnly: true } };
    const made = await w.program().create({
      kind,
      declared: {
        ...plugins(two),
        ...look({ logo: "https://example.com/a.png", googleFont: "Inter" }),
        config: { media: { video: { simulcast: true } } },
      },
    });
    await w.control.quirks({ presetEchoesSimulcast: false });
    const { permissions: before } = await held(w, made);
    expect(Object.keys(before.plugins.config).sort()).toStrictEqual([OTHER, PLUGIN].sort());

    await w.program().update(made, { kind, declared: plugins(one) });
    const { config, permissions, ui } = await held(w, made);
    expect(permissions.plugins.config).toStrictEqual({ [PLUGIN]: { access_control: "VIEW_ONLY" } });
    expect("logo" in ui.design_tokens).toBe(false);
    expect("google_font" in ui.design_tokens).toBe(false);
    expect("simulcast" in config.media.video).toBe(false);
  });

  it("is taken out below a plugin that stays", async () => {
    const w = await world();
    const declared = (handles: Plain) =>
      plugins({ [PLUGIN]: { accessControl: "VIEW_ONLY", ...handles } });
    const made = await w.program().create({ kind, declared: declared({ handlesViewOnly: true }) });
    await w.program().update(made, { kind, declared: declared({}) });
    const { permissions } = await held(w, made);
    expect(permissions.plugins.config).toStrictEqual({ [PLUGIN]: { access_control: "VIEW_ONLY" } });
  });
});

describe("a preset's drift", () => {
  const declared = {
    ...plugins({ [PLUGIN]: { accessControl: "VIEW_ONLY" } }),
    ...look({ logo: "https://example.com/a.png" }),
  };
  const EDITS: [what: string, over: Plain, key: string][] = [
    ["its name", { name: "theirs" }, "name"],
    ["a number", { config: { max_video_streams: { desktop: 1 } } }, "config"],
    ["an enum", { config: { view_type: "WEBINAR" } }, "config"],
    ["a permission", { permissions: { chat: { public: { text: false } } } }, "permissions"],
    [
      "a plugin's access",
      { permissions: { plugins: { config: { [PLUGIN]: { access_control: "FULL_ACCESS" } } } } },
      "permissions",
    ],
    ["the logo", { ui: { design_tokens: { logo: "https://theirs.example.com/" } } }, "ui"],
    ["a colour", { ui: { design_tokens: { colors: { text: "#123456" } } } }, "ui"],
  ];
  for (const [what, over, key] of EDITS) {
    it(`shows where somebody changed ${what}, and an update takes it back`, async () => {
      const w = await world();
      const made = await w.program().create({ kind, declared });
      const before = await held(w, made);
      await edit(w, made, over);
      const drifted = await w.program().refresh(kind, made);
      assert.ok(drifted);
      const changed = Object.keys(made.props).filter((each) => {
        return JSON.stringify(drifted.props[each]) !== JSON.stringify(made.props[each]);
      });
      expect(changed).toStrictEqual([key]);
      expect(await w.program().update(drifted, { kind, declared })).toStrictEqual(made);
      expect({ ...(await held(w, made)), updated_at: "" }).toStrictEqual({
        ...before,
        updated_at: "",
      });
    });
  }

  it("shows where somebody took the logo and the plugin away", async () => {
    const w = await world();
    const made = await w.program().create({ kind, declared });
    const { permissions, ui, config, name } = await held(w, made);
    const tokens = omit(ui.design_tokens, "logo");
    await w.api("PUT", `${KIT}/presets/${made.id}`, {
      ...{ name, config },
      permissions: { ...permissions, plugins: { ...permissions.plugins, config: {} } },
      ui: { ...ui, design_tokens: tokens },
    });
    const drifted = await w.program().refresh(kind, made);
    assert.ok(drifted);
    expect(drifted.props.ui).not.toStrictEqual(made.props.ui);
    expect(drifted.props.permissions).not.toStrictEqual(made.props.permissions);
    await w.program().update(drifted, { kind, declared });
    const again = await held(w, made);
    expect(again.ui.design_tokens.logo).toBe("https://example.com/a.png");
    expect(again.permissions.plugins.config).toStrictEqual({
      [PLUGIN]: { access_control: "VIEW_ONLY" },
    });
  });

  it("is none where only the case of a colour differs", async () => {
    const w = await world();
    const made = await w
      .program()
      .create({ kind, declared: look({ colors: { text: "#abcdef" } }) });
    await edit(w, made, { ui: { design_tokens: { colors: { text: "#ABCDEF" } } } });
    const { inputs, props } = await w.program().read(kind, made.id, made.props);
    expect(inputs).toBeUndefined();
    expect(props).toStrictEqual(made.props);
    const upper = look({ colors: { text: "#ABCDEF" } });
    const plan = await w.program().plan(made, { kind, declared: upper });
    expect(plan).toStrictEqual({ changes: false, replaces: [] });
  });
});
