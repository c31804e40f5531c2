/**
 * Presets. Paths below /accounts/{account}/realtime/kit/{app}:
 *
 * POST   /presets       create with the complete body, 201; 409 if the name is taken (quirk: presetNameTaken)
 * GET    /presets       list, slim: page_no, per_page, search
 * GET    /presets/{id}  read
 * PATCH  /presets/{id}  change what is sent, at any depth (quirk: presetPatchOmitsId)
 * PUT    /presets/{id}  replace the complete body (quirk: presetPutLeftOut)
 * DELETE /presets/{id}  delete; returns the deleted preset
 *
 * Quirks of all of them: presetEchoesSimulcast, presetNeedsConfigDiff.
 */
import { randomUUID } from "node:crypto";
import type { PresetGetResponse } from "cloudflare/resources/realtime-kit/presets";
import { z } from "zod";
import { appScope, type AppPath } from "./app-path.ts";
import type { EmulatorContext, Kind } from "./context.ts";
import { ApiError, kitDeleted, kitPage, kitSuccess, missing } from "./envelope.ts";
import { merged } from "./merge.ts";
import { pageOf, pageQuery } from "./paging.ts";
import { presetBody, presetBodyWithConfigDiff, type PresetBody } from "./preset-schema.ts";
import type { Collection, Scope } from "./store.ts";
import { validate } from "./validation.ts";

/** A stored preset. */
export interface PresetDocument {
  id: string;
  body: PresetBody;
  created_at: string;
  updated_at: string;
}

const listQuery = pageQuery.extend({ search: z.string().default("") });

/** All presets; the parent is the app. */
export function presetsOf({ store }: Pick<EmulatorContext, "store">): Collection<PresetDocument> {
  return store.collection<PresetDocument>("preset");
}

/** Adds the routes. */
export const addPresets: Kind = (routes, emulator) => {
  const presets = presetsOf(emulator);
  const show = ({ id, body, created_at, updated_at }: PresetDocument) => {
    const shown = emulator.quirks.presetEchoesSimulcast ? withSimulcast(body) : body;
    return { id, ...shown, created_at, updated_at };
  };
  const wholeBody = (body: unknown): PresetBody =>
    validate(emulator.quirks.presetNeedsConfigDiff ? presetBodyWithConfigDiff : presetBody, body);
  const existing = (scope: Scope, id: string): PresetDocument => {
    const preset = presets.get(scope, id);
    if (preset === undefined) throw missing(`Preset ${id} not found`);
    return preset;
  };
  const refuseTakenName = (scope: Scope, name: string, own?: string) => {
    const { presetNameTaken: status } = emulator.quirks;
    if (status === "allowed") return;
    if (presets.list(scope).some((other) => other.body.name === name && other.id !== own)) {
      throw new ApiError(status, `A preset with the name ${JSON.stringify(name)} already exists`);
    }
  };
  const change = (scope: Scope, { id, created_at }: PresetDocument, body: PresetBody) => {
    refuseTakenName(scope, body.name, id);
    const preset = { id, body, created_at, updated_at: new Date().toISOString() };
    presets.replace(scope, id, preset);
    return preset;
  };

  routes.post<{ Params: AppPath }>("/presets", (request, reply) => {
    const scope = appScope(request.params);
    const body = wholeBody(request.body);
    refuseTakenName(scope, body.name);
    const now = new Date().toISOString();
    const preset = { id: randomUUID(), body, created_at: now, updated_at: now };
    presets.insert(scope, preset.id, preset);
    return reply.code(emulator.quirks.kitCreated).send(kitSuccess(show(preset)));
  });

  routes.get<{ Params: AppPath }>("/presets", (request) => {
    const { search, ...page } = validate(listQuery, request.query);
    const found = presets
      .listed(appScope(request.params), emulator.quirks)
      .filter(({ body }) => body.name.toLowerCase().includes(search.toLowerCase()));
    const { items, paging } = pageOf(found, page, emulator.quirks);
    return kitPage(items.map(slim), paging);
  });

  routes.get<{ Params: AppPath & { id: string } }>("/presets/:id", (request) =>
    kitSuccess(show(existing(appScope(request.params), request.params.id))),
  );

  routes.patch<{ Params: AppPath & { id: string } }>("/presets/:id", (request) => {
    const scope = appScope(request.params);
    const before = existing(scope, request.params.id);
    // Validates the merged body, so the messages are those of PUT.
    const body = validate(presetBody, merged(before.body, validate(looseObject, request.body)));
    const { id, ...changed } = show(change(scope, before, body));
    return kitSuccess(emulator.quirks.presetPatchOmitsId ? changed : { id, ...changed });
  });

  routes.put<{ Params: AppPath & { id: string } }>("/presets/:id", (request) => {
    const scope = appScope(request.params);
    const before = existing(scope, request.params.id);
    const body = wholeBody(request.body);
    const { presetPutLeftOut: leftOut } = emulator.quirks;
    const held = leftOut === "kept" ? validate(presetBody, merged(before.body, body)) : body;
    return kitSuccess(show(change(scope, before, held)));
  });

  routes.delete<{ Params: AppPath & { id: string } }>("/presets/:id", (request, reply) => {
    const scope = appScope(request.params);
    const preset = existing(scope, request.params.id);
    presets.delete(scope, preset.id);
    return kitDeleted(reply, show(preset), emulator.quirks);
  });
};

const looseObject = z.looseObject({});

function slim({ id, body, created_at, updated_at }: PresetDocument): PresetGetResponse.Data {
  return { id, name: body.name, created_at, updated_at };
}

function withSimulcast(body: PresetBody): PresetBody {
  const { media } = body.config;
  const video = { simulcast: false, ...media.video };
  return { ...body, config: { ...body.config, media: { ...media, video } } };
}
