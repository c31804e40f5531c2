/** A preset's own fields, declared over its template, as the API sees them: short forms arrive whole, and what is taken out returns. */
import assert from "node:assert/strict";
import type { PresetCreateParams } from "cloudflare/resources/realtime-kit/presets";
import { backgroundShades, brandShades } from "../../provider/resources/preset/colours.ts";
import { preset as definition } from "../../provider/resources/preset/definition.ts";
import { templates } from "../../provider/resources/preset/templates.ts";
import { failure, KIT, type Plain, worldPerTest } from "./host.ts";

const world = worldPerTest();

const PLUGINS = ["ff7e7fbd-1e5b-4e0a-a0e9-1f3f7a3c9f2b", "0f0a3d9c-2f57-4c37-a2c4-6d5a0f9c11aa"];

/** A world with a preset in it, and how the API holds that. */
async function made(declared: Plain) {
  const w = await world({ quirks: { presetEchoesSimulcast: false } });
  const state = await w.program().create({ definition, declared });
  const held = async () =>
    (await w.api("GET", `${KIT}/presets/${state.id}`)) as Omit<PresetCreateParams, "account_id">;
  return { w, state, held };
}

/** One of each group of the livestreaming page, each other than the template's. */
const declared = {
  template: "guest",
  config: {
    viewType: "WEBINAR",
    maxVideoStreams: { desktop: 7, mobile: 8 },
    maxScreenshareCount: 3,
    media: {
      video: { frameRate: 24, quality: "fhd", simulcast: true },
      screenshare: { frameRate: 5, quality: "uhd" },
      audio: { enableHighBitrate: true, enableStereo: true },
    },
    livestreamViewerQualities: [360, 720],
  },
  permissions: {
    kickParticipant: true,
    canLivestream: true,
    stageAccess: "NOT_ALLOWED",
    media: { audio: { canProduce: "NOT_ALLOWED" } },
    waitingRoomType: "SKIP_ON_ACCEPT",
    chat: { public: { text: false }, private: { canReceive: true } },
    polls: { canCreate: true },
    plugins: {
      canStart: true,
      config: {
        [PLUGINS[0] ?? ""]: "VIEW_ONLY",
        [PLUGINS[1] ?? ""]: { accessControl: "FULL_ACCESS" },
      },
    },
  },
  ui: {
    designTokens: {
      logo: "https://example.com/logo.png",
      theme: "light",
      googleFont: "Inter",
      fontFamily: "Inter",
      borderRadius: "circular",
      borderWidth: "fat",
      spacingBase: 8,
      colors: { brand: "#FFCC00", background: "#fafafa", danger: "#F00" },
    },
  },
};

describe("a preset's own fields", () => {
  it("reach the API whole, group by group", async () => {
    const { held } = await made(declared);
    const { config, permissions, ui } = await held();
    expect(config).toStrictEqual({
      view_type: "WEBINAR",
      max_video_streams: { desktop: 7, mobile: 8 },
      max_screenshare_count: 3,
      media: {
        video: { frame_rate: 24, quality: "fhd", simulcast: true },
        screenshare: { frame_rate: 5, quality: "uhd" },
        audio: { enable_high_bitrate: true, enable_stereo: true },
      },
      livestream_viewer_qualities: [360, 720],
    });
    const { kick_participant, can_livestream, stage_access, waiting_room_type } = permissions;
    expect([kick_participant, can_livestream, stage_access, waiting_room_type]).toStrictEqual([
      true,
      true,
      "NOT_ALLOWED",
      "SKIP_ON_ACCEPT",
    ]);
    expect(permissions.media).toStrictEqual({
      audio: { can_produce: "NOT_ALLOWED" },
      screenshare: { can_produce: "CAN_REQUEST" },
      video: { can_produce: "CAN_REQUEST" },
    });
    expect(permissions.chat).toStrictEqual({
      public: { can_send: true, text: false, files: false },
      private: { can_send: false, can_receive: true, text: false, files: false },
    });
    expect(permissions.polls).toStrictEqual({ can_create: true, can_view: true, can_vote: true });
    expect(permissions.plugins).toStrictEqual({
      can_start: true,
      can_close: false,
      can_edit_config: false,
      config: {
        [PLUGINS[0] ?? ""]: { access_control: "VIEW_ONLY" },
        [PLUGINS[1] ?? ""]: { access_control: "FULL_ACCESS" },
      },
    });
    expect(ui.design_tokens).toStrictEqual({
      logo: "https://example.com/logo.png",
      theme: "light",
      google_font: "Inter",
      font_family: "Inter",
      border_radius: "circular",
      border_width: "fat",
      spacing_base: 8,
      colors: {
        brand: brandShades("#ffcc00"),
        background: backgroundShades("#fafafa"),
        text: "#111111",
        text_on_brand: "#000000",
        video_bg: "#dadada",
        success: "#62a504",
        warning: "#ffcd07",
        danger: "#ff0000",
      },
    });
  });

  it("leave the next update and a refresh empty", async () => {
    const { w, state } = await made(declared);
    const next = w.program();
    expect(await next.plan(state, { definition, declared })).toStrictEqual({
      changes: false,
      replaces: [],
    });
    const { inputs, props } = await next.read(definition, state.id, state.props);
    expect(inputs).toBeUndefined();
    expect(props).toStrictEqual(state.props);
  });

  it("say the same in their other form, short or whole: no change", async () => {
    const { w, state } = await made(declared);
    const colors = { brand: brandShades("#fc0"), background: "#FAFAFA", danger: "#ff0000" };
    const other = { ...declared, ui: { designTokens: { ...declared.ui.designTokens, colors } } };
    expect(await w.program().plan(state, { definition, declared: other })).toStrictEqual({
      changes: false,
      replaces: [],
    });
  });

  it("are the same however the API writes a colour", async () => {
    const { w, state } = await made(declared);
    await w.api("PATCH", `${KIT}/presets/${state.id}`, {
      ui: { design_tokens: { colors: { danger: "#F00", brand: { 500: "#FFCC00" } } } },
    });
    expect((await w.program().read(definition, state.id, state.props)).props).toStrictEqual(
      state.props,
    );
  });

  it("are put right in place where somebody else has changed a shade", async () => {
    const { w, state, held } = await made(declared);
    await w.api("PATCH", `${KIT}/presets/${state.id}`, {
      ui: { design_tokens: { colors: { brand: { 300: "#000000" } } } },
    });
    const drifted = await w.program().refresh(definition, state);
    assert.ok(drifted);
    await w.program().update(drifted, { definition, declared });
    expect((await held()).ui.design_tokens.colors.brand).toStrictEqual(brandShades("#ffcc00"));
  });
});

