/** "Not found" is believed only where the list of the place says so, too. */
import { ErrorForPeople } from "./errors.ts";

/**
 * Confirms that the API no longer has what it answered 404 for. A mistyped account or app, a proxy or
 * an API that is not whole answers 404 as well: then the list cannot be read, or still has it.
 *
 * @param list reads the list of the place afresh
 * @throws ErrorForPeople where the list has it; whatever the list throws where it cannot be read
 */
export async function goneFrom(
  list: () => Promise<readonly { id: string }[]>,
  id: string,
  what: string,
): Promise<void> {
  if (!(await list()).some((item) => item.id === id)) return;
  throw new ErrorForPeople(
    `The API answered 404 for ${id}, but its list of ${what} still has it. Nothing is taken for gone: try again later.`,
  );
}
