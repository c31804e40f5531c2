/**
 * Preset: what participants with a role can do in a meeting, and how the meeting looks to them.
 *
 * | method | call |
 * | ------ | ---- |
 * | create | GET …/presets (is there one with this name?), POST …/presets |
 * | read   | GET …/presets/{id} |
 * | update | GET …/presets/{id}, PUT …/presets/{id}: keeps values that the schema does not know |
 * | delete | DELETE …/presets/{id} |
 */
import { BasePresets, type PresetCreateParams } from "cloudflare/resources/realtime-kit/presets";
import * as z from "zod";
import { answer } from "../../client/errors.ts";
import { HEX, normalised } from "./colours.ts";
import { isPlain, merge, removed, without } from "../../schema/compare.ts";
import type { Api } from "../../client/api.ts";
import {
  APP_REFERENCE,
  type ResourceState,
  type ResourceDefinition,
  REPLACE_IN_APP,
} from "../../engine/definition.ts";
import { randomSuffix } from "../../engine/automatic-names.ts";
import { ONCE } from "../../client/once.ts";
import { wholeLook } from "./design-tokens.ts";
import { adoption } from "./adoption.ts";
import type { PresetFields } from "./parts.ts";
import { review } from "./review.ts";
import { warnings } from "./ranges.ts";
import { presetSchema } from "./inputs.ts";
import { templates } from "./templates.ts";
import { confirmGone as confirmGoneFrom, pagesOf, unlessGone } from "../../client/reading.ts";
import { UNKNOWN } from "../../schema/schema.ts";
import { fromWire, toWire } from "../../client/wire.ts";
import { writePath } from "../../schema/paths.ts";
import { UserError } from "../../user-error.ts";

/** The outputs of a preset. */
export const presetOutputs = z.object({
  /** The name of the preset; participants are added with it. */
  name: z.string(),
  /** The layout and media quality, including the template's values. */
  config: z.custom<PresetFields["config"]>(),
  /** What participants with this preset can do, including the template's values. */
  permissions: z.custom<PresetFields["permissions"]>(),
  /** The look of the meeting, including the template's values. */
  ui: z.custom<PresetFields["ui"]>(),
});

type Inputs = z.output<typeof presetSchema> & { name: string; accountId: string; appId: string };

export const preset = {
  name: "Preset",
  inputs: presetSchema,
  outputs: presetOutputs,
  section: { name: "presets", references: APP_REFERENCE, exports: ["name"] } as const,
  adoption,
  review,
  unique: ["name"],
  replaceOnChanges: REPLACE_IN_APP,
  nameInput: { key: "name", twice: "refused by the API" },
  computedDefaults: {},
  warnings,
  applyDefaults: complete,
  describe: ({ name, appId }) => `a preset named ${JSON.stringify(name)} in app ${appId}`,
  list: async (api, where, options) => {
    const found = await all(api, where, options);
    return found.map(({ id, name }) => ({ id, name: name ?? undefined }));
  },
  create: async (api, inputs) => {
    const body = { ...wire(inputs), account_id: inputs.accountId };
    const made = await api.use(BasePresets).create(inputs.appId, body as PresetCreateParams, ONCE);
    return toState(answer(whole, made, "POST presets").data);
  },
  read: (api, id, where) =>
    unlessGone(
      async () => toState(await get(api, id, where)),
      () => confirmGone(api, id, where),
    ),
  update: async (api, id, inputs, before) => {
    const { config, permissions, ui } = await get(api, id, inputs);
    const wanted = wire(inputs);
    const kept = without({ config, permissions, ui }, wire(before), wanted);
    const params = { account_id: inputs.accountId, app_id: inputs.appId };
    const body = { ...merge(kept as object, wanted), ...params } as PresetCreateParams &
      typeof params;
    const { data: now } = await api.use(BasePresets).replacePresetByID(id, body);
    refuseKept(removed(now, wire(before), wanted));
    return { id, inputs: fieldsOf(inputs), outputs: { name: inputs.name } };
  },
  setAside: async (api, id, where) => {
    const { name } = await get(api, id, where);
    const params = { account_id: where.accountId, app_id: where.appId };
    await api
      .use(BasePresets)
      .update(id, { ...params, name: `${name}-replaced-${randomSuffix()}` });
  },
  delete: async (api, id, { accountId, appId }) => {
    await api.use(BasePresets).delete(id, { account_id: accountId, app_id: appId });
  },
  confirmGone,
} satisfies ResourceDefinition<Inputs>;

