/**
 * The host prints errors of check, diff, read and delete, and passes them to the engine, which prints them
 * again. This keeps the host from printing them.
 */
import { PRINTED_BY_ENGINE } from "../../user-error.ts";

/** Keeps the host from printing errors that the engine prints. */
export function leaveErrorsToTheEngine(): void {
  const print = console.error.bind(console);
  console.error = (...values: unknown[]) => {
    const [first] = values;
    if (typeof first === "string" && first.startsWith(PRINTED_BY_ENGINE)) return;
    print(...values);
  };
}
