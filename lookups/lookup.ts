/**
 * The base of all lookups: they call the API in the program's process and return a promise or an output.
 * Their results are not stored in the state.
 */
import { setTimeout as wait } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import type { Inputs } from "../components/resource.ts";
import { failuresInSettings } from "../provider/engine/check.ts";
import { isPlain, present } from "../provider/schema/compare.ts";
import { explain } from "../provider/client/errors.ts";
import { mayBeAutomatic } from "../provider/engine/automatic-names.ts";
import { UserError } from "../provider/user-error.ts";
import { failuresOf } from "../provider/schema/failures.ts";
import type { Api } from "../provider/client/api.ts";
import { readSettings, type Settings } from "../provider/client/settings.ts";
import { type Failure, writeFailure } from "../provider/schema/failure.ts";

/** The argument that selects the account. */
export const inAccount = {
  /**
   * The ID of the Cloudflare account. Default: config `realtimekit:accountId`, then the environment
   * variable `CLOUDFLARE_ACCOUNT_ID`.
   */
  accountId: z.string().min(1).optional(),
};

/** The arguments that select the app. */
export const inApp = {
  ...inAccount,
  /**
   * The ID of the RealtimeKit app (a UUID). Default: config `realtimekit:appId`, then the environment
   * variable `REALTIMEKIT_APP_ID`.
   */
  appId: z.string().min(1).optional(),
};

/** The account and the app of a lookup. */
export interface Scope {
  readonly accountId: string;
  readonly appId: string;
}

/** Arguments with account and, where the schema has one, app filled in. */
type Placed<Schema extends z.ZodObject> = z.output<Schema> &
  Pick<Scope, keyof z.output<Schema> & keyof Scope>;

/** A lookup, defined once for all of its forms. */
export interface Lookup<Schema extends z.ZodObject = z.ZodObject, Result = unknown> {
  /** The name of the function; every error starts with it. */
  readonly name: string;
  /** The schema of the arguments; a strict object. */
  readonly schema: Schema;
  /** The names of properties of the result that are secret, at any depth. Default: none. */
  readonly secret?: readonly string[];
  /** Checks that involve several arguments. */
  conflicts?(args: z.output<Schema>): Failure[];
  read(api: Api, args: Placed<Schema>): Promise<Result>;
}

/** Options of the output form of a lookup. */
export interface LookupOutputOptions {
  /**
   * Resources that must exist before the lookup, in addition to those that its arguments depend on. A
   * component includes its children. Default: none.
   */
  readonly dependsOn?: pulumi.Resource | pulumi.Resource[];
}

/** The lookup found nothing. */
export class NothingFound extends UserError {}

/** The arguments or the settings are wrong; the API was not called. */
class Refused extends UserError {}

/**
 * How long an error without an API call waits. Pulumi's runtime handles stack outputs only when the
 * program has ended, and Node warns about rejections that are handled so late.
 */
const A_MOMENT = { turns: 20, milliseconds: 5 };

/**
 * Runs a lookup.
 *
 * @throws UserError with all failures of the arguments and settings, or the error of the API
 */
export async function find<Schema extends z.ZodObject, Result>(
  lookup: Lookup<Schema, Result>,
  args: unknown,
  settings: Settings,
): Promise<Result> {
  const problems = problemsOf(lookup, args, settings);
  if (problems.length > 0) throw refused(lookup.name, problems);
  const parsed = lookup.schema.parse(args);
  const place = { accountId: settings.accountId, appId: settings.appId, ...present(parsed) };
  try {
    // The SDK takes a third of a second to load, so only programs with lookups load it.
    const { apiFor } = await import("../provider/client/api.ts");
    return await lookup.read(apiFor(settings), place as Placed<Schema>);
  } catch (error) {
    const { message } = explain(error, [settings.apiToken ?? ""]);
    throw new UserError(`${lookup.name}: ${message}`, { cause: error });
  }
}