/** Fills in the template's values; if the template is not known yet, neither are they. */
function complete(declared: Readonly<Record<string, unknown>>): Record<string, unknown> {
  if (declared.template === UNKNOWN)
    return { ...declared, config: UNKNOWN, permissions: UNKNOWN, ui: UNKNOWN };
  const { config, permissions } = templates[declared.template as keyof typeof templates]();
  return {
    ...declared,
    config: merge<unknown>(config, declared.config),
    permissions: merge<unknown>(permissions, declared.permissions),
    ui: wholeLook(declared.ui),
  };
}

type Where = Pick<Inputs, "accountId" | "appId">;

const slim = z.looseObject({ id: z.string().min(1), name: z.string().nullish() });

const fields = z.record(z.string(), z.unknown());

const whole = z.object({
  data: z.looseObject({
    id: z.string().min(1),
    name: z.string(),
    config: fields,
    permissions: fields,
    ui: fields,
  }),
});

async function get(api: Api, id: string, { accountId, appId }: Where) {
  const params = { account_id: accountId, app_id: appId };
  const body = await api.use(BasePresets).getPresetByID(id, params);
  return answer(whole, body, `GET preset ${id}`).data;
}

function confirmGone(api: Api, id: string, where: Where): Promise<void> {
  return confirmGoneFrom(() => all(api, where, { fresh: true }), id, "preset");
}

function all(api: Api, { accountId, appId }: Where, options?: { fresh: boolean }) {
  const load = () =>
    pagesOf(slim, "GET presets", (page) =>
      api.use(BasePresets).get(appId, { account_id: accountId, ...page }),
    );
  return api.list(`presets ${accountId}/${appId}`, load, options);
}

/** The inputs that are fields of the API. */
function fieldsOf(inputs: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(inputs).filter(([key]) => ["config", "permissions", "ui"].includes(key)),
  );
}

/** The request body. The API requires `ui.config_diff`, which is in none of the SDK's types. */
function wire(inputs: Partial<Inputs>): Record<string, unknown> {
  const body = toWire(presetSchema, { name: inputs.name, ...fieldsOf(inputs) });
  return merge({ ui: { config_diff: {} } }, body);
}

/** The API may keep what a PUT leaves out. An error, because nothing else would show it. */
function refuseKept(kept: object | undefined): void {
  const [path] = kept ? pathsIn(fromWire(presetSchema, kept)) : [];
  if (!path) return;
  throw new UserError(
    `${writePath(path)}: the API keeps the value of this field although it is no longer set; set it to the value that you want`,
  );
}

function pathsIn(value: unknown): string[][] {
  if (!isPlain(value)) return [[]];
  return Object.entries(value).flatMap(([key, below]) =>
    pathsIn(below).map((path) => [key, ...path]),
  );
}

function toState(found: z.output<typeof whole>["data"]): ResourceState {
  const { name, config, permissions, ui } = fromWire(presetSchema, found) as Record<
    string,
    unknown
  >;
  return {
    id: found.id,
    inputs: { name, config, permissions, ui: withNormalColours(ui) },
    outputs: { name: found.name },
  };
}

/** Normalises colours like the schema does, so that they compare equal. */
function withNormalColours(value: unknown): unknown {
  if (isPlain(value))
    return Object.fromEntries(
      Object.entries(value).map(([key, below]) => [key, withNormalColours(below)]),
    );
  return typeof value === "string" && HEX.test(value) ? normalised(value) : value;
}
