import { host } from "../../provider/resources/preset/templates.ts";
import type { Plain } from "./plain.ts";

/** A plugin's id with letters, so that a wrong change of case is visible. */
export const PLUGIN = "Ff7e7fbd-1e5b-4e0a-a0e9-1f3f7a3c9f2b";

/** All inputs of a preset, except its name, the account and the app. */
export function wholePreset(): Plain {
  const { config, permissions, ui } = host();
  return {
    template: "host",
    config: {
      ...config,
      media: { ...config.media, video: { frameRate: 30, quality: "hd", simulcast: true } },
      livestreamViewerQualities: [1, 2, 3],
    },
    permissions: {
      ...permissions,
      plugins: {
        ...permissions.plugins,
        config: { [PLUGIN]: { accessControl: "VIEW_ONLY", handlesViewOnly: true } },
      },
    },
    ui: {
      designTokens: {
        ...ui.designTokens,
        logo: "https://example.com/logo.png",
        fontFamily: "Inter",
        googleFont: "Open Sans",
      },
    },
  };
}
