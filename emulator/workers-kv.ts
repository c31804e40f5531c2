/**
 * The part of Workers KV that an example with a player's configuration needs. Paths below
 * /accounts/{account}/storage/kv/namespaces:
 *
 * POST   /                  create, with a unique title
 * GET    /                  list
 * GET    /{id}              read
 * PUT    /{id}              rename
 * DELETE /{id}              delete, with its values
 * PUT    /{id}/values/{key} write: the body is the value, or a form with value and metadata
 * GET    /{id}/values/{key} read: the value, without an envelope
 * GET    /{id}/metadata/{key}
 * DELETE /{id}/values/{key}
 */
import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Kind } from "./context.ts";
import { ApiError, streamSuccess } from "./envelope.ts";
import type { Scope } from "./store.ts";
import { InvalidInput, validate } from "./validation.ts";

interface Namespace {
  id: string;
  title: string;
  supports_url_encoding: boolean;
}

interface Value {
  value: string;
  metadata: unknown;
}

interface KeyPath {
  account: string;
  id: string;
  key: string;
}

const namespaceBody = z.strictObject({ title: z.string().min(1) });

/** Adds the routes. */
export const addWorkersKv: Kind = (routes, emulator) => {
  const root = "/storage/kv/namespaces";
  const namespaces = emulator.store.collection<Namespace>("kv-namespace");
  const values = emulator.store.collection<Value>("kv-value");
  const existing = (scope: Scope, id: string): Namespace => {
    const found = namespaces.get(scope, id);
    if (found) return found;
    throw new ApiError(404, "namespace not found", { code: 10013 });
  };
  const valueAt = ({ account, id, key }: KeyPath): Value => {
    existing({ account, parent: "" }, id);
    const found = values.get({ account, parent: id }, key);
    if (found) return found;
    throw new ApiError(404, "key not found", { code: 10009 });
  };

  routes.post<{ Params: { account: string } }>(root, (request) => {
    const scope = { account: request.params.account, parent: "" };
    const { title } = validate(namespaceBody, request.body);
    if (namespaces.list(scope).some((each) => each.title === title))
      throw new ApiError(400, "a namespace with this title exists already", { code: 10014 });
    const made = { id: randomUUID().replaceAll("-", ""), title, supports_url_encoding: true };
    namespaces.insert(scope, made.id, made);
    return streamSuccess(made);
  });

  routes.get<{ Params: { account: string } }>(root, (request) =>
    streamSuccess(namespaces.list({ account: request.params.account, parent: "" })),
  );

  const one = `${root}/:id`;
  routes.get<{ Params: { account: string; id: string } }>(one, ({ params }) =>
    streamSuccess(existing({ account: params.account, parent: "" }, params.id)),
  );

  routes.put<{ Params: { account: string; id: string } }>(one, (request) => {
    const scope = { account: request.params.account, parent: "" };
    const { title } = validate(namespaceBody, request.body);
    const renamed = { ...existing(scope, request.params.id), title };
    namespaces.replace(scope, renamed.id, renamed);
    return streamSuccess(renamed);
  });

  routes.delete<{ Params: { account: string; id: string } }>(one, ({ params }) => {
    const scope = { account: params.account, parent: "" };
    existing(scope, params.id);
    emulator.store.transaction(() => {
      emulator.store.deleteChildren({ account: params.account, parent: params.id });
      namespaces.delete(scope, params.id);
    });
    return streamSuccess(null);
  });

  // In a separate scope, because these bodies are not JSON.
  void routes.register((raw, _options, done) => {
    raw.removeAllContentTypeParsers();
    raw.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, parsed) => {
      parsed(null, body);
    });
    raw.put<{ Params: KeyPath }>(`${one}/values/:key`, async (request) => {
      const { account, id, key } = request.params;
      existing({ account, parent: "" }, id);
      const value = await valueIn(request.body, request.headers["content-type"] ?? "");
      values.delete({ account, parent: id }, key);
      values.insert({ account, parent: id }, key, value);
      return streamSuccess(null);
    });
    done();
  });

  routes.get<{ Params: KeyPath }>(`${one}/values/:key`, ({ params }, reply) =>
    reply.type("application/octet-stream").send(valueAt(params).value),
  );

  routes.get<{ Params: KeyPath }>(`${one}/metadata/:key`, ({ params }) =>
    streamSuccess(valueAt(params).metadata),
  );

  routes.delete<{ Params: KeyPath }>(`${one}/values/:key`, ({ params }) => {
    valueAt(params);
    values.delete({ account: params.account, parent: params.id }, params.key);
    return streamSuccess(null);
  });
};

/** The value in a body of either form. */
async function valueIn(body: unknown, type: string): Promise<Value> {
  const bytes = Buffer.isBuffer(body) ? new Uint8Array(body) : new Uint8Array();
  if (!type.startsWith("multipart/form-data"))
    return { value: new TextDecoder().decode(bytes), metadata: null };
  const form = await formIn(bytes, type);
  return { value: await textOf(form.get("value")), metadata: metadataOf(form.get("metadata")) };
}

async function formIn(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<FormData> {
  const answer = new Response(bytes, { headers: { "content-type": type } });
  return await answer.formData().catch(() => {
    throw new InvalidInput("body: no form, although its content-type is multipart/form-data");
  });
}

async function textOf(field: FormDataEntryValue | null): Promise<string> {
  if (field === null) throw new InvalidInput("value: missing");
  return typeof field === "string" ? field : field.text();
}

function metadataOf(field: FormDataEntryValue | null): unknown {
  if (typeof field !== "string") return null;
  try {
    return JSON.parse(field) as unknown;
  } catch {
    throw new InvalidInput("metadata: not valid JSON");
  }
}
