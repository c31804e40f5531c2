/** Compares the JSON of each response with the SDK's type: unknown fields, missing fields, other types. */
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import type { Made } from "./calls.ts";
import { responseSchemas, type SdkCall, sdkCalls } from "./schemas.ts";

/** What differs, such as `data.config.media.video.simulcast: not in the type`. */
export interface Finding {
  readonly call: SdkCall["name"];
  readonly text: string;
}

/** What differs in these responses. */
export function findingsIn(made: readonly Made[]): Finding[] {
  const types = new Map(sdkCalls().map(({ name, type }) => [name, type]));
  const schemas = responseSchemas();
  const ajv = new Ajv({ allErrors: true, strict: false });
  const validators = new Map<string, ValidateFunction>();
  return made.flatMap(({ name, body }) => {
    const type = types.get(name);
    if (type === undefined) return envelopeFindings(name, body);
    const validate = validators.get(type) ?? ajv.compile(schemas[type] ?? {});
    validators.set(type, validate);
    const [value, around] = unwrapped(name, body);
    const own = [value].flat(Array.isArray(value) && name === "outputs.list" ? 1 : 0);
    const texts = own.flatMap((each) => {
      validate(each);
      return (validate.errors ?? []).map(textOf);
    });
    return [...around, ...unique(texts).map((text) => ({ call: name, text }))];
  });
}

/** The SDK's types of Stream are those of `result`; its envelope is Cloudflare's usual one. */
function unwrapped(call: SdkCall["name"], body: unknown): [value: unknown, around: Finding[]] {
  if (!/^(liveInputs|outputs)\./.test(call)) return [body, []];
  return [(body as { result?: unknown } | undefined)?.result, envelopeFindings(call, body)];
}

function envelopeFindings(call: SdkCall["name"], body: unknown): Finding[] {
  if (body === undefined) return [];
  const keys = Object.keys(body as object)
    .toSorted()
    .join(", ");
  return keys === "errors, messages, result, success"
    ? []
    : [{ call, text: `the envelope has ${keys}` }];
}

function textOf({ instancePath, keyword, params, message }: ErrorObject): string {
  const at = instancePath
    .split("/")
    .slice(1)
    .map((step) => (/^\d+$/.test(step) ? "*" : step));
  const named = params as { additionalProperty?: string; missingProperty?: string };
  switch (keyword) {
    case "additionalProperties":
      return `${[...at, named.additionalProperty].join(".")}: not in the type`;
    case "required":
      return `${[...at, named.missingProperty].join(".")}: missing`;
    default:
      return `${at.join(".")}: ${message ?? keyword}`;
  }
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
