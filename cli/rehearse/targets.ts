/** Checks restream targets: whether the platform's server accepts a connection and, if asked for, the key. */
import { parseAddress } from "../../media/rtmp/address.ts";
import { RtmpClient } from "../../media/rtmp/client.ts";
import { messageOf } from "../../provider/user-error.ts";
import { type Check, failed, ok, skipped } from "./check.ts";
import type { Target } from "./streams.ts";

export async function targetCheck(
  { name, url, streamKey, enabled }: Target,
  publishes: boolean,
): Promise<Check> {
  const what = `target ${name}`;
  if (!enabled) return skipped(what, "disabled");
  const address = parseAddress(url);
  if (!address) return skipped(what, `${schemeOf(url)} is not checked, only RTMP and RTMPS`);
  const started = performance.now();
  try {
    const client = await RtmpClient.connect(address);
    try {
      if (publishes) await client.publish(streamKey);
    } finally {
      client.close();
    }
    const found = publishes
      ? "accepts the stream key"
      : "accepts connections; the key was not tried";
    return ok(what, found, performance.now() - started);
  } catch (error) {
    return failed(what, messageOf(error));
  }
}

function schemeOf(url: string): string {
  return url.split(":", 1)[0] ?? "";
}
