/** The limit of requests. It is exceeded only if that was asked for, and last. */
import { limitsIn } from "../../../provider/client/rate-limits.ts";
import pMap from "p-map";
import { DOCUMENTED, NotAsked, probe, type Probe } from "../probe.ts";
import type { World } from "../world.ts";

/** The documented limit in 5 minutes, and a few more. */
const ENOUGH = 1300;

/** A list of apps. The provider's client would wait below the limit and leaves most headers out. */
async function listApps({ settings: { baseUrl, apiToken = "" }, apps }: World): Promise<Response> {
  const url = `${baseUrl.replace(/\/+$/, "")}${apps}?per_page=1`;
  return await fetch(url, { headers: { authorization: `Bearer ${apiToken}` } });
}

/** Whether responses say what is left of a limit. */
async function headersOfLimits(world: World): Promise<string> {
  const { headers } = await listApps(world);
  if (limitsIn(headers).length > 0) return "present";
  return headers.has("ratelimit") ? "in another form" : "absent";
}

/** The form of `Retry-After`. */
async function retryAfter(world: World): Promise<string> {
  if (!world.exceedsLimit) throw new NotAsked("needs --exceed-limit");
  let found: string | undefined;
  const ask = async () => {
    if (found !== undefined) return;
    const { status, headers } = await listApps(world);
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
    "limit.headers",
    "present",
    {
      present: { rateLimitHeaders: "present" },
      absent: { rateLimitHeaders: "absent" },
    },
    {
      call: "GET apps: Ratelimit",
      source: DOCUMENTED,
      neededBy: "every call",
      run: headersOfLimits,
    },
  ),
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
