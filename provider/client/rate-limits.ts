/**
 * The headers with which Cloudflare's API says what is left of its limits (documented), a list for each:
 * `Ratelimit: "default";r=50;t=30` and `Ratelimit-Policy: "default";q=1200;w=300`.
 */

/** A limit in a response. */
export interface SeenLimit {
  readonly name: string;
  /** How many requests are left in this window, and the seconds until the next one. */
  readonly left: number;
  readonly seconds: number;
  /** The number of requests in a window, and its length in seconds, if the response says so. */
  readonly quota: number | undefined;
  readonly length: number | undefined;
}

export function limitsIn(headers: Headers): SeenLimit[] {
  const policies = new Map(itemsIn(headers.get("ratelimit-policy")));
  return itemsIn(headers.get("ratelimit")).flatMap(([name, { r: left, t: seconds }]) => {
    if (left === undefined || seconds === undefined) return [];
    const { q: quota, w: length } = policies.get(name) ?? {};
    return [{ name, left, seconds, quota, length }];
  });
}

/** Names, each with its numbers. What is not in this form is left out. */
function itemsIn(
  header: string | null,
): [name: string, numbers: Readonly<Partial<Record<string, number>>>][] {
  return (header ?? "").split(",").flatMap((item) => {
    const [name = "", ...parameters] = item.split(";").map((part) => part.trim());
    const numbers = parameters.flatMap((each) => {
      const [, key = "", value = ""] = /^(\w+)=(\d+)$/.exec(each) ?? [];
      return key === "" ? [] : [[key, Number(value)] as const];
    });
    return name === "" ? [] : [[name, Object.fromEntries(numbers)]];
  });
}
