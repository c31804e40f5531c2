/** What the API holds of each kind, read and written by hand, as somebody else would. */
import { preset as presetBody } from "../contract/harness.ts";
import { APPS, KIT, STREAM } from "../support/account.ts";
import { type Caller, listed } from "../support/caller.ts";
import { omit } from "../support/omit.ts";
import type { Plain } from "../support/plain.ts";
import type { Project } from "../support/project.ts";

/** What is needed to find one: its id, and of a target its live input. */
export interface Place {
  readonly id: string;
  readonly liveInputId?: string;
}

interface AtApi {
  readonly read: (api: Caller, place: Place) => Promise<Plain>;
  /** Makes one, of which nothing is declared yet. */
  readonly make: (api: Caller, name: string, hub: string) => Promise<string>;
  /** Makes it again what it was; absent where the API changes nothing. */
  readonly putBack?: (api: Caller, place: Place, before: Plain) => Promise<unknown>;
  /** Deletes it; absent where the API cannot. */
  readonly remove?: (api: Caller, place: Place) => Promise<unknown>;
}

/** The project's API; a refusal fails the test. */
export function apiOf(project: Project): Caller {
  return {
    api: async (method, path, body) => {
      const { status, body: answer } = await project.api(method, path, body);
      if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(answer)}`);
      const { data, result } = answer as { data?: unknown; result?: unknown };
      return data ?? result;
    },
  };
}

const one = (section: string) => ({
  read: async ({ api }: Caller, { id }: Place) => (await api("GET", `${section}/${id}`)) as Plain,
  remove: ({ api }: Caller, { id }: Place) => api("DELETE", `${section}/${id}`),
});

/** In a list, where there is no GET of one. */
async function inList(api: Caller, path: string, key: "id" | "uid", id: string): Promise<Plain> {
  const found = (await listed(api, path)).find((each) => each[key] === id);
  if (!found) throw new Error(`${path} has no ${id}`);
  return found;
}

async function made(
  { api }: Caller,
  path: string,
  body: unknown,
  idOf = ({ id, uid }: Plain) => id ?? uid,
): Promise<string> {
  return String(idOf((await api("POST", path, body)) as Plain));
}

function pick(from: Plain, keys: readonly string[]): Plain {
  return Object.fromEntries(keys.flatMap((key) => (key in from ? [[key, from[key]]] : [])));
}

const outputs = (hub: string | undefined) => `${STREAM}/${String(hub)}/outputs`;

export const AT_API: Readonly<Record<string, AtApi>> = {
  Livestream: {
    read: one(`${KIT}/livestreams`).read,
    make: (api, name) => made(api, `${KIT}/livestreams`, { name }),
  },
  Preset: {
    ...one(`${KIT}/presets`),
    make: (api, name) => made(api, `${KIT}/presets`, presetBody(name)),
    putBack: ({ api }, { id }, before) =>
      api("PUT", `${KIT}/presets/${id}`, pick(before, ["name", "config", "permissions", "ui"])),
  },
  LiveInput: {
    ...one(STREAM),
    make: (api, name) => made(api, STREAM, { meta: { name } }),
    putBack: ({ api }, { id }, before) =>
      api("PUT", `${STREAM}/${id}`, {
        deleteRecordingAfterDays: null,
        ...pick(before, [
          "defaultCreator",
          "deleteRecordingAfterDays",
          "enabled",
          "meta",
          "preferLowLatency",
          "recording",
        ]),
      }),
  },
  RestreamTarget: {
    read: (api, { id, liveInputId }) => inList(api, outputs(liveInputId), "uid", id),
    remove: ({ api }, { id, liveInputId }) => api("DELETE", `${outputs(liveInputId)}/${id}`),
    make: (api, name, hub) =>
      made(api, outputs(hub), { url: "rtmp://by-hand.example.com/live", streamKey: name }),
    putBack: ({ api }, { id, liveInputId }, { enabled }) =>
      api("PUT", `${outputs(liveInputId)}/${id}`, { enabled }),
  },
  App: {
    read: (api, { id }) => inList(api, `${APPS}?per_page=1000`, "id", id),
    make: (api, name) =>
      made(api, APPS, { name }, (answer) => (answer as { app: { id: string } }).app.id),
  },
  Meeting: {
    read: one(`${KIT}/meetings`).read,
    make: (api, title) => made(api, `${KIT}/meetings`, { title }),
    putBack: async ({ api }, { id }, before) => {
      const body = omit(before, "id", "status", "created_at", "updated_at");
      await api("PUT", `${KIT}/meetings/${id}`, body);
      await api("PATCH", `${KIT}/meetings/${id}`, { status: before.status });
    },
  },
  Webhook: {
    ...one(`${KIT}/webhooks`),
    make: (api, name) =>
      made(api, `${KIT}/webhooks`, {
        name,
        url: "https://by-hand.example.com/hook",
        events: ["meeting.started"],
      }),
    putBack: ({ api }, { id }, before) =>
      api("PUT", `${KIT}/webhooks/${id}`, pick(before, ["name", "url", "events", "enabled"])),
  },
};

/** Everything that the API holds, by kind: the ids, without the app that is there from the start. */
export async function everything(api: Caller, except: string): Promise<Record<string, Plain[]>> {
  const paged = async (path: string) => {
    const pages: Plain[][] = [];
    do pages.push(await listed(api, `${path}?per_page=100&page_no=${pages.length + 1}`));
    while (pages.at(-1)?.length === 100);
    return pages.flat();
  };
  const inputs = await listed(api, STREAM);
  const targets = await Promise.all(inputs.map(({ uid }) => listed(api, outputs(String(uid)))));
  return {
    Livestream: await paged(`${KIT}/livestreams`),
    Preset: await paged(`${KIT}/presets`),
    LiveInput: inputs,
    RestreamTarget: targets.flat(),
    App: (await paged(APPS)).filter(({ id }) => id !== except),
    Meeting: await paged(`${KIT}/meetings`),
    Webhook: await listed(api, `${KIT}/webhooks`),
  };
}

export function idsOf(items: readonly Plain[]): string[] {
  return items.map(({ id, uid }) => String(id ?? uid));
}
