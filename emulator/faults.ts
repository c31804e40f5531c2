import { z } from "zod";

const pattern = z.string().superRefine((source, context) => {
  try {
    new RegExp(source);
  } catch (error) {
    context.addIssue(String(error));
  }
});

/** What a test asks for; see the table in control.ts. */
export const faultSchema = z.strictObject({
  /** Only requests of this method. */
  method: z
    .string()
    .transform((method) => method.toUpperCase())
    .optional(),
  /** Only paths below /client/v4 (without the query) that this regular expression finds. */
  path: pattern.optional(),
  /** Answer this status. */
  status: z.number().int().min(200).max(599).optional(),
  /** Answer this body instead of an error envelope; a string goes out as text/html, as a gateway's would. */
  body: z.unknown().optional(),
  /** Wait so long before anything else. */
  latencyMs: z.number().int().min(0).max(600_000).optional(),
  /**
   * Cut the connection: before the request is handled; after it, with no answer; or midway, when half
   * of the answer's body is sent and its head has promised the whole.
   */
  cut: z.enum(["before", "after", "midway"]).optional(),
  /** Handle the request, and answer half of the text as if it were the whole: JSON that does not end. */
  truncated: z.boolean().optional(),
  /** Send `Retry-After` with so many seconds. The status is 429 unless one is given. */
  retryAfter: z.number().min(0).optional(),
  /** Handle the request first, and answer `status` although the write happened. */
  afterWrite: z.boolean().optional(),
  /** So many requests fail, then the fault is gone. */
  times: z.number().int().min(1).default(1),
  /** Let so many matching requests pass first. */
  skip: z.number().int().min(0).default(0),
});

/** A fault as a test asks for it. */
export type FaultRequest = z.input<typeof faultSchema>;

/** A fault that waits for its requests. */
export type Fault = z.output<typeof faultSchema> & { id: string };

/** The status that a fault answers with, or undefined where it only delays or cuts. */
export function faultStatus(fault: Fault): number | undefined {
  return fault.status ?? (fault.retryAfter === undefined ? undefined : 429);
}

/** The faults that are still to happen, oldest first. */
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

  /** The fault that this request meets, if any. At most one; it counts down its `skip` and `times`. */
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