describe("a field that is taken out of the declaration", () => {
  const without: [
    what: string,
    left: Plain,
    at: (held: PresetCreateParams) => unknown,
    then: unknown,
  ][] = [
    [
      "people on screen",
      { ...declared, config: { ...declared.config, maxVideoStreams: { desktop: 7 } } },
      ({ config }) => config.max_video_streams,
      { desktop: 7, mobile: 6 },
    ],
    [
      "a plugin",
      {
        ...declared,
        permissions: { ...declared.permissions, plugins: { canStart: true } },
      },
      ({ permissions }) => permissions.plugins.config,
      {},
    ],
    [
      "a logo, a font, the colours",
      { ...declared, ui: { designTokens: { theme: "dark" } } },
      ({ ui }) => ui.design_tokens,
      {
        theme: "dark",
        border_radius: "rounded",
        border_width: "thin",
        spacing_base: 4,
        colors: {
          brand: { 300: "#497cfd", 400: "#356efd", 500: "#2160fd", 600: "#0d51fd", 700: "#0246fd" },
          background: {
            600: "#4a4a4a",
            700: "#3e3e3e",
            800: "#323232",
            900: "#2f2f2f",
            1000: "#252525",
          },
          text: "#f5f5f5",
          text_on_brand: "#ffffff",
          video_bg: "#1c1c1c",
          success: "#62a504",
          warning: "#ffcd07",
          danger: "#ff2d2d",
        },
      },
    ],
    [
      "every permission",
      { ...declared, permissions: {} },
      ({ permissions }) => [
        permissions.kick_participant,
        permissions.stage_access,
        permissions.polls.can_create,
      ],
      [false, "CAN_REQUEST", false],
    ],
  ];
  for (const [what, left, at, then] of without) {
    it(`shows in the diff and returns to the template's value: ${what}`, async () => {
      const { w, state, held } = await made(declared);
      expect(at((await held()) as PresetCreateParams)).not.toStrictEqual(then);
      // `update` fails unless the diff shows a change in place.
      await w.program().update(state, { definition, declared: left });
      expect(at((await held()) as PresetCreateParams)).toStrictEqual(then);
    });
  }

  it("is the template that it returns to, which changes in place as well", async () => {
    const { w, state, held } = await made({ template: "host" });
    expect((await held()).permissions.can_livestream).toBe(true);
    for (const template of ["moderator", "speaker", "guest", "viewer"] as const) {
      await w.program().update(state, { definition, declared: { template } });
      const { permissions } = await held();
      const { stageAccess, kickParticipant } = templates[template]().permissions;
      expect([
        permissions.can_livestream,
        permissions.stage_access,
        permissions.kick_participant,
      ]).toStrictEqual([false, stageAccess, kickParticipant]);
    }
  });
});

describe("an API whose PUT keeps what is left out", () => {
  it("is an error that names the field, rather than a field that stays unseen", async () => {
    const { w, state } = await made({
      ui: { designTokens: { logo: "https://example.com/a.png" } },
    });
    await w.control.quirks({ presetPutLeftOut: "kept" });
    expect(await failure(w.program().update(state, { definition, declared: {} }))).toBe(
      "ui.designTokens.logo: the API keeps the value of this field although it is no longer set; set it to the value that you want",
    );
    // Any other change is made.
    const declared = { ui: { designTokens: { logo: "https://example.com/b.png" } } };
    const changed = await w.program().update(state, { definition, declared });
    expect((await w.program().plan(changed, { definition, declared })).changes).toBe(false);
  });
});
