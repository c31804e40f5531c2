/**
 * Errors of check, diff, read and delete are printed by the provider's host and then by the engine,
 * to which the host hands them: once is enough.
 */
import { PRINTED_BY_ENGINE } from "../../user-error.ts";

/** Keeps the host from printing errors that the engine will print. */
export function leaveErrorsToTheEngine(): void {
  const print = console.error.bind(console);
  console.error = (...values: unknown[]) => {
    const [first] = values;
    if (typeof first === "string" && first.startsWith(PRINTED_BY_ENGINE)) return;
    print(...values);
  };
}
