import { applyDefaults, failuresIn } from "../../provider/engine/check.ts";
import { preset } from "../../provider/resources/preset/definition.ts";
import type { PresetFields } from "../../provider/resources/preset/parts.ts";
import { UNKNOWN } from "../../provider/schema/schema.ts";
import { settings } from "../support/account.ts";
import type { Plain } from "../support/plain.ts";
import { PLUGIN } from "../support/whole-preset.ts";
import { writePath } from "../../provider/schema/paths.ts";

/** A declaration of one plugin. */
const declared = (value: unknown): Plain => ({
  permissions: { plugins: { config: { [PLUGIN]: value } } },
});

/** What check makes of it. */
function config(value: unknown): unknown {
  const inputs = applyDefaults(preset, declared(value), {}, settings) as unknown as PresetFields;
  return inputs.permissions.plugins.config;
}

/** `path: reason` of each failure, the path from the plugin on. */
function failures(value: unknown): string[] {
  return failuresIn(preset, declared(value)).map(
    ({ path, reason }) => `${writePath(path)}: ${reason}`,
  );
}

describe("a plugin", () => {
  it("declared by its access alone is the same as by the object", () => {
    expect(config("VIEW_ONLY")).toStrictEqual({ [PLUGIN]: { accessControl: "VIEW_ONLY" } });
    expect(config("FULL_ACCESS")).toStrictEqual(config({ accessControl: "FULL_ACCESS" }));
    expect(config({ handlesViewOnly: true })).toStrictEqual({
      [PLUGIN]: { handlesViewOnly: true },
    });
    expect(config(UNKNOWN)).toStrictEqual({ [PLUGIN]: UNKNOWN });
  });

  it("of another access fails at its path", () => {
    expect(failures("READ")).toStrictEqual([
      `permissions.plugins.config.${PLUGIN}: "READ" is not allowed; use "FULL_ACCESS" or "VIEW_ONLY", or an object with accessControl and handlesViewOnly`,
    ]);
    expect(failures({ access: "VIEW_ONLY" })).toStrictEqual([
      `permissions.plugins.config.${PLUGIN}.access: unknown; allowed here: accessControl, handlesViewOnly`,
    ]);
    expect(failures({ handlesViewOnly: "yes" })).toStrictEqual([
      `permissions.plugins.config.${PLUGIN}.handlesViewOnly: "yes" is not a boolean`,
    ]);
  });
});
