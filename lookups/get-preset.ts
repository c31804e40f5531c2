import type * as pulumi from "@pulumi/pulumi";
import { BasePresets } from "cloudflare/resources/realtime-kit/presets";
import type { RequireExactlyOne } from "type-fest";
import * as z from "zod";
import type { Inputs } from "../components/resource.ts";
import type { Api } from "../provider/client/api.ts";
import { preset } from "../provider/resources/preset/definition.ts";
import type { PresetFields } from "../provider/resources/preset/parts.ts";
import { pagesOf } from "../provider/client/reading.ts";
import {
  idOrName,
  inApp,
  invoke,
  invokeOutput,
  type Lookup,
  type LookupOutputOptions,
  nothing,
  NothingFound,
  type Scope,
  findUnique,
} from "./lookup.ts";

const schema = z.strictObject({
  /** The ID of the preset (a UUID). Set either `id` or `name`. */
  id: z.string().min(1).optional(),
  /** The complete name of the preset, case-sensitive and unique in the app. Set either `id` or `name`. */
  name: z.string().min(1).optional(),
  ...inApp,
});

/** Arguments for {@link getPreset}. */
export type GetPresetArgs = RequireExactlyOne<z.input<typeof schema>, "id" | "name">;

/** The result of {@link getPreset}: all fields of the preset, as in the `Preset` resource. */
export interface GetPresetResult extends PresetFields {
  /** The ID of the preset (a UUID). */
  readonly id: string;
  /** The name of the preset; participants are added with it. */
  readonly name: string;
}

export const lookup: Lookup<typeof schema, GetPresetResult> = {
  name: "getPreset",
  schema,
  conflicts: idOrName,
  read: async (api, args) => {
    const { name, ...place } = args;
    const where = `app ${args.appId}`;
    // The list has little more than names (contract), so a second call reads the rest.
    const id = args.id ?? findUnique(await all(api, place), name ?? "", "preset", where).id;
    // A read needs only the account and the app.
    const held = await preset.read(api, id, place as Parameters<typeof preset.read>[2]);
    if (!held) throw new NothingFound(nothing(await all(api, place), { id }, "preset", where));
    // The inputs have the type PresetFields.
    return { id, ...held.inputs } as unknown as GetPresetResult;
  },
};

function all(api: Api, { accountId, appId }: Scope) {
  const item = z.looseObject({ id: z.string().min(1), name: z.string().nullish() });
  return pagesOf(item, "GET presets", (page) =>
    api.use(BasePresets).get(appId, { account_id: accountId, ...page }),
  );
}

/**
 * Looks up a preset of an app, with all of its `config`, `permissions` and `ui`.
 *
 * @throws pulumi.RunError if there is no such preset (the error lists the existing names), or if the API
 *   returns an error
 *
 * @example
 * const { permissions } = await getPreset({ name: "webinar_presenter" });
 */
export function getPreset(args: GetPresetArgs): Promise<GetPresetResult> {
  return invoke(lookup, args);
}

/** Like {@link getPreset}, for arguments that are outputs. In a preview, the result is unknown if one of them is. */
export function getPresetOutput(
  args: Inputs<GetPresetArgs>,
  opts: LookupOutputOptions = {},
): pulumi.Output<GetPresetResult> {
  return invokeOutput(lookup, args, opts);
}
