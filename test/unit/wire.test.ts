import assert from "node:assert/strict";
import fc from "fast-check";
import { presetBody } from "../../emulator/preset-schema.ts";
import { presetSchema } from "../../provider/resources/preset/inputs.ts";
import { fromWire, toWire } from "../../provider/client/wire.ts";
import { pathsIn, withAt } from "../support/plain.ts";
import { one, sampleOf, samples } from "../support/samples.ts";
import { PLUGIN } from "../support/whole-preset.ts";

const { config, permissions, ui } = sampleOf("Preset").whole;
const fields = { config, permissions, ui };

describe("toWire and fromWire", () => {
  for (const { definition, whole } of samples) {
    it(`bring any part of ${one(definition)} back as it was`, () => {
      const anyPart = fc.subarray(pathsIn(whole)).map((gone) =>
        gone
          .toSorted((a, b) => b.length - a.length)
          .filter((path) => typeof path.at(-1) === "string")
          .reduce<unknown>((value, path) => withAt(value, path, undefined), whole),
      );
      fc.assert(
        fc.property(anyPart, (part) => {
          expect(fromWire(definition.inputs, toWire(definition.inputs, part))).toStrictEqual(part);
        }),
      );
    });

    it(`write every name of ${one(definition)} as the API does, but for the plugins' ids`, () => {
      const names = pathsIn(toWire(definition.inputs, whole)).map((path) => path.at(-1));
      const others = names.filter((name) => name !== PLUGIN && /[A-Z]/.test(String(name)));
      expect(others).toStrictEqual([]);
    });
  }

  it("bring any plugin's id back as it was", () => {
    const id = fc
      .oneof(fc.uuid(), fc.string({ minLength: 1 }))
      .filter((key) => key !== "__proto__");
    fc.assert(
      fc.property(id, (plugin) => {
        const byId = { [plugin]: { accessControl: "FULL_ACCESS", handlesViewOnly: false } };
        const ours = { permissions: { plugins: { config: byId } } };
        const theirs = { [plugin]: { access_control: "FULL_ACCESS", handles_view_only: false } };
        const wire = { permissions: { plugins: { config: theirs } } };
        // Jest's comparison takes a key named "constructor" for the class of the object.
        assert.deepEqual(toWire(presetSchema, ours), wire);
        assert.deepEqual(fromWire(presetSchema, wire), ours);
      }),
    );
  });

  it("write a preset as the API asks for it", () => {
    const wire = toWire(presetSchema, { name: "hosts", ...fields });
    // The API's schema takes no field that it does not know; it leaves out none of these.
    expect(presetBody.parse(wire)).toStrictEqual(wire);
    const names = [...new Set(pathsIn(wire).map((path) => path.at(-1)))];
    expect(names.filter((name) => /[A-Z]/.test(String(name)))).toStrictEqual([PLUGIN]);
    expect(names).toContain("can_edit_config");
  });

  it("drop what the schema does not know", () => {
    const held = {
      id: "an-id",
      name: "hosts",
      created_at: "2026-01-01T00:00:00Z",
      config: { view_type: "WEBINAR", new_field: 1, media: { video: { codec: "av1" } } },
      ui: { config_diff: {}, design_tokens: { theme: "dark" } },
    };
    expect(fromWire(presetSchema, held)).toStrictEqual({
      name: "hosts",
      config: { viewType: "WEBINAR", media: { video: {} } },
      ui: { designTokens: { theme: "dark" } },
    });
  });

  it("keep null, false, 0 and empty lists", () => {
    const ours = {
      config: { livestreamViewerQualities: null, maxScreenshareCount: 0 },
      permissions: { canRecord: false },
    };
    expect(toWire(presetSchema, ours)).toStrictEqual({
      config: { livestream_viewer_qualities: null, max_screenshare_count: 0 },
      permissions: { can_record: false },
    });
    const none = { config: { livestreamViewerQualities: [] } };
    expect(fromWire(presetSchema, toWire(presetSchema, none))).toStrictEqual(none);
  });

  it("leave values alone that are of another kind than the schema says", () => {
    expect(toWire(presetSchema, { config: "text", ui: [1] })).toStrictEqual({
      config: "text",
      ui: [1],
    });
    const deeper = { config: { viewType: { not: "this" } } };
    expect(toWire(presetSchema, deeper)).toStrictEqual({ config: { view_type: { not: "this" } } });
    expect(toWire(presetSchema, null)).toBe(null);
  });
});
