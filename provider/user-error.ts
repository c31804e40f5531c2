/** What a `UserError` is as text, by which the dynamic provider's host knows it. */
export const PRINTED_BY_ENGINE = "(printed by the engine)";

/**
 * Something that the reader can put right: its message says what happened and what to do, and is all
 * that is to be seen of it, with no stack and no class name.
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
