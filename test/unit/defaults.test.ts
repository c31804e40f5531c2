import { complete, split } from "../../provider/mechanism/check.ts";
import type { Kind } from "../../provider/mechanism/kind.ts";
import { liveInput } from "../../provider/live-input.ts";
import { livestream } from "../../provider/livestream.ts";
import { stableName } from "../../provider/mechanism/names.ts";
import { preset } from "../../provider/preset.ts";
import { host, viewer } from "../../provider/preset/templates.ts";
import { restreamTarget } from "../../provider/restream-target.ts";
import { UNKNOWN } from "../../provider/mechanism/schema.ts";
import { ACCOUNT, APP, settings } from "../support/account.ts";
import { omit } from "../support/omit.ts";
import type { Plain } from "../support/plain.ts";
import { one, samples } from "../support/samples.ts";

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
    expect(first).toStrictEqual({
      name: stableName(BY),
      ...scope,
      ...internal(),
      __defaults: { name: stableName(BY) },
    });
  });

  for (const renamed of ["other/stack/keynote", "project/other/keynote"]) {
    it(`stays when the declaration becomes ${renamed}`, () =>
      expect(check(livestream, {}, first, renamed).name).toBe(first.name));
  }

  it("is another one where nothing was checked before, as for a replacement", () => {
    expect(check(livestream, {}, {}, "p/s/n").name).toBe(stableName("p/s/n"));
  });

  it("is another one with a key version, and stays with it", () => {
    const second = check(livestream, { keyVersion: "2" }, first);
    expect(second.name).toBe(stableName(BY, "2"));
    const renamed = check(livestream, { keyVersion: "2" }, second, "other/stack/keynote");
    expect(renamed.name).toBe(second.name);
    const third = check(livestream, { keyVersion: "3" }, renamed, "other/stack/keynote");
    expect(third.name).toBe(stableName("other/stack/keynote", "3"));
    expect(check(livestream, {}, second).name).toBe(first.name);
  });

  it("is not known yet where the key version is not", () => {
    expect(check(livestream, { keyVersion: UNKNOWN }, first).name).toBe(UNKNOWN);
    expect(check(livestream, { keyVersion: UNKNOWN }).name).toBe(UNKNOWN);
  });

  it("returns when a given name is taken out", () => {
    const given = check(livestream, { name: "given" }, first);
    expect(given).toStrictEqual({ name: "given", ...scope, ...internal() });
    expect(check(livestream, {}, given)).toStrictEqual(first);
  });

  it("is left open where one is adopted, and stays so when adopt goes", () => {
    const adopted = check(livestream, { adopt: "an-id" });
    const open = { ...scope, ...internal(), __defaults: { name: false } };
    expect(adopted).toStrictEqual({ adopt: "an-id", ...open });
    expect(check(livestream, {}, adopted)).toStrictEqual(open);
    expect(check(livestream, {}, check(livestream, {}, adopted))).toStrictEqual(open);
  });
});

describe("a livestream's given name", () => {
  it("gets a hash behind it with a key version", () => {
    expect(check(livestream, { name: "a", keyVersion: "2" }).name).toBe("a-d4735e3");
  });

  it("is not known yet where it or the key version is not", () => {
    expect(check(livestream, { name: UNKNOWN, keyVersion: "2" }).name).toBe(UNKNOWN);
    expect(check(livestream, { name: "a", keyVersion: UNKNOWN }).name).toBe(UNKNOWN);
    expect(check(livestream, { name: UNKNOWN }).name).toBe(UNKNOWN);
  });
});

describe("automatic names of the other kinds", () => {
  // A livestream's has its own tests above, and a target has no name.
  for (const { kind, small, nameKey: key } of samples) {
    if (key === undefined || kind.name === "Livestream") continue;
    it(`${kind.name}: stay when project or stack are renamed, and are open for what is adopted`, () => {
      const first = check(kind, small);
      expect(first[key]).toBe(stableName(BY));
      expect(first.__defaults).toStrictEqual({ [key]: stableName(BY) });
      expect(check(kind, small, first, "other/other/keynote")[key]).toBe(stableName(BY));
      const adopted = check(kind, { ...small, adopt: "an-id" });
      expect(key in adopted).toBe(false);
      expect(key in check(kind, small, adopted)).toBe(false);
    });
  }
});

describe("a declaration of all that can be declared", () => {
  for (const { kind, whole } of samples) {
    it(`of ${one(kind)} is left as it is`, () => {
      // Of a livestream, a key version goes into the name.
      const declared = omit(whole, "keyVersion");
      expect(check(kind, declared)).toStrictEqual({ ...declared, ...internal() });
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
    const inputs = complete(livestream, internal(), before, { ...settings, appId: "other" });
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
  it("keeps the mechanism's inputs apart, and leaves out what has no value", () => {
    expect(split({ a: false, b: undefined, __provider: "x", __defaults: undefined })).toStrictEqual(
      {
        declared: { a: false },
        internal: { __provider: "x" },
      },
    );
  });
});
