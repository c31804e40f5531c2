import { toWire } from "../../provider/client/wire.ts";
import { preset } from "../../provider/resources/preset/definition.ts";
import { presetSchema } from "../../provider/resources/preset/inputs.ts";
import type { Plain } from "./plain.ts";

/** The template host, with what somebody has changed in the dashboard. */
export function conferenceHost(): Plain {
  const declared = presetSchema.parse({
    name: "Conference host",
    template: "host",
    permissions: { canRecord: false },
    ui: {
      designTokens: { logo: "https://example.com/logo.svg", colors: { brand: "#f38020" } },
    },
  });
  const { name, config, permissions, ui } = preset.applyDefaults(declared);
  return toWire(presetSchema, { name, config, permissions, ui }) as Plain;
}
