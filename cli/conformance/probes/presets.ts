/** Presets. */
import { toWire } from "../../../provider/client/wire.ts";
import { preset } from "../../../provider/resources/preset/definition.ts";
import { presetSchema } from "../../../provider/resources/preset/inputs.ts";
import { isPlain, merge, type Plain, without } from "../../../provider/schema/compare.ts";
import { ASSUMED, OBSERVED, probe, type Probe, TYPED } from "../probe.ts";
import { objectIn, refusalOf, type World } from "../world.ts";
import { created, type Created, deleted, missing, NO_UUID, sample } from "./missing.ts";

const RESOURCE = "Preset";
const LOGO = "https://example.com/logo.png";

/** A complete preset as the resource sends it. */
export function presetBody(name: string, more: unknown = {}): Plain {
  const declared = presetSchema.parse({ name, template: "host" });
  const { config, permissions, ui } = preset.applyDefaults(declared);
  const body = toWire(presetSchema, { name, config, permissions, ui });
  return merge(merge({ ui: { config_diff: {} } }, body), more);
}

/** The preset of all checks. */
async function made(world: World): Promise<Created> {
  const body = await world.once("preset body", () => Promise.resolve(presetBody(world.name())));
  return await sample(world, world.kit("/presets"), body);
}

function one(world: World, id: string): string {
  return world.kit(`/presets/${id}`);
}

async function another(world: World, more: unknown = {}): Promise<{ id: string; name: string }> {
  const name = world.name();
  const { id } = objectIn(await world.post(world.kit("/presets"), presetBody(name, more)));
  return { id: String(id), name };
}

async function configDiff(world: World): Promise<string> {
  const body = without(presetBody(world.name()), { ui: { config_diff: {} } }, { ui: {} });
  const { status } = await world.post(world.kit("/presets"), body);
  if (status < 300) return "optional";
  return status === 400 || status === 422 ? "required" : String(status);
}

async function simulcast(world: World): Promise<string> {
  const { id } = await made(world);
  const { config } = objectIn(await world.get(one(world, id)));
  const media = isPlain(config) && isPlain(config.media) ? config.media : {};
  return isPlain(media.video) && "simulcast" in media.video ? "added" : "absent";
}

function logoOf(item: Plain): unknown {
  const tokens = isPlain(item.ui) ? item.ui.design_tokens : undefined;
  return isPlain(tokens) ? tokens.logo : undefined;
}

async function putLeftOut(world: World): Promise<string> {
  const { id, name } = await another(world, { ui: { design_tokens: { logo: LOGO } } });
  if (logoOf(objectIn(await world.get(one(world, id)))) !== LOGO) return "never kept";
  objectIn(await world.put(one(world, id), presetBody(name)));
  return logoOf(objectIn(await world.get(one(world, id)))) === LOGO ? "kept" : "removed";
}

async function unknownField(world: World): Promise<string> {
  const field = "conformance_unknown";
  const answer = await world.post(world.kit("/presets"), {
    ...presetBody(world.name()),
    [field]: true,
  });
  if (answer.status >= 300) return answer.status < 500 ? "refused" : String(answer.status);
  const held = objectIn(await world.get(one(world, String(objectIn(answer).id))));
  return field in held ? "kept" : "ignored";
}

