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
  /** The preset's id (a UUID). This or `name`. */
  id: z.string().min(1).optional(),
  /** The preset's name, whole and with its capitals; unique in the app. This or `id`. */
  name: z.string().min(1).optional(),
  ...inApp,
});

/** Which preset {@link getPreset} looks for. */
export type GetPresetArgs = RequireExactlyOne<z.input<typeof schema>, "id" | "name">;

/** A preset, whole, as {@link getPreset} finds it; the fields are those of the `Preset` resource. */
export interface GetPresetResult extends PresetFields {
  /** Its id (a UUID). */
  readonly id: string;
  /** Its name in the app, by which participants are given it. */
  readonly name: string;
}

const lookup: Lookup<typeof schema, GetPresetResult> = {
  name: "getPreset",
  schema,
  conflicts: idOrName,
  read: async (api, args) => {
    const { name, ...place } = args;
    const where = `app ${args.appId}`;
    // The list has little more than names (contract), so the whole is read in a second call.
    const id = args.id ?? findUnique(await all(api, place), name ?? "", "preset", where).id;
    // To read one it is enough to know where.
    const held = await preset.read(api, id, place as Parameters<typeof preset.read>[2]);
    if (!held) throw new NothingFound(nothing(await all(api, place), { id }, "preset", where));
    // What the API holds, by the schema of which PresetFields is the type.
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
 * Looks up one preset of the app, whole: `config`, `permissions` and `ui`.
 *
 * @throws pulumi.RunError where there is none (with the names that there are), and where the API refuses
 *
 * @example
 * const { permissions } = await getPreset({ name: "webinar_presenter" });
 */
export function getPreset(args: GetPresetArgs): Promise<GetPresetResult> {
  return invoke(lookup, args);
}

/** {@link getPreset} for arguments that are outputs; unknown in a preview where one of them is. */
export function getPresetOutput(
  args: Inputs<GetPresetArgs>,
  opts: LookupOutputOptions = {},
): pulumi.Output<GetPresetResult> {
  return invokeOutput(lookup, args, opts, (found) => found);
}
