/** An emulator as a lookup sees it: through the stack's config, in the process of the program. */
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { EmulatorOptions } from "../../emulator/server.ts";
import { account_id, app_id, startPerTest as emulatorPerTest } from "../contract/harness.ts";
import { environmentKept } from "../support/environment.ts";

export const TOKEN = "token-of-the-lookups-0001";

/** What {@link startPerTest} makes. */
export type Started = Awaited<ReturnType<ReturnType<typeof startPerTest>>>;

/**
 * Starts emulators, each for one test, and points the config at them; `config` lies over that,
 * undefined takes a key out.
 */
export function startPerTest() {
  const open = emulatorPerTest();
  environmentKept();
  return async (
    options: Partial<EmulatorOptions> = {},
    config: Record<string, string | undefined> = {},
  ) => {
    const started = await open(options);
    configure({ "realtimekit:baseUrl": started.emulator.baseUrl, ...config });
    const requests = async () =>
      (await started.control.requests()).map(({ method, path, query }) => {
        const short = path.replace(/^\/accounts\/[^/]+\/realtime\/kit(\/[0-9a-f-]{36})?/, "");
        return `${method} ${short}${query && `?${query}`}`;
      });
    return { ...started, requests };
  };
}

/** The stack's config; nothing comes from the environment. */
export function configure(values: Record<string, string | undefined> = {}): void {
  for (const name of Object.keys(process.env))
    if (/^(CLOUDFLARE|REALTIMEKIT)_/.test(name)) Reflect.deleteProperty(process.env, name);
  const config = {
    "realtimekit:accountId": account_id,
    "realtimekit:appId": app_id,
    "realtimekit:apiToken": TOKEN,
    ...values,
  };
  const present = Object.entries(config).filter((entry): entry is [string, string] => !!entry[1]);
  pulumi.runtime.setAllConfig(Object.fromEntries(present));
}

/** What a lookup says where it cannot answer: for people, without the token and without a stack. */
export async function messageOf(lookup: Promise<unknown>): Promise<string> {
  const error: unknown = await lookup.then(
    (found) => assert.fail(`expected an error, found ${JSON.stringify(found)}`),
    (reason: unknown) => reason,
  );
  assert.ok(pulumi.RunError.isInstance(error), `not a RunError: ${String(error)}`);
  expect(error.message).not.toContain(TOKEN);
  expect(error.stack).toBe(error.message);
  return error.message;
}

/** What Pulumi knows of an output. */
export async function settled<T>(output: pulumi.Output<T>) {
  // The fields that the engine's protocol is made of; the SDK's types leave out the promise.
  const inner = output as unknown as { isKnown: Promise<boolean>; promise: () => Promise<T> };
  const [known, secret, value, resources] = await Promise.all([
    inner.isKnown,
    pulumi.isSecret(output),
    inner.promise(),
    pulumi.getAllResources(output),
  ]);
  return { known, secret, value, resources };
}

/** Points in time of what the emulator is told. */
export const AT = {
  begin: "2026-01-01T10:00:00.000Z",
  end: "2026-01-01T11:00:00.000Z",
  nextDay: "2026-01-02T10:00:00.000Z",
} as const;
