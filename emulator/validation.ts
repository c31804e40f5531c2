import type { z } from "zod";

/** A body or query that the API refuses; 422 from RealtimeKit, 400 with code 10005 from Stream. */
export class InvalidInput extends Error {
  constructor(message: string) {
    super(message);
    this.name = "InvalidInput";
  }
}

/** Validates a body or query. The error lists all findings, each with the path of its value. */
export function validate<T>(schema: z.ZodType<T>, value: unknown): T {
  const checked = schema.safeParse(value ?? {});
  if (checked.success) return checked.data;
  throw new InvalidInput(checked.error.issues.flatMap(describe).join("; "));
}

function describe(issue: z.core.$ZodIssue): string[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => `${join([...issue.path, key])}: unknown field`);
  }
  return [`${join(issue.path)}: ${issue.message}`];
}

function join(path: readonly PropertyKey[]): string {
  return path.length === 0 ? "body" : path.map(String).join(".");
}
