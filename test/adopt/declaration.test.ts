import assert from "node:assert/strict";
import { declarationOf } from "../../cli/adopt/declaration.ts";
import { brandShades } from "../../provider/resources/preset/colours.ts";
import { merge, without } from "../../provider/schema/compare.ts";
import { liveInput } from "../../provider/resources/live-input/definition.ts";
import { preset } from "../../provider/resources/preset/definition.ts";
import { templates } from "../../provider/resources/preset/templates.ts";
import { restreamTarget } from "../../provider/resources/restream-target/definition.ts";

type Plain = Record<string, unknown>;

/** A preset as the API has it. */
function declared(held: Plain) {
  return declarationOf(preset, { name: "p", ...held }, { adopt: "id", name: "p", ...held });
}

const base = (template: keyof typeof templates, over: Plain = {}) =>
  merge({ ...templates[template]() }, over) as Plain;

describe("a preset in few words", () => {
  for (const template of Object.keys(templates) as (keyof typeof templates)[])
    it(`is its template's name where it is like ${template}`, () => {
      expect(declared(base(template))).toStrictEqual({
        args: { adopt: "id", name: "p", template },
        secrets: [],
        changes: [],
      });
    });

  it("says what differs from the closest template, and no more", () => {
    const held = base("moderator", {
      config: { maxScreenshareCount: 2 },
      permissions: { canRecord: true, plugins: { config: { a: { accessControl: "VIEW_ONLY" } } } },
    });
    expect(declared(held)).toStrictEqual({
      args: {
        ...{ adopt: "id", name: "p", template: "moderator" },
        config: { maxScreenshareCount: 2 },
        permissions: { canRecord: true, plugins: { config: { a: "VIEW_ONLY" } } },
      },
      secrets: [],
      changes: [],
    });
  });

  it("gives one colour for its shades, and no text that follows from it", () => {
    const colors = { brand: brandShades("#f38020"), textOnBrand: "#000000" };
    const { args } = assertDeclared(declared(base("viewer", { ui: { designTokens: { colors } } })));
    expect(args.ui).toStrictEqual({ designTokens: { colors: { brand: "#f38020" } } });
  });

  it("keeps a text that nobody could read", () => {
    const colors = { text: "#252525" };
    const { args } = assertDeclared(declared(base("viewer", { ui: { designTokens: { colors } } })));
    const kept = { ...colors, videoBg: "#1c1c1c" };
    expect(args.ui).toStrictEqual({ designTokens: { colors: kept } });
  });

  it("says what its template has no word for, unless it is off", () => {
    const video = { simulcast: true };
    const held = (over: Plain) => base("viewer", { config: over });
    const on = declared(held({ media: { video }, livestreamViewerQualities: [720] }));
    expect(assertDeclared(on).args.config).toStrictEqual({
      media: { video },
      livestreamViewerQualities: [720],
    });
    const off = { media: { video: { simulcast: false } }, livestreamViewerQualities: null };
    expect(assertDeclared(declared(held(off))).args.config).toBeUndefined();
  });

  it("tells what taking it over changes: what cannot be declared, and what it lacks", () => {
    const colors = { danger: "#ff2d2dcc" };
    const whole = base("host", { ui: { designTokens: { colors } } });
    const gone = { permissions: { stageEnabled: true } };
    const held = without(whole, gone, { permissions: {} }) as Plain;
    expect(assertDeclared(declared(held)).changes).toStrictEqual([
      { path: "permissions.stageEnabled", from: undefined, to: true },
      { path: "ui.designTokens.colors.danger", from: "#ff2d2dcc", to: "#ff2d2d" },
    ]);
  });
});

describe("other declarations", () => {
  it("leave out what is a default", () => {
    const held = {
      displayName: "Main Stage",
      enabled: true,
      preferLowLatency: false,
      recording: { mode: "automatic", timeoutSeconds: 0, requireSignedUrls: false },
    };
    expect(
      assertDeclared(declarationOf(liveInput, held, { adopt: "id", ...held })).args,
    ).toStrictEqual({
      adopt: "id",
      displayName: "Main Stage",
      recording: { mode: "automatic" },
    });
  });

  it("have their secrets apart, an address that opens a door among them", () => {
    const held = {
      ...{ liveInputId: "hub", streamKey: "the key" },
      url: "srt://example.com:9000?passphrase=xyz",
    };
    const made = assertDeclared(declarationOf(restreamTarget, held, { adopt: "id", ...held }));
    expect(made.args).toStrictEqual({ adopt: "id", liveInputId: "hub" });
    expect(made.secrets).toStrictEqual([
      { path: ["streamKey"], value: "the key" },
      { path: ["url"], value: held.url },
    ]);
  });

  it("are none where the schema refuses what the API has, and say why without the key", () => {
    const held = { liveInputId: "hub", streamKey: "the-key", url: "rtmp://example.com/the-key" };
    expect(declarationOf(restreamTarget, held, { adopt: "id", ...held })).toStrictEqual({
      reason: "url: contains the stream key; set the key in streamKey only, where it is secret",
    });
  });
});

function assertDeclared(made: ReturnType<typeof declarationOf>) {
  assert.ok(!("reason" in made), JSON.stringify(made));
  return made;
}
