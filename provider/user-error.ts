/** A `UserError` as text; the host of the dynamic provider recognizes it by this. */
export const PRINTED_BY_ENGINE = "(printed by the engine)";

/**
 * An error that the user can fix. Its message says what happened and what to do; it is shown without a
 * stack trace and class name.
 */
export class UserError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.stack = message;
  }

  override toString(): string {
    return PRINTED_BY_ENGINE;
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
