/** The configuration of the plugin: the config keys `realtimekit:…`, or the arguments of a provider resource. */
import provider, {
  type CheckRequest,
  type CheckResponse,
  type ConfigureRequest,
  type DiffRequest,
  type DiffResponse,
} from "@pulumi/pulumi/proto/provider_pb.js";
import * as z from "zod";
import {
  badSettings,
  readSettings,
  SETTING_NAMES,
  type Settings,
  SETTINGS_NAMESPACE,
  unknownSettings,
} from "../../client/settings.ts";
import { equal, type Plain } from "../../schema/compare.ts";
import { secret, UNKNOWN } from "../../schema/schema.ts";
import { decode, encode } from "./values.ts";
import { readUrn } from "../../engine/urn.ts";

/** The setting that is always secret. */
const schema = z.object({ apiToken: secret(z.string()) });

/** Keys that Pulumi adds. */
const PULUMIS = ["version", "pluginDownloadURL", "pluginChecksums", "parameterization"];

export function checkConfiguration(request: CheckRequest): CheckResponse {
  const news = decode(request.getNews());
  const response = new provider.CheckResponse();
  response.setInputs(encode(news, [schema]));
  response.setFailuresList(
    failuresIn(news.value, readUrn(request.getUrn()).project).map((reason) => {
      const failure = new provider.CheckFailure();
      failure.setReason(reason);
      return failure;
    }),
  );
  return response;
}

function failuresIn(given: Plain, project: string): string[] {
  // In a project with the same name, other keys belong to the project.
  const names = Object.keys(given).filter((key) => !PULUMIS.includes(key));
  const keys = names.map((key) => `${SETTINGS_NAMESPACE}:${key}`);
  const unknown = project === SETTINGS_NAMESPACE ? [] : unknownSettings(keys);
  // Unknown values are checked when they are known.
  const known = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== UNKNOWN));
  return [...unknown, ...badSettings(settingsFrom(known))];
}

/** A change never replaces the provider: a resource that would move is replaced by its own diff. */
export function diffConfiguration(request: DiffRequest): DiffResponse {
  const { value: olds } = decode(request.getOldInputs() ?? request.getOlds());
  const { value: news } = decode(request.getNews());
  const { DIFF_NONE, DIFF_SOME } = provider.DiffResponse.DiffChanges;
  const response = new provider.DiffResponse();
  const changed = SETTING_NAMES.filter((key) => !equal(olds[key], news[key]));
  response.setChanges(changed.length > 0 ? DIFF_SOME : DIFF_NONE);
  response.setDiffsList(changed);
  return response;
}

export function settingsIn(request: ConfigureRequest): Settings {
  return settingsFrom(decode(request.getArgs()).value);
}

function settingsFrom(given: Plain): Settings {
  return readSettings((key) => {
    const [namespace, name = ""] = key.split(":");
    const value = namespace === SETTINGS_NAMESPACE ? given[name] : undefined;
    return typeof value === "string" ? value : undefined;
  });
}
