/**
 * The engine calls read for an import, of which only the id is known; for a `.get` of a program, which may say
 * where the resource is; and for a refresh, with the state.
 */
import type { ReadRequest, ReadResponse } from "@pulumi/pulumi/proto/provider_pb.js";
import proto from "@pulumi/pulumi/proto/provider_pb.js";
import { readImportId } from "../../engine/import-id.ts";
import { isFirstRead } from "../../engine/refresh.ts";
import { present } from "../../schema/compare.ts";
import { contextIn, inContext, withoutContext } from "./context.ts";
import { asState, type Subject } from "./subject.ts";
import { decode, encode, type Properties } from "./values.ts";

interface Known {
  readonly id: string;
  readonly stored: Properties;
  readonly inputs: Properties;
}

export async function read(subject: Subject, request: ReadRequest): Promise<ReadResponse> {
  const known = {
    id: request.getId(),
    stored: decode(request.getProperties()),
    inputs: decode(request.getInputs()),
  };
  if (isEmpty(known.stored) && isEmpty(known.inputs)) return await forImport(subject, known);
  return isFirstRead(subject.definition, known.stored.value)
    ? await forGet(subject, known)
    : await forRefresh(subject, known);
}

/** A `.get` with only an id looks like an import and gets the same response. */
async function forImport(
  { definition, provider }: Subject,
  { id: text, stored: { secrets } }: Known,
): Promise<ReadResponse> {
  const { id, where } = readImportId(definition, text);
  const { inputs, props } = await provider.import(id, where);
  const response = new proto.ReadResponse();
  response.setId(id);
  response.setInputs(encode({ value: inputs, secrets }, [definition.inputs]));
  response.setProperties(asState(definition, props, secrets));
  return response;
}

async function forGet(
  { definition, provider, urn }: Subject,
  { id: text, stored, inputs }: Known,
): Promise<ReadResponse> {
  const given = { ...inputs.value, ...stored.value };
  const isThere = (definition.getBy ?? []).every((key) => given[key] !== undefined);
  const { id, where } = isThere ? { id: text, where: {} } : readImportId(definition, text);
  const secrets = stored.secrets.with(inputs.secrets);
  const value = present({ ...given, ...where, __get: true });
  const found = await provider.read(id, inContext({ value, secrets }, urn));
  const response = new proto.ReadResponse();
  response.setId(id);
  response.setProperties(asState(definition, found?.props ?? {}, secrets));
  return response;
}

async function forRefresh(
  { definition, provider, urn }: Subject,
  { id, stored, inputs }: Known,
): Promise<ReadResponse> {
  const secrets = stored.secrets.with(inputs.secrets);
  const found = await provider.read(id, inContext(stored, urn));
  const response = new proto.ReadResponse();
  // A response without an id means that the resource no longer exists.
  if (!found) return response;
  response.setId(found.id);
  const context = contextIn(stored.value);
  response.setProperties(
    "__provider" in context
      ? // As the dynamic provider has stored it, so that moving over is no change.
        encode(
          { value: { ...withoutContext(found.props), ...context }, secrets },
          schemas(definition),
        )
      : asState(definition, { ...found.props, __derives: inputs.value.__derives }, secrets),
  );
  // A resource that was only read has no checked inputs.
  if (found.inputs && inputs.value.accountId !== undefined)
    response.setInputs(
      encode({ value: withoutContext(found.inputs), secrets }, [definition.inputs]),
    );
  return response;
}

function schemas({ outputs, inputs }: Subject["definition"]) {
  return [outputs, inputs];
}

function isEmpty({ value }: Properties): boolean {
  return Object.keys(value).length === 0;
}
