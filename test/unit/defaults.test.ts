import { applyDefaults, split } from "../../provider/engine/check.ts";
import type { ResourceDefinition } from "../../provider/engine/definition.ts";
import { liveInput } from "../../provider/resources/live-input/definition.ts";
import { livestream } from "../../provider/resources/livestream/definition.ts";
import { preset } from "../../provider/resources/preset/definition.ts";
import { host, viewer } from "../../provider/resources/preset/templates.ts";
import { restreamTarget } from "../../provider/resources/restream-target/definition.ts";
import { UNKNOWN } from "../../provider/schema/schema.ts";
import { ACCOUNT, APP, settings } from "../support/account.ts";
import type { Plain } from "../support/plain.ts";
import { one, samples } from "../support/samples.ts";

const BY = "project/stack/keynote";
const scope = { accountId: ACCOUNT, appId: APP };

/** Inputs after check, as the host sends them: with the internal ones. */
function check(definition: ResourceDefinition, declared: Plain, olds: Plain = {}, by = BY): Plain {
  return applyDefaults(
    definition,
    { ...declared, __declaredBy: by, __provider: "loader" },
    olds,
    settings,
  );
}

const internal = (by = BY) => ({ __declaredBy: by, __provider: "loader" });

describe("a name", () => {
  for (const { definition, small, nameKey: key } of samples) {
    if (key === undefined) continue;
    it(`is no input of ${one(definition)} where none is declared: create makes it`, () => {
      const first = check(definition, small);
      expect(key in first).toBe(false);
      expect("__defaults" in first).toBe(false);
      expect(first).toStrictEqual({ ...first, ...small, ...internal() });
    });

    it(`of ${one(definition)} needs no memory: what was checked before changes nothing`, () => {
      const news = { ...small, adopt: "an-id" };
      for (const declared of [small, news, { ...small, [key]: "given" }]) {
        const alone = check(definition, declared);
        for (const olds of [
          check(definition, small),
          check(definition, news),
          check(definition, { ...small, [key]: "other" }),
          // Earlier versions kept an automatic name among the inputs, or that it was left open.
          { ...alone, [key]: "it-456fc80", __defaults: { [key]: "it-456fc80" } },
          { ...alone, __defaults: { [key]: false } },
        ])
          expect(check(definition, declared, olds)).toStrictEqual(alone);
      }
    });

    it(`that is given to ${one(definition)} stays as it is, also where it is not known yet`, () => {
      for (const name of ["given", UNKNOWN])
        expect(check(definition, { ...small, [key]: name })[key]).toBe(name);
    });
  }

  it("of a livestream stays as it is with a key version: create puts the suffix to it", () => {
    const declared = { name: "given", keyVersion: "2" };
    expect(check(livestream, declared)).toStrictEqual({ ...declared, ...scope, ...internal() });
    const unknown = { name: "given", keyVersion: UNKNOWN };
    expect(check(livestream, unknown)).toStrictEqual({ ...unknown, ...scope, ...internal() });
  });

  it("whose declaration is renamed changes nothing but whose it is", () => {
    const first = check(livestream, {});
    for (const by of ["other/stack/keynote", "project/other/keynote"])
      expect(check(livestream, {}, first, by)).toStrictEqual({ ...scope, ...internal(by) });
  });
});

describe("a declaration of all that can be declared", () => {
  for (const { definition, whole } of samples) {
    it(`of ${one(definition)} is left as it is`, () => {
      expect(check(definition, whole)).toStrictEqual({ ...whole, ...internal() });
    });
  }
});