export const presetProbes: readonly Probe[] = [
  ...created("preset", "POST presets", RESOURCE, made),
  probe(
    "preset.config-diff",
    "optional",
    {
      optional: { presetNeedsConfigDiff: false },
      required: { presetNeedsConfigDiff: true },
    },
    {
      call: "POST presets without ui.config_diff",
      source: TYPED,
      neededBy: RESOURCE,
      run: configDiff,
    },
  ),
  probe(
    "preset.simulcast",
    "added",
    { added: { presetEchoesSimulcast: true }, absent: { presetEchoesSimulcast: false } },
    {
      call: "GET presets/{id}: a simulcast that was not sent",
      source: OBSERVED,
      neededBy: "Preset: an empty diff",
      run: simulcast,
    },
  ),
  probe(
    "preset.name-taken",
    "409",
    {
      "409": { presetNameTaken: 409 },
      "400": { presetNameTaken: 400 },
      "422": { presetNameTaken: 422 },
      accepted: { presetNameTaken: "allowed" },
    },
    {
      call: "POST presets with a name that is taken",
      source: OBSERVED,
      neededBy: RESOURCE,
      run: async (world) => {
        const name = String((await made(world)).item.name);
        return refusalOf(await world.post(world.kit("/presets"), presetBody(name)));
      },
    },
  ),
  probe(
    "preset.invalid",
    "422",
    { "422": { kitInvalid: 422 }, "400": { kitInvalid: 400 } },
    {
      call: "POST presets with a number as its name",
      source: ASSUMED,
      neededBy: "Preset: messages",
      run: async (world) =>
        refusalOf(
          await world.post(world.kit("/presets"), { ...presetBody(world.name()), name: 7 }),
        ),
    },
  ),
  probe(
    "preset.unknown-field",
    "refused",
    { refused: {}, ignored: {}, kept: {} },
    {
      call: "POST presets with a field that does not exist",
      source: ASSUMED,
      neededBy: RESOURCE,
      run: unknownField,
    },
  ),
  probe(
    "preset.patch",
    "partial",
    { partial: {} },
    {
      call: "PATCH presets/{id} with one field",
      source: TYPED,
      neededBy: "Preset: a name that moves",
      run: async (world) => {
        const { id, item } = await made(world);
        objectIn(await world.patch(one(world, id), { permissions: { can_record: false } }));
        const { permissions, name } = objectIn(await world.get(one(world, id)));
        const is = isPlain(permissions) && permissions.can_record === false;
        const rest = name === item.name && isPlain(permissions) && isPlain(permissions.chat);
        return is && rest ? "partial" : is ? "whole" : "ignored";
      },
    },
  ),
  probe(
    "preset.patch-id",
    "absent",
    { absent: { presetPatchOmitsId: true }, present: { presetPatchOmitsId: false } },
    {
      call: "PATCH presets/{id}: the id in the response",
      source: OBSERVED,
      neededBy: RESOURCE,
      run: async (world) => {
        const { id } = await made(world);
        return "id" in objectIn(await world.patch(one(world, id), {})) ? "present" : "absent";
      },
    },
  ),
  probe(
    "preset.put-left-out",
    "removed",
    { removed: { presetPutLeftOut: "removed" }, kept: { presetPutLeftOut: "kept" } },
    {
      call: "PUT presets/{id} without an optional field",
      source: TYPED,
      neededBy: "Preset: a field that is no longer set",
      run: putLeftOut,
    },
  ),
  probe(
    "preset.put-incomplete",
    "refused",
    { refused: {}, accepted: {} },
    {
      call: "PUT presets/{id} without ui",
      source: TYPED,
      neededBy: RESOURCE,
      run: async (world) => {
        const { id, name } = await another(world);
        const { status } = await world.put(one(world, id), { ...presetBody(name), ui: undefined });
        return status < 300 ? "accepted" : status < 500 ? "refused" : String(status);
      },
    },
  ),
  probe(
    "preset.deleted",
    "document",
    { document: { kitDeleted: "document" }, "204": { kitDeleted: 204 } },
    {
      call: "DELETE presets/{id}",
      source: TYPED,
      neededBy: RESOURCE,
      run: async (world) => {
        const { id } = await another(world);
        const answer = await world.delete(one(world, id));
        if (answer.status < 300) world.undo.forget(id);
        return deleted(answer);
      },
    },
  ),
  missing("preset", "GET presets/{id}", RESOURCE, (world) => world.get(one(world, NO_UUID))),
];
