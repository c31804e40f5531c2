/** A request to the API. Bodies and tokens are never stored. */
export interface LoggedRequest {
  method: string;
  /** The path below /client/v4, without the query. */
  path: string;
  /** The query as it was sent, or "". */
  query: string;
  /** The status of the response, or null if it is still running or its connection was cut. */
  status: number | null;
  /** When it arrived, in ISO format. */
  time: string;
}

const most = 10_000;

/** The newest requests, oldest first. */
export class RequestLog {
  #entries: LoggedRequest[] = [];

  /** Adds a request on arrival; the caller sets the status later. */
  add(method: string, path: string, query: string): LoggedRequest {
    const entry = { method, path, query, status: null, time: new Date().toISOString() };
    this.#entries.push(entry);
    if (this.#entries.length > most) this.#entries = this.#entries.slice(-most / 2);
    return entry;
  }

  list(): readonly LoggedRequest[] {
    return this.#entries;
  }

  clear(): void {
    this.#entries = [];
  }
}
