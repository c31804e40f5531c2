/** The limit of requests. It is exceeded only if that was asked for, and last. */
import pMap from "p-map";
import { DOCUMENTED, NotAsked, probe, type Probe } from "../probe.ts";
import type { World } from "../world.ts";

/** The documented limit in 5 minutes, and a few more. */
const ENOUGH = 1300;

/** The form of `Retry-After`. The provider's client would wait below the limit, so this does not use it. */
async function retryAfter(world: World): Promise<string> {
  if (!world.exceedsLimit) throw new NotAsked("needs --exceed-limit");
  const { baseUrl, apiToken = "" } = world.settings;
  const url = `${baseUrl.replace(/\/+$/, "")}${world.apps}?per_page=1`;
  let found: string | undefined;
  const ask = async () => {
    if (found !== undefined) return;
    const { status, headers } = await fetch(url, {
      headers: { authorization: `Bearer ${apiToken}` },
    });
    if (status === 429) found ??= headers.get("retry-after") ?? "";
  };
  await pMap(Array.from({ length: ENOUGH }), ask, { concurrency: 8 });
  if (found === undefined) throw new NotAsked(`no limit within ${ENOUGH} requests`);
  if (found === "") return "absent";
  return /^\d+(\.\d+)?$/.test(found)
    ? "seconds"
    : Number.isNaN(Date.parse(found))
      ? "text"
      : "date";
}

export const limitProbes: readonly Probe[] = [
  probe(
    "limit.retry-after",
    "seconds",
    {
      seconds: { retryAfter: "seconds" },
      date: { retryAfter: "date" },
      absent: { retryAfter: "absent" },
    },
    {
      call: "GET apps, more often than the limit allows: Retry-After",
      source: DOCUMENTED,
      neededBy: "every call",
      run: retryAfter,
    },
  ),
];
