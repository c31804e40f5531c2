/** What the unit tests share: every kind, and a declaration of each that says all it can. */
import type { Kind } from "../../provider/mechanism/kind.ts";
import { liveInput } from "../../provider/live-input.ts";
import { livestream } from "../../provider/livestream.ts";
import { preset } from "../../provider/preset.ts";
import { host } from "../../provider/preset/templates.ts";
import { restreamTarget } from "../../provider/restream-target.ts";
import type { Settings } from "../../provider/mechanism/settings.ts";
import { omit } from "../support/omit.ts";

export type Plain = Record<string, unknown>;

export const ACCOUNT = "023e105f4ecef8ad9ca31a8372d0c353";
export const APP = "14a396e7-ca44-4937-bf1f-050a69118543";
export const PLUGIN = "Ff7e7fbd-1e5b-4e0a-a0e9-1f3f7a3c9f2b";

export const settings: Settings = {
  accountId: ACCOUNT,
  appId: APP,
  apiToken: "a-token",
  baseUrl: "https://api.example.com/client/v4",
};

interface Sample {
  readonly kind: Kind;
  /** Every property of the schema, at every depth. */
  readonly whole: Plain;
}

const inAccount = { accountId: ACCOUNT, adopt: "an-id" };
const inApp = { ...inAccount, appId: APP };

export const samples: readonly Sample[] = [
  { kind: livestream, whole: { name: "keynote_1-a", keyVersion: "2", ...inApp } },
  { kind: preset, whole: { name: "hosts", template: "host", ...wholePreset(), ...inApp } },
  {
    kind: liveInput,
    whole: {
      displayName: "the hub",
      enabled: false,
      preferLowLatency: true,
      recording: {
        mode: "automatic",
        timeoutSeconds: 30,
        requireSignedUrls: true,
        allowedOrigins: ["example.com", "*.example.org"],
        hideLiveViewerCount: true,
      },
      deleteRecordingAfterDays: 45,
      defaultCreator: "somebody",
      ...inAccount,
    },
  },
  {
    kind: restreamTarget,
    whole: {
      liveInputId: "66be4bf738797e01e1fca35a7bdecdcd",
      platform: "youtube",
      url: "rtmps://ingest.example.com/live2",
      streamKey: "abcd-efgh-ijkl",
      enabled: false,
      ...inAccount,
    },
  },
];

/** Every field that the API has. */
function wholePreset(): Plain {
  const { config, permissions, ui } = host();
  return {
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

export type Path = readonly (string | number)[];

/** Every path in a value, that of each leaf and of each branch, but not its own. */
export function pathsIn(value: unknown, above: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [];
  const steps = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return steps.flatMap((step) => {
    const path = [...above, step];
    return [path, ...pathsIn((value as Plain)[step], path)];
  });
}

/** A copy of `value` with another value at `path`; `undefined` takes the key away. */
export function withAt(value: unknown, [step, ...rest]: Path, other: unknown): unknown {
  if (step === undefined) return other;
  const below = withAt((value as Plain)[step], rest, other);
  if (Array.isArray(value)) return value.map((item: unknown, at) => (at === step ? below : item));
  const plain = value as Plain;
  return below === undefined ? omit(plain, String(step)) : { ...plain, [step]: below };
}
