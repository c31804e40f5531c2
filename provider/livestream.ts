/**
 * Livestream: a RealtimeKit livestream that any encoder feeds.
 *
 * | method | call |
 * | ------ | ---- |
 * | create | GET …/livestreams (is the name there?), POST …/livestreams |
 * | read   | GET …/livestreams/{id}, or the list where several are read at once |
 * | update | none: the API has no update |
 * | delete | none: the API has no delete; the livestream is forgotten |
 */
import { BaseLivestreams } from "cloudflare/resources/realtime-kit/livestreams";
import * as z from "zod";
import { ErrorForPeople, answer, statusOf } from "./mechanism/errors.ts";
import type { Api } from "./mechanism/http.ts";
import { join } from "./mechanism/ingest.ts";
import {
  adoptable,
  type Held,
  inApp,
  type Kind,
  REPLACE_IN_APP,
  isOwnName,
} from "./mechanism/kind.ts";
import { rotatedName, stableName } from "./mechanism/names.ts";
import { ONCE } from "./mechanism/once.ts";
import { batched, pagesOf, unlessGone } from "./mechanism/reading.ts";
import { group, UNKNOWN } from "./mechanism/schema.ts";

/** What may be declared of a livestream. */
export const livestreamSchema = group({
  /**
   * Its name in the app: letters, digits, `-` and `_`. Default: the logical name and a short hash of
   * project, stack and logical name, which stays when the stack is renamed. A change replaces, since
   * the API cannot rename. A name that exists already is an error that tells how to adopt it.
   */
  name: z
    .string()
    .regex(/^[a-zA-Z0-9-_]+$/, "use letters, digits, - and _ only, at least one")
    .optional(),
  /**
   * Any text; changing it rotates a leaked stream key: a new livestream with a new name, key and
   * playback URL replaces this one. It is part of the name: a given `name` gets a short hash behind it.
   */
  keyVersion: z.string().min(1).optional(),
  ...inApp,
  ...adoptable,
});

type Inputs = z.output<typeof livestreamSchema> & {
  name: string;
  accountId: string;
  appId: string;
};

export const livestream: Kind<Inputs> = {
  name: "Livestream",
  schema: livestreamSchema,
  outputs: {
    name: "plain",
    ingestServer: "plain",
    streamKey: "secret",
    ingestUrl: "secret",
    playbackUrl: "plain",
  },
  unique: ["name", "keyVersion"],
  replaceOn: {
    name: "the API has no rename",
    keyVersion: "the API gives a new stream key only to a new livestream",
    ...REPLACE_IN_APP,
  },
  fallbacks: {
    name: {
      from: ["keyVersion"],
      value: ({ keyVersion }, by) => stableName(by, keyVersion as string | undefined),
    },
  },
  conflicts: ({ adopt, keyVersion }) =>
    adopt === undefined || keyVersion === undefined
      ? []
      : [
          {
            path: ["keyVersion"],
            reason:
              "not together with adopt: what is adopted keeps its stream key; to rotate it, remove adopt",
          },
        ],
  complete: (declared) => {
    const { name, keyVersion } = declared;
    if (typeof name !== "string" || typeof keyVersion !== "string" || name === UNKNOWN)
      return { ...declared };
    return { ...declared, name: keyVersion === UNKNOWN ? UNKNOWN : rotatedName(name, keyVersion) };
  },
  identity: ({ name, appId }) => `a livestream named ${JSON.stringify(name)} in app ${appId}`,
  find: async (api, inputs, options) => {
    const named = (await all(api, inputs, options)).filter(({ name }) => name === inputs.name);
    return named.map(({ id }) => ({ id, is: isOwnName(inputs) ? "ours" : "taken" }));
  },
  make: async (api, inputs) => {
    const path = `/accounts/${encodeURIComponent(inputs.accountId)}/realtime/kit/${encodeURIComponent(inputs.appId)}/livestreams`;
    // The SDK dropped its typed method in 7.2.0; the page documents the call.
    const made = await api.client
      .post(path, { body: { name: inputs.name }, ...ONCE })
      .catch((error: unknown) => {
        throw isWithdrawn(error) ? withdrawn(inputs, error) : error;
      });
    return hold(answer(single, made, `POST ${path}`).data);
  },
  read: async (api, id, where) => {
    const item = await batched(api, `livestreams ${where.accountId}/${where.appId}`, id, {
      one: () => one(api, id, where),
      all: () => all(api, where, { fresh: true }),
      idOf: (found) => found.id,
    });
    return item && hold(item);
  },
  forgotten: (id, { name }) =>
    `The livestream ${name} (${id}) is no longer managed, but it stays: the API cannot delete livestreams. ` +
    "Its stream key and its playback URL keep working.",
};

const item = z.looseObject({
  id: z.string().min(1),
  name: z.string().nullish(),
  ingest_server: z.string(),
  stream_key: z.string(),
  playback_url: z.string(),
});

type Item = z.output<typeof item>;

/** Details come flat (seed page) or below `livestream` (SDK's type). */
const single = z.object({
  data: z.union([z.object({ livestream: item }).transform(({ livestream }) => livestream), item]),
});

async function one(api: Api, id: string, { accountId, appId }: Inputs): Promise<Item | undefined> {
  const params = { account_id: accountId, app_id: appId };
  return unlessGone(
    async () => {
      const body = await api.use(BaseLivestreams).getLivestreamSessionForLivestreamID(id, params);
      return answer(single, body, `GET livestream ${id}`).data;
    },
    () => all(api, { accountId, appId }),
  );
}

/** All of an app's livestreams; the list carries the whole item. */
function all(
  api: Api,
  { accountId, appId }: { accountId: string; appId: string },
  options?: { fresh: boolean },
): Promise<Item[]> {
  const load = () =>
    pagesOf(item, "GET livestreams", (page) =>
      api.use(BaseLivestreams).getAllLivestreams(appId, {
        account_id: accountId,
        exclude_meetings: true,
        ...page,
      }),
    );
  return api.list(`livestreams ${accountId}/${appId}`, load, options);
}

function hold(found: Item): Held {
  return {
    id: found.id,
    inputs: { name: found.name ?? undefined },
    outputs: {
      name: found.name ?? "",
      ingestServer: found.ingest_server,
      streamKey: found.stream_key,
      ingestUrl: join(found.ingest_server, found.stream_key),
      playbackUrl: found.playback_url,
    },
  };
}

/** The list was there a moment ago, so it is not the app that is missing. */
function isWithdrawn(error: unknown): boolean {
  return [404, 405, 410].includes(statusOf(error) ?? 0);
}

function withdrawn({ accountId }: Inputs, cause: unknown): ErrorForPeople {
  return new ErrorForPeople(
    `The API of account ${accountId} no longer creates independent livestreams (it answered ${statusOf(cause) ?? ""} to the create, ` +
      "while it lists them). Use a Stream live input as the ingest instead: LiveInput, or `liveInputs` in config.",
    { cause },
  );
}
