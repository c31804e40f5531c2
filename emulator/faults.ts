import { z } from "zod";

const pattern = z.string().superRefine((source, context) => {
  try {
    new RegExp(source);
  } catch (error) {
    context.addIssue(String(error));
  }
});

/** A fault that a test requests; see the table in control.ts. */
export const faultSchema = z.strictObject({
  /** Only requests with this method. */
  method: z
    .string()
    .transform((method) => method.toUpperCase())
    .optional(),
  /** Only paths below /client/v4 (without the query) that match this regular expression. */
  path: pattern.optional(),
  /** Respond with this status. */
  status: z.number().int().min(200).max(599).optional(),
  /** Respond with this body instead of an error envelope; a string is sent as text/html, like from a gateway. */
  body: z.unknown().optional(),
  /** Wait before anything else. */
  latencyMs: z.number().int().min(0).max(600_000).optional(),
  /**
   * Cut the connection: before the request is handled; after it, without a response; or midway, after half of
   * the body.
   */
  cut: z.enum(["before", "after", "midway"]).optional(),
  /** Handle the request, and send half of the body as if it were complete: truncated JSON. */
  truncated: z.boolean().optional(),
  /** Send `Retry-After` with this number of seconds. The default status is then 429. */
  retryAfter: z.number().min(0).optional(),
  /** Handle the request first, and respond with `status` although the write was made. */
  afterWrite: z.boolean().optional(),
  /** The number of requests that fail. */
  times: z.number().int().min(1).default(1),
  /** The number of matching requests that pass first. */
  skip: z.number().int().min(0).default(0),
});

/** A fault that a test requests. */
export type FaultRequest = z.input<typeof faultSchema>;

/** A pending fault. */
export type Fault = z.output<typeof faultSchema> & { id: string };

/** The status of a fault, or undefined if it only delays or cuts. */
export function faultStatus(fault: Fault): number | undefined {
  return fault.status ?? (fault.retryAfter === undefined ? undefined : 429);
}

/** The pending faults, oldest first. */
export class FaultBox {
  #faults: Fault[] = [];
  #made = 0;

  add(request: z.output<typeof faultSchema>): Fault {
    const fault = { ...request, id: `fault-${++this.#made}` };
    this.#faults.push(fault);
    return fault;
  }

  list(): readonly Fault[] {
    return this.#faults;
  }

  clear(): void {
    this.#faults = [];
  }

  /** The fault for this request, if any; counts down its `skip` and `times`. */
  take(method: string, path: string): Fault | undefined {
    for (const fault of this.#faults) {
      if (fault.method !== undefined && fault.method !== method) continue;
      if (fault.path !== undefined && !new RegExp(fault.path).test(path)) continue;
      if (fault.skip > 0) {
        fault.skip -= 1;
        continue;
      }
      fault.times -= 1;
      if (fault.times === 0) this.#faults = this.#faults.filter((other) => other !== fault);
      return fault;
    }
    return undefined;
  }
}