describe("a restream target's default URL", () => {
  const target = { liveInputId: "hub", streamKey: "a-key" };
  const first = check(restreamTarget, { ...target, platform: "youtube" });

  it("is its platform's", () => {
    expect(first).toStrictEqual({
      ...target,
      platform: "youtube",
      url: "rtmps://a.rtmps.youtube.com/live2",
      enabled: true,
      accountId: ACCOUNT,
      ...internal(),
      __defaults: { url: "rtmps://a.rtmps.youtube.com/live2" },
    });
  });

  it("stays when the table of platforms changes", () => {
    const url = "rtmps://older.example.com/live2";
    const older = { ...first, url, __defaults: { url } };
    const again = check(restreamTarget, { ...target, platform: "youtube" }, older);
    expect(again.url).toBe("rtmps://older.example.com/live2");
  });

  it("follows the platform", () => {
    const moved = check(restreamTarget, { ...target, platform: "twitch" }, first);
    expect(moved.url).toBe("rtmps://ingest.global-contribute.live-video.net/app");
  });

  it("does not keep a URL that was given", () => {
    const given = check(restreamTarget, {
      ...target,
      platform: "youtube",
      url: "rtmp://given.example.com/a",
    });
    expect("__defaults" in given).toBe(false);
    const again = check(restreamTarget, { ...target, platform: "youtube" }, given);
    expect(again.url).toBe(first.url);
  });

  it("is left open where one is adopted, and stays so when adopt goes", () => {
    const declared = { ...target, platform: "youtube" };
    const adopted = check(restreamTarget, { ...declared, adopt: "an-id" });
    expect([adopted.url, adopted.__defaults]).toStrictEqual([undefined, { url: false }]);
    const later = check(restreamTarget, declared, adopted);
    expect([later.url, later.__defaults]).toStrictEqual([undefined, { url: false }]);
    expect(check(restreamTarget, declared, later)).toStrictEqual(later);
  });

  it("is not known yet where the platform is not", () => {
    expect(check(restreamTarget, { ...target, platform: UNKNOWN }).url).toBe(UNKNOWN);
  });
});

describe("complete", () => {
  it("takes account and app from the settings, where they are not declared", () => {
    expect(check(livestream, { accountId: "mine" }).accountId).toBe("mine");
    expect(check(livestream, { appId: "mine" }).appId).toBe("mine");
    expect(check(livestream, { appId: "mine" }).accountId).toBe(ACCOUNT);
    expect("appId" in check(liveInput, {})).toBe(false);
  });

  it("follows changed settings, whatever was there before", () => {
    const before = check(livestream, {});
    const inputs = applyDefaults(livestream, internal(), before, { ...settings, appId: "other" });
    expect(inputs.appId).toBe("other");
  });

  it("fills in every default of a live input", () => {
    expect(
      check(liveInput, { displayName: "hub", recording: { mode: "automatic" } }),
    ).toStrictEqual({
      displayName: "hub",
      enabled: true,
      preferLowLatency: false,
      recording: {
        mode: "automatic",
        timeoutSeconds: 0,
        requireSignedUrls: false,
        allowedOrigins: [],
        hideLiveViewerCount: false,
      },
      accountId: ACCOUNT,
      ...internal(),
    });
  });

  it("fills in a preset from its template, the viewer where none is given", () => {
    const { config, permissions, ui, template } = check(preset, {});
    expect({ config, permissions, ui, template }).toStrictEqual({
      ...viewer(),
      template: "viewer",
    });
    const hosts = check(preset, { template: "host", permissions: { canRecord: false } });
    expect(hosts.permissions).toStrictEqual({ ...host().permissions, canRecord: false });
    expect([hosts.config, hosts.ui]).toStrictEqual([host().config, host().ui]);
  });

  it("returns a preset's field to the template's value when it is taken out", () => {
    const before = check(preset, {
      ui: { designTokens: { theme: "light", logo: "https://a.example" } },
    });
    expect(check(preset, {}, before).ui).toStrictEqual(viewer().ui);
  });

  it("keeps a preset's colours in lower case", () => {
    const { ui } = check(preset, { ui: { designTokens: { colors: { text: "#FFEEDD" } } } });
    const { designTokens } = viewer().ui;
    expect(ui).toStrictEqual({
      designTokens: { ...designTokens, colors: { ...designTokens.colors, text: "#ffeedd" } },
    });
  });

  it("lets what is not known yet pass as it is", () => {
    const { name, ui, config } = check(preset, { name: UNKNOWN, ui: UNKNOWN });
    expect([name, ui, config]).toStrictEqual([UNKNOWN, UNKNOWN, viewer().config]);
  });

  it("knows nothing of a preset's fields before it knows the template", () => {
    const { template, ...rest } = check(preset, { template: UNKNOWN, ui: { designTokens: {} } });
    const { config, permissions, ui } = rest;
    expect([template, config, permissions, ui]).toStrictEqual(Array(4).fill(UNKNOWN));
  });
});

describe("split", () => {
  it("keeps the provider's own inputs apart, and leaves out what has no value", () => {
    expect(split({ a: false, b: undefined, __provider: "x", __defaults: undefined })).toStrictEqual(
      {
        declared: { a: false },
        internal: { __provider: "x" },
      },
    );
  });
});