/**
 * The promise form.
 *
 * @throws pulumi.RunError with the message of {@link find}; Pulumi prints only the message
 */
export async function invoke<Schema extends z.ZodObject, Result>(
  lookup: Lookup<Schema, Result>,
  args: z.input<Schema>,
): Promise<Result> {
  try {
    return await find(
      lookup,
      args,
      readSettings((key) => pulumi.runtime.getConfig(key)),
    );
  } catch (error) {
    if (error instanceof Refused) await moment();
    throw error instanceof UserError ? runError(error) : error;
  }
}

async function moment(): Promise<void> {
  for (let turn = 0; turn < A_MOMENT.turns; turn++) await wait(A_MOMENT.milliseconds);
}

/**
 * The output form. It waits for the resources that the arguments depend on. In a preview, the result is
 * unknown if one of them does not exist yet: an argument can be known before its resource exists, such as
 * the name of a livestream that the update will create.
 * Secrets stay separate outputs inside the result, because `pulumi.output` makes an object with one
 * secret completely secret. If an argument is secret, so is the whole result.
 */
export function invokeOutput<Schema extends z.ZodObject, Result, Shown>(
  lookup: Lookup<Schema, Result>,
  args: Inputs<z.input<Schema>>,
  { dependsOn = [] }: LookupOutputOptions,
): pulumi.Output<Shown> {
  const given = pulumi.output(args) as pulumi.Output<z.input<Schema>>;
  const ids = pulumi.output(idsBehind(given, [dependsOn].flat()));
  return pulumi.all([given, ids]).apply(async ([known, made]) => {
    try {
      return hidden(await invoke(lookup, known as z.input<Schema>), lookup.secret) as Shown;
    } catch (error) {
      if (!pulumi.runtime.isDryRun() || made.length === 0 || !isNothing(error)) throw error;
      // The update may create one of these resources with this name.
      return pulumi.unknown as unknown as Shown;
    }
  });
}

/** The value with its secrets as secret outputs. */
function hidden(value: unknown, names: readonly string[] = []): unknown {
  if (Array.isArray(value)) return value.map((item) => hidden(item, names));
  if (!isPlain(value)) return value;
  const entries = Object.entries(value).map(([key, below]): [string, unknown] => [
    key,
    names.includes(key) ? pulumi.secret(below) : hidden(below, names),
  ]);
  return Object.fromEntries(entries);
}

/** The ids of all resources that a lookup waits for; in a preview, unknown until they exist. */
async function idsBehind(
  given: pulumi.Output<unknown>,
  dependsOn: readonly pulumi.Resource[],
): Promise<pulumi.Output<string>[]> {
  const found = new Set(await pulumi.getAllResources(given));
  for (const resource of dependsOn) await addWithChildren(resource, found);
  return [...found].flatMap((resource) =>
    // The children of a remote component have no id here.
    pulumi.CustomResource.isInstance(resource) && "id" in resource ? [resource.id] : [],
  );
}

/** Adds the children of a component, like Pulumi's own `dependsOn`. */
async function addWithChildren(resource: pulumi.Resource, to: Set<pulumi.Resource>): Promise<void> {
  to.add(resource);
  if (!pulumi.ComponentResource.isInstance(resource)) return;
  // The children exist once `initialize` has finished; the SDK's types have neither property.
  await Reflect.get(resource, "__data");
  const children = Reflect.get(resource, "__childResources") as Set<pulumi.Resource> | undefined;
  for (const child of children ?? []) await addWithChildren(child, to);
}

function isNothing(error: unknown): boolean {
  return error instanceof Error && error.cause instanceof NothingFound;
}

/** All problems with the arguments and the settings. */
function problemsOf<Schema extends z.ZodObject>(
  lookup: Lookup<Schema>,
  args: unknown,
  settings: Settings,
): string[] {
  const { schema } = lookup;
  const failures = failuresOf(schema, args);
  if (failures.length === 0) failures.push(...(lookup.conflicts?.(schema.parse(args)) ?? []));
  const lacking = failuresInSettings({ inputs: schema }, isPlain(args) ? args : {}, settings);
  return [...failures.map(writeFailure), ...lacking.map(({ reason }) => reason)];
}

