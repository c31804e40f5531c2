/** Ranges that Cloudflare's documentation recommends; the API accepts other values too. */
import { isPlain } from "../../schema/compare.ts";
import type { Failure } from "../../schema/failure.ts";

/** A recommended range for a number. */
interface Range {
  readonly path: readonly string[];
  readonly from: number;
  readonly to: number;
  readonly of: string;
}

const RANGES: readonly Range[] = [
  { path: ["config", "maxVideoStreams", "desktop"], from: 6, to: 9, of: "people on screen" },
  { path: ["config", "maxVideoStreams", "mobile"], from: 6, to: 9, of: "people on screen" },
  { path: ["config", "maxScreenshareCount"], from: 3, to: 4, of: "people sharing their screen" },
];

/** Warnings about numbers outside their recommended range. */
export function warnings(declared: unknown): Failure[] {
  return RANGES.flatMap(({ path, from, to, of }) => {
    const value = path.reduce<unknown>((at, key) => (isPlain(at) ? at[key] : undefined), declared);
    if (typeof value !== "number" || (value >= from && value <= to)) return [];
    return [{ path, reason: `${value} is outside the recommended range: ${from} to ${to} ${of}` }];
  });
}
