import type { Health, StatusRequest } from "./control.ts";
import type { Fault, FaultRequest } from "./faults.ts";
import type { Quirks } from "./quirks.ts";
import type { LoggedRequest } from "./request-log.ts";

/** The control plane of a running emulator; see the table in control.ts. */
export interface Control {
  readonly health: () => Promise<Health>;
  readonly requests: () => Promise<LoggedRequest[]>;
  readonly clearRequests: () => Promise<void>;
  /** Returns the id of the fault. */
  readonly fault: (fault: FaultRequest) => Promise<string>;
  /** The faults that are still to happen. */
  readonly faults: () => Promise<Fault[]>;
  readonly clearFaults: () => Promise<void>;
  /** Changes the given quirks; returns all of them. */
  readonly quirks: (change?: Partial<Quirks>) => Promise<Quirks>;
  readonly setLivestreamStatus: (id: string, change: StatusRequest) => Promise<void>;
  /** A participant joins; returns the livestream that this started, or null. */
  readonly startMeeting: (id: string) => Promise<string | null>;
  /** The last participant leaves. */
  readonly endMeeting: (id: string) => Promise<void>;
  readonly reset: () => Promise<void>;
}

/** A client of the control plane. `origin` is from {@link startEmulator}'s result. */
export function control(origin: string): Control {
  // The types are those of the routes in control.ts.
  const call = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const response = await fetch(`${origin}/__emulator/${path}`, {
      method,
      ...(body !== undefined && {
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return JSON.parse(text) as T;
  };
  const send = async (method: string, path: string, body?: unknown): Promise<void> => {
    await call(method, path, body);
  };
  return {
    health: () => call<Health>("GET", "health"),
    requests: () => call<LoggedRequest[]>("GET", "requests"),
    clearRequests: () => send("DELETE", "requests"),
    fault: async (fault) => (await call<{ id: string }>("POST", "faults", fault)).id,
    faults: () => call<Fault[]>("GET", "faults"),
    clearFaults: () => send("DELETE", "faults"),
    quirks: (change) =>
      change ? call<Quirks>("PUT", "quirks", change) : call<Quirks>("GET", "quirks"),
    setLivestreamStatus: (id, change) =>
      send("POST", `livestreams/${encodeURIComponent(id)}/status`, change),
    startMeeting: async (id) =>
      (await call<{ livestreamId: string | null }>("POST", `meetings/${id}/start`)).livestreamId,
    endMeeting: (id) => send("POST", `meetings/${id}/end`),
    reset: () => send("POST", "reset"),
  };
}
