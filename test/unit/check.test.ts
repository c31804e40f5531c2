import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { complete, split } from "../../provider/mechanism/check.ts";
import type { Kind } from "../../provider/mechanism/kind.ts";
import { liveInput } from "../../provider/live-input.ts";
import { livestream } from "../../provider/livestream.ts";
import { stableName } from "../../provider/mechanism/names.ts";
import { preset } from "../../provider/preset.ts";
import { host, viewer } from "../../provider/preset/templates.ts";
import { restreamTarget } from "../../provider/restream-target.ts";
import { UNKNOWN } from "../../provider/mechanism/schema.ts";
import { ACCOUNT, APP, type Plain, settings } from "./samples.ts";

const BY = "project/stack/keynote";
const scope = { accountId: ACCOUNT, appId: APP };

/** Inputs after check, as the host sends them: with the internal ones. */
function check(kind: Kind, declared: Plain, olds: Plain = {}, by = BY): Plain {
  return complete(kind, { ...declared, __declaredBy: by, __provider: "loader" }, olds, settings);
}

const internal = (by = BY) => ({ __declaredBy: by, __provider: "loader" });

describe("a livestream's automatic name", () => {
  const first = check(livestream, {});

  it("comes from project, stack and logical name", () => {
    assert.deepEqual(first, {
      name: stableName(BY),
      ...scope,
      ...internal(),
      __defaults: { name: stableName(BY) },
    });
  });

  for (const renamed of ["other/stack/keynote", "project/other/keynote"]) {
    it(`stays when the declaration becomes ${renamed}`, () =>
      assert.equal(check(livestream, {}, first, renamed).name, first.name));
  }

  it("is another one where nothing was checked before, as for a replacement", () => {
    assert.equal(check(livestream, {}, {}, "p/s/n").name, stableName("p/s/n"));
  });

  it("is another one with a key version, and stays with it", () => {
    const second = check(livestream, { keyVersion: "2" }, first);
    assert.equal(second.name, stableName(BY, "2"));
    const renamed = check(livestream, { keyVersion: "2" }, second, "other/stack/keynote");
    assert.equal(renamed.name, second.name);
    const third = check(livestream, { keyVersion: "3" }, renamed, "other/stack/keynote");
    assert.equal(third.name, stableName("other/stack/keynote", "3"));
    assert.equal(check(livestream, {}, second).name, first.name);
  });

  it("is not known yet where the key version is not", () => {
    assert.equal(check(livestream, { keyVersion: UNKNOWN }, first).name, UNKNOWN);
    assert.equal(check(livestream, { keyVersion: UNKNOWN }).name, UNKNOWN);
  });

  it("returns when a given name is taken out", () => {
    const given = check(livestream, { name: "given" }, first);
    assert.deepEqual(given, { name: "given", ...scope, ...internal() });
    assert.deepEqual(check(livestream, {}, given), first);
  });

  it("is left open where one is adopted, and stays so when adopt goes", () => {
    const adopted = check(livestream, { adopt: "an-id" });
    const open = { ...scope, ...internal(), __defaults: { name: false } };
    assert.deepEqual(adopted, { adopt: "an-id", ...open });
    assert.deepEqual(check(livestream, {}, adopted), open);
    assert.deepEqual(check(livestream, {}, check(livestream, {}, adopted)), open);
  });
});

describe("a livestream's given name", () => {
  it("gets a hash behind it with a key version", () => {
    assert.equal(check(livestream, { name: "a", keyVersion: "2" }).name, "a-d4735e3");
  });

  it("is not known yet where it or the key version is not", () => {
    assert.equal(check(livestream, { name: UNKNOWN, keyVersion: "2" }).name, UNKNOWN);
    assert.equal(check(livestream, { name: "a", keyVersion: UNKNOWN }).name, UNKNOWN);
    assert.equal(check(livestream, { name: UNKNOWN }).name, UNKNOWN);
  });
});

