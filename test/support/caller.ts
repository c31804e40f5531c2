/** Calls the API directly, like another client. */
import { STREAM } from "./account.ts";
import type { Plain } from "./plain.ts";

export interface Caller {
  /** Returns the response; an error fails the test. */
  readonly api: (method: string, path: string, body?: unknown) => Promise<unknown>;
}

/** The items of a list, whose format differs by API. */
export async function listed({ api }: Caller, path: string): Promise<Plain[]> {
  const data = await api("GET", path);
  const items = Array.isArray(data) ? data : Object.values(data as Plain).find(Array.isArray);
  if (!items) throw new Error(`GET ${path}: no list in ${JSON.stringify(data)}`);
  return items as Plain[];
}

/** Creates a live input like another client; returns its uid. */
export async function hub({ api }: Caller): Promise<string> {
  const made = (await api("POST", STREAM, {})) as { uid: string };
  return made.uid;
}
