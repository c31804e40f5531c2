/** What the API says about a stream, before and while it gets video. */
import { BaseLiveInputs } from "cloudflare/resources/stream/live-inputs/live-inputs";
import * as z from "zod";
import { readLivestream } from "../../lookups/livestreams-at-api.ts";
import { type Api, apiFor } from "../../provider/client/api.ts";
import { briefly } from "../../provider/client/errors.ts";
import { type Settings, settingsProblems } from "../../provider/client/settings.ts";
import { UserError } from "../../provider/user-error.ts";
import { type Check, failed, ok } from "./check.ts";
import type { Stream } from "./streams.ts";

const WHAT = "API";

/** The API of a stack's account. */
export class StackApi {
  readonly #settings: Settings;
  readonly #api: Api;

  /** @throws UserError if a setting is missing */
  constructor(settings: Settings) {
    const problems = settingsProblems(settings, ["apiToken", "accountId"]);
    if (problems.length > 0) throw new UserError(problems.join("\n"));
    this.#settings = settings;
    this.#api = apiFor(settings);
  }

  /** Why no video can be sent; undefined if the API has no objection. */
  async objection(stream: Stream): Promise<string | undefined> {
    try {
      if (stream.kind !== "live input") return undefined;
      const { enabled } = await this.#liveInput(stream);
      return enabled === false
        ? "the live input is disabled, so it accepts no video; set enabled: true"
        : undefined;
    } catch (error) {
      return this.#words(error);
    }
  }

  /** What it says while the video is sent. */
  async check(stream: Stream): Promise<Check> {
    try {
      return stream.kind === "live input"
        ? await this.#liveInputCheck(stream)
        : await this.#livestreamCheck(stream);
    } catch (error) {
      return failed(WHAT, this.#words(error));
    }
  }

  async #livestreamCheck({ id = "" }: Stream): Promise<Check> {
    const { accountId = "", appId = "" } = this.#settings;
    const found = await readLivestream(this.#api, id, { accountId, appId });
    if (!found) return failed(WHAT, "the livestream does not exist any more; run pulumi refresh");
    const { status, ingestSeconds, sessions } = found;
    const words = `${status}, sessions: ${sessions.length}, ingest seconds: ${ingestSeconds}`;
    return status === "LIVE" ? ok(WHAT, words) : failed(WHAT, `${words}; expected LIVE`);
  }

  async #liveInputCheck(stream: Stream): Promise<Check> {
    const { status } = await this.#liveInput(stream);
    // The SDK types it as text; Stream's documentation shows an object.
    const state = typeof status === "object" ? status?.current?.state : status;
    if (state == null) return failed(WHAT, "it says that no encoder is connected");
    return /^(re)?connected$/.test(state)
      ? ok(WHAT, state)
      : failed(WHAT, `${state}; expected connected`);
  }

  async #liveInput({ id = "" }: Stream) {
    const { accountId = "" } = this.#settings;
    const found = await this.#api.use(BaseLiveInputs).get(id, { account_id: accountId });
    return liveInput.parse(found);
  }

  #words(error: unknown): string {
    return briefly(error, [this.#settings.apiToken ?? ""]);
  }
}

const liveInput = z.looseObject({
  enabled: z.boolean().nullish(),
  status: z
    .union([
      z.string(),
      z.looseObject({ current: z.looseObject({ state: z.string().nullish() }).nullish() }),
    ])
    .nullish(),
});
