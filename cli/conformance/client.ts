/** The provider's own client, with raw responses, a gentle pace, and messages without secrets and ids. */
import { setTimeout as wait } from "node:timers/promises";
import { APIConnectionError, APIError } from "cloudflare/core/error";
import { Api } from "../../provider/client/api.ts";
import { briefly, LostAnswer, STATUS_HEADER } from "../../provider/client/errors.ts";
import { ONCE } from "../../provider/client/once.ts";
import { type Pace, retryAfter } from "../../provider/client/pause.ts";
import type { Settings } from "../../provider/client/settings.ts";
import { isPlain } from "../../provider/schema/compare.ts";
import { withoutSecrets } from "../../provider/schema/schema.ts";

/** Half of the API's limit, so that the user's other programs can work too. */
const GENTLE: Pace = { limit: 2, interval: 1000 };

/** How often a call is sent again after a 429. */
const PATIENCE = 5;

/** A response, successful or not. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The complete body; undefined if there is none. */
  readonly body: unknown;
  /** What the envelope contains: `data` of RealtimeKit, `result` of Stream. */
  readonly data: unknown;
}

type Method = "get" | "post" | "put" | "patch" | "delete";

/** Whether the API is on this machine: an emulator. */
export function isLocal({ baseUrl }: Settings): boolean {
  return /^(127\.|localhost$|\[::1\]$)/.test(new URL(baseUrl).hostname);
}

export class Client {
  readonly api: Api;
  readonly #secrets = new Set<string>();
  readonly #own: readonly string[];
  #requests = 0;

  constructor(settings: Settings) {
    this.api = isLocal(settings) ? new Api(settings) : new Api(settings, GENTLE);
    if (settings.apiToken !== undefined) this.#secrets.add(settings.apiToken);
    this.#own = [settings.accountId ?? ""].filter(Boolean);
  }

  /** Sends a request once, again only after a 429. An error status is a response too. */
  async call(
    method: Method,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      const answer = await this.#send(method, path, body, headers);
      if (answer.status !== 429 || attempt === PATIENCE) return answer;
      await wait(retryAfter(answer.headers));
    }
  }

  async #send(
    method: Method,
    path: string,
    body: unknown,
    headers: Record<string, string> | undefined,
  ): Promise<Answer> {
    this.#requests++;
    const options = {
      ...ONCE,
      ...(body !== undefined && { body }),
      ...(headers && { headers }),
    };
    try {
      const response = await this.api.client[method](path, options).asResponse();
      return this.#answer(
        Number(response.headers.get(STATUS_HEADER) ?? 204),
        response.headers,
        await response.json(),
      );
    } catch (error) {
      if (error instanceof APIError && typeof error.status === "number")
        return this.#answer(error.status, error.headers as Headers, error.error);
      const lost = error instanceof APIConnectionError ? error.cause : error;
      if (lost instanceof LostAnswer && lost.isEmpty)
        return this.#answer(lost.status, new Headers(), undefined);
      throw error;
    }
  }

  #answer(status: number, headers: Headers, body: unknown): Answer {
    this.#learnSecrets(body);
    const data = isPlain(body) ? (body.data ?? body.result) : undefined;
    return { status, headers, body, data };
  }

  /** Texts of fields that can contain a key are never shown. */
  #learnSecrets(value: unknown): void {
    if (typeof value !== "object" || value === null) return;
    for (const [key, below] of Object.entries(value)) {
      if (typeof below !== "string") this.#learnSecrets(below);
      else if (below.length >= 8 && /key|token|passphrase|secret|streamid|url$/i.test(key))
        this.#secrets.add(below);
    }
  }

  /** An error or a text for people: without secrets and ids. */
  shown(what: unknown): string {
    const secrets = [...this.#secrets];
    const text = typeof what === "string" ? withoutSecrets(what, secrets) : briefly(what, secrets);
    return this.#own
      .reduce((rest, id) => rest.replaceAll(id, "…"), text)
      .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}/gi, "…");
  }

  get requests(): number {
    return this.#requests;
  }
}