function refused(name: string, problems: string[]): Refused {
  const [only, ...more] = problems;
  if (more.length === 0) return new Refused(`${name}: ${only ?? ""}`);
  const lines = problems.map((problem) => `\n  ${problem}`).join("");
  return new Refused(`${name} failed, for ${problems.length} reasons:${lines}`);
}

/** An error without a stack trace, even inside an output, where Pulumi prints stack traces. */
function runError({ message, cause }: UserError): pulumi.RunError {
  const error = new pulumi.RunError(message, { cause });
  error.stack = message;
  return error;
}

/** Requires exactly one of `id` and `name`. */
export function idOrName({ id, name }: { id?: unknown; name?: unknown }): Failure[] {
  if (id !== undefined && name !== undefined)
    return [{ path: ["name"], reason: "cannot be set together with id; give one of the two" }];
  if (id === undefined && name === undefined)
    return [{ path: ["id"], reason: "missing; give id or name" }];
  return [];
}

/** A time, converted to the ISO format of the API. */
export const time = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], {
    error: "give a time such as 2026-01-31T18:00:00Z, or a day such as 2026-01-31 (midnight UTC)",
  })
  .transform((text) => new Date(text).toISOString());

/** Fails if the range ends before it starts. */
export function rangeFailures(range: {
  startTime?: string | undefined;
  endTime?: string | undefined;
}): Failure[] {
  const { startTime, endTime } = range;
  if (startTime === undefined || endTime === undefined || startTime <= endTime) return [];
  const reason = `${JSON.stringify(endTime)} is before startTime, ${JSON.stringify(startTime)}; give a later one`;
  return [{ path: ["endTime"], reason }];
}

interface Named {
  readonly id: string;
  readonly name?: string | null | undefined;
}

/**
 * The only item with this name, or else the only one whose automatic name starts with this logical name,
 * because people know the logical name.
 *
 * @param kind such as "preset"
 * @param where such as "app 14a3…"
 * @throws NothingFound with some of the existing names; an error with the ids if several match
 */
export function findUnique<T extends Named>(
  items: readonly T[],
  name: string,
  kind: string,
  where: string,
): T {
  const exact = items.filter((item) => item.name === name);
  const automatic = () => items.filter((item) => mayBeAutomatic(item.name ?? "", name));
  const [found, ...more] = exact.length > 0 ? exact : automatic();
  if (!found) throw new NothingFound(nothing(items, { name }, kind, where));
  if (more.length === 0) return found;
  const is = exact.length > 0 ? "are named" : "have an automatic name with the logical name";
  const ids = [found, ...more].map((item) =>
    exact.length > 0 ? item.id : `${item.name} (${item.id})`,
  );
  throw new UserError(
    `name: ${more.length + 1} ${kind}s in ${where} ${is} ${JSON.stringify(name)}: ${ids.join(", ")}; give the id of one of them`,
  );
}

/** The maximum number of names in a message. */
const OFFERED = 10;

/** The message if nothing has this id or name. */
export function nothing(
  items: readonly Named[],
  asked: { id: string } | { name: string },
  kind: string,
  where: string,
): string {
  const [key, value] = Object.entries(asked)[0] ?? [];
  const known = items.map((item) => item[key === "id" ? "id" : "name"] ?? "").filter(Boolean);
  const some = known.slice(0, OFFERED).map((each) => JSON.stringify(each));
  const rest = known.length > OFFERED ? ` and ${known.length - OFFERED} more` : "";
  const has = some.length > 0 ? `it has ${some.join(", ")}${rest}` : "it has none";
  return `${key}: there is no ${kind} with the ${key} ${JSON.stringify(value)} in ${where}; ${has}`;
}
