/** What may happen to a create on its way, and how many are sent for it. */
import type { FaultRequest } from "../../emulator/faults.ts";

type Fault = Omit<FaultRequest, "method" | "path">;

export const CREATE_FAULTS: readonly [what: string, fault: Fault, creates: number][] = [
  ["is cut before the write", { cut: "before" }, 2],
  ["is cut after the write", { cut: "after" }, 1],
  ["is answered 500 before the write", { status: 500 }, 2],
  ["is answered 500 after the write", { status: 500, afterWrite: true }, 1],
  [
    "is answered 502 by a gateway after the write",
    { status: 502, afterWrite: true, body: "<html>" },
    1,
  ],
  [
    "is answered 200 with no body to speak of, after the write",
    { status: 200, afterWrite: true, body: {} },
    1,
  ],
  ["is answered in half, after the write", { cut: "midway" }, 1],
  ["is answered with JSON that does not end, after the write", { truncated: true }, 1],
  ["is answered 200 by a gateway before the write", { status: 200, body: "<html>" }, 2],
  [
    "is answered 200 by a gateway after the write",
    { status: 200, afterWrite: true, body: "<html>" },
    1,
  ],
  ["is refused for now", { status: 429, retryAfter: 0 }, 2],
  ["is slow", { latencyMs: 50 }, 1],
];