describe("automatic names of the other kinds", () => {
  const kinds: [kind: Kind, key: string][] = [
    [preset, "name"],
    [liveInput, "displayName"],
  ];
  for (const [kind, key] of kinds) {
    it(`${kind.name}: stay when project or stack are renamed, and are open for what is adopted`, () => {
      const first = check(kind, {});
      assert.equal(first[key], stableName(BY));
      assert.deepEqual(first.__defaults, { [key]: stableName(BY) });
      assert.equal(check(kind, {}, first, "other/other/keynote")[key], stableName(BY));
      const adopted = check(kind, { adopt: "an-id" });
      assert.equal(key in adopted, false);
      assert.equal(key in check(kind, {}, adopted), false);
    });
  }
});

describe("a restream target's default URL", () => {
  const target = { liveInputId: "hub", streamKey: "a-key" };
  const first = check(restreamTarget, { ...target, platform: "youtube" });

  it("is its platform's", () => {
    assert.deepEqual(first, {
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
    assert.equal(again.url, "rtmps://older.example.com/live2");
  });

  it("follows the platform", () => {
    const moved = check(restreamTarget, { ...target, platform: "twitch" }, first);
    assert.equal(moved.url, "rtmps://ingest.global-contribute.live-video.net/app");
  });

  it("does not keep a URL that was given", () => {
    const given = check(restreamTarget, {
      ...target,
      platform: "youtube",
      url: "rtmp://given.example.com/a",
    });
    assert.equal("__defaults" in given, false);
    const again = check(restreamTarget, { ...target, platform: "youtube" }, given);
    assert.equal(again.url, first.url);
  });

  it("is not known yet where the platform is not", () => {
    assert.equal(check(restreamTarget, { ...target, platform: UNKNOWN }).url, UNKNOWN);
  });
});

describe("complete", () => {
  it("takes account and app from the settings, where they are not declared", () => {
    assert.equal(check(livestream, { accountId: "mine" }).accountId, "mine");
    assert.equal(check(livestream, { appId: "mine" }).appId, "mine");
    assert.equal(check(livestream, { appId: "mine" }).accountId, ACCOUNT);
    assert.equal("appId" in check(liveInput, {}), false);
  });

  it("follows changed settings, whatever was there before", () => {
    const before = check(livestream, {});
    const inputs = complete(livestream, internal(), before, { ...settings, appId: "other" });
    assert.equal(inputs.appId, "other");
  });

  it("fills in every default of a live input", () => {
    assert.deepEqual(check(liveInput, { displayName: "hub", recording: { mode: "automatic" } }), {
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
    assert.deepEqual({ config, permissions, ui, template }, { ...viewer(), template: "viewer" });
    const hosts = check(preset, { template: "host", permissions: { canRecord: false } });
    assert.deepEqual(hosts.permissions, { ...host().permissions, canRecord: false });
    assert.deepEqual([hosts.config, hosts.ui], [host().config, host().ui]);
  });

  it("returns a preset's field to the template's value when it is taken out", () => {
    const before = check(preset, {
      ui: { designTokens: { theme: "light", logo: "https://a.example" } },
    });
    assert.deepEqual(check(preset, {}, before).ui, viewer().ui);
  });

  it("keeps a preset's colours in lower case", () => {
    const { ui } = check(preset, { ui: { designTokens: { colors: { text: "#FFEEDD" } } } });
    const { designTokens } = viewer().ui;
    assert.deepEqual(ui, {
      designTokens: { ...designTokens, colors: { ...designTokens.colors, text: "#ffeedd" } },
    });
  });

  it("lets what is not known yet pass as it is", () => {
    const { name, ui, config } = check(preset, { name: UNKNOWN, ui: UNKNOWN });
    assert.deepEqual([name, ui, config], [UNKNOWN, UNKNOWN, viewer().config]);
  });

  it("knows nothing of a preset's fields before it knows the template", () => {
    const { template, ...rest } = check(preset, { template: UNKNOWN, ui: { designTokens: {} } });
    const { config, permissions, ui } = rest;
    assert.deepEqual([template, config, permissions, ui], Array(4).fill(UNKNOWN));
  });
});

describe("split", () => {
  it("keeps the mechanism's inputs apart, and leaves out what has no value", () => {
    assert.deepEqual(split({ a: false, b: undefined, __provider: "x", __defaults: undefined }), {
      declared: { a: false },
      internal: { __provider: "x" },
    });
  });
});
