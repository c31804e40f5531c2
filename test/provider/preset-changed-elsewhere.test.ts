import assert from "node:assert/strict";
import { preset as definition } from "../../provider/resources/preset/definition.ts";
import { omit } from "../support/omit.ts";
import { KIT, type Plain, worldPerTest } from "./host.ts";
import { edit, held, look, OTHER, PLUGIN, plugins } from "./presets.ts";

const world = worldPerTest();

describe("what nobody declared", () => {
  it("stays through an update: fields that the server or somebody else has added", async () => {
    const w = await world();
    const made = await w.program().create({ definition });
    await edit(w, made, {
      config: { media: { video: { simulcast: true }, audio: { enable_stereo: true } } },
      permissions: { plugins: { config: { [OTHER]: { access_control: "FULL_ACCESS" } } } },
      ui: { design_tokens: { logo: "https://theirs.example.com/a.png" }, config_diff: { a: 1 } },
    });
    await w.program().update(made, { definition, declared: { permissions: { canRecord: true } } });
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
    const made = await w.program().create({ definition });
    await edit(w, made, {
      config: { media: { video: { simulcast: true } } },
      permissions: { plugins: { config: { [OTHER]: { access_control: "FULL_ACCESS" } } } },
      ui: { design_tokens: { logo: "https://theirs.example.com/a.png" } },
    });
    const { inputs, props } = await w.program().read(definition, made.id, made.props);
    expect(inputs).toBeUndefined();
    expect(props).toStrictEqual(made.props);
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
      const made = await w.program().create({ definition, declared });
      const before = await held(w, made);
      await edit(w, made, over);
      const drifted = await w.program().refresh(definition, made);
      assert.ok(drifted);
      const changed = Object.keys(made.props).filter((each) => {
        return JSON.stringify(drifted.props[each]) !== JSON.stringify(made.props[each]);
      });
      expect(changed).toStrictEqual([key]);
      expect(await w.program().update(drifted, { definition, declared })).toStrictEqual(made);
      expect({ ...(await held(w, made)), updated_at: "" }).toStrictEqual({
        ...before,
        updated_at: "",
      });
    });
  }

  it("shows where somebody took the logo and the plugin away", async () => {
    const w = await world();
    const made = await w.program().create({ definition, declared });
    const { permissions, ui, config, name } = await held(w, made);
    const tokens = omit(ui.design_tokens, "logo");
    await w.api("PUT", `${KIT}/presets/${made.id}`, {
      ...{ name, config },
      permissions: { ...permissions, plugins: { ...permissions.plugins, config: {} } },
      ui: { ...ui, design_tokens: tokens },
    });
    const drifted = await w.program().refresh(definition, made);
    assert.ok(drifted);
    expect(drifted.props.ui).not.toStrictEqual(made.props.ui);
    expect(drifted.props.permissions).not.toStrictEqual(made.props.permissions);
    await w.program().update(drifted, { definition, declared });
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
      .create({ definition, declared: look({ colors: { text: "#abcdef" } }) });
    await edit(w, made, { ui: { design_tokens: { colors: { text: "#ABCDEF" } } } });
    const { inputs, props } = await w.program().read(definition, made.id, made.props);
    expect(inputs).toBeUndefined();
    expect(props).toStrictEqual(made.props);
    const upper = look({ colors: { text: "#ABCDEF" } });
    const plan = await w.program().plan(made, { definition, declared: upper });
    expect(plan).toStrictEqual({ changes: false, replaces: [] });
  });
});

describe("an automatic name that somebody has changed", () => {
  it("is restored, even where the next refresh found something else as well", async () => {
    const w = await world();
    const made = await w.program().create({ definition });
    await edit(w, made, { name: "theirs" });
    const once = await w.program().refresh(definition, made);
    assert.ok(once);
    await edit(w, made, { config: { max_screenshare_count: 1 } });
    const twice = await w.program().refresh(definition, once);
    assert.ok(twice);
    expect(twice.props.name).toBe("theirs");
    // What somebody made of it must not become an input, nor what is kept of it.
    expect(Object.keys(twice.inputs).sort()).toStrictEqual(Object.keys(made.inputs).sort());
    await w.program().update(twice, { definition });
    const { name } = await held(w, made);
    expect(name).toBe(made.props.name);
  });
});
