import type { TestEmulator } from "./emulator.ts";
import { valuesOf } from "./places.ts";

/** The stream keys and SRT passphrases in an emulator. */
export async function keysGivenOut(
  { call }: TestEmulator,
  accountId: string,
  appId: string,
): Promise<string[]> {
  const account = `/accounts/${accountId}`;
  const livestreams = await call("GET", `${account}/realtime/kit/${appId}/livestreams`);
  const inputs = await call("GET", `${account}/stream/live_inputs`);
  const uids = valuesOf(inputs.body, /^uid$/);
  const whole = await Promise.all(
    uids.map((uid) => call("GET", `${account}/stream/live_inputs/${uid}`)),
  );
  const secret = /^(stream_?key|passphrase)$/i;
  return [livestreams, ...whole].flatMap(({ body }) => valuesOf(body, secret));
}
