/** Pulumi's engine as its mocks are: it takes every resource, and each answers what the API would. */
import * as pulumi from "@pulumi/pulumi";

export type Plain = Record<string, unknown>;

/** A resource as it reached the engine, without the provider's own inputs. */
export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Plain;
  /** Where it is read, not made. */
  readonly id?: string;
}

export const PROJECT = "livestreaming";

let registered: Registered[] = [];

/** What the API makes by itself, by type. */
const MADE: Readonly<Record<string, (args: Registered) => Plain>> = {
  LiveInput: ({ name }) => ({
    displayName: name,
    ingestServer: "rtmps://live.example.com:443/live/",
    streamKey: `key-of-${name}`,
    ingestUrl: `rtmps://live.example.com:443/live/key-of-${name}`,
    playbackUrl: `https://play.example.com/${name}/manifest/video.m3u8`,
  }),
  Livestream: ({ name }) => ({
    ingestServer: "rtmps://live.example.com:443/live/",
    streamKey: `key-of-stream-${name}`,
    ingestUrl: `rtmps://live.example.com:443/live/key-of-stream-${name}`,
    playbackUrl: `https://play.example.com/stream-${name}/manifest/video.m3u8`,
  }),
  Preset: ({ name, inputs }) => ({ name: inputs.name ?? `preset-${name}` }),
  StreamLiveInput: ({ name }) => ({
    uid: `uid-of-${name}`,
    rtmps: { url: "rtmps://live.example.com:443/live/", streamKey: `key-of-${name}` },
    webRtcPlayback: { url: `https://customer-1.example.com/uid-of-${name}/webRTC/play` },
  }),
};

/** The last word of a type, as `Preset` of `pulumi-nodejs:dynamic/realtimekit:Preset`. */
export function kindOf({ type }: Pick<Registered, "type">): string {
  return type.split(/[:/]/).at(-1) ?? "";
}

/**
 * Begins anew: nothing is registered, and config is what is given, by whole key.
 *
 * @param options `without` is a kind of which the API knows nothing; `secretKeys` are the config keys
 *   that hold a secret
 */
export function startEngine(
  config: Record<string, string> = {},
  { preview = false, without = "", secretKeys = [] as string[] } = {},
): void {
  registered = [];
  // It is done when it returns; its promise is of no use.
  void pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs, id }) => {
        const plain = withoutInternals(inputs as Plain);
        const one = { type, name, inputs: plain, ...(id !== undefined && id !== "" && { id }) };
        registered.push(one);
        const made = kindOf(one) === without ? {} : (MADE[kindOf(one)]?.(one) ?? {});
        return { id: one.id ?? `id-of-${name}`, state: { ...plain, ...made } };
      },
      call: () => ({}),
    },
    PROJECT,
    "test",
    preview,
  );
  pulumi.runtime.setAllConfig(config, secretKeys);
}

/** Every resource that was registered, once all that is under way has ended. */
export async function settled(): Promise<readonly Registered[]> {
  let before = -1;
  while (before < registered.length) {
    before = registered.length;
    // Registrations wait for each other in microtasks and immediates, not for time.
    for (let turn = 0; turn < 100; turn++) await new Promise(setImmediate);
  }
  return registered;
}

/** `Kind name` of every resource, in order of the alphabet. */
export function names(resources: readonly Registered[]): string[] {
  return resources.map((each) => `${kindOf(each)} ${each.name}`).sort();
}

/** The one of that kind and name, secrets shown. */
export function inputsOf(resources: readonly Registered[], which: string): Plain {
  const found = resources.find((each) => `${kindOf(each)} ${each.name}` === which);
  if (!found) throw new Error(`${which} is not one of ${names(resources).join(", ")}`);
  return shown(found.inputs) as Plain;
}

/** What an output will be. */
export async function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => output.apply((value) => resolve(value)));
}

function withoutInternals(inputs: Plain): Plain {
  return Object.fromEntries(Object.entries(inputs).filter(([key]) => !key.startsWith("__")));
}

/** The signature by which the wire marks a secret. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";

/** Whether a value is marked as secret on its way to the engine. */
export function isSecret(value: unknown): boolean {
  return typeof value === "object" && value !== null && SIGNATURE in value;
}

/** Every value as it is, whether it is secret or not. */
function shown(value: unknown): unknown {
  if (isSecret(value)) return shown((value as Plain).value);
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, below]) => [key, shown(below)]));
}
