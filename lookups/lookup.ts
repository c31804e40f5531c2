/**
 * What all lookups share: they read from the API in the program's own process, once as a promise and
 * once as an output. Nothing of what they find is kept in the state.
 */
import { setTimeout as wait } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import type { Inputs } from "../components/resource.ts";
import { failuresInSettings } from "../provider/engine/check.ts";
import { isPlain, present } from "../provider/schema/compare.ts";
import { explain, isNotFound } from "../provider/client/errors.ts";
import { mayBeAutomatic } from "../provider/engine/automatic-names.ts";
import { UserError } from "../provider/user-error.ts";
import { failuresOf } from "../provider/schema/failures.ts";
import type { Api } from "../provider/client/api.ts";
import { readSettings, type Settings } from "../provider/client/settings.ts";
import { type Failure, writeFailure } from "../provider/schema/failure.ts";

/** Where in Cloudflare a lookup of the account looks. */
export const inAccount = {
  /** The Cloudflare account's id. Default: config `realtimekit:accountId`, then CLOUDFLARE_ACCOUNT_ID. */
  accountId: z.string().min(1).optional(),
};

/** Where in Cloudflare a lookup of one app looks. */
export const inApp = {
  ...inAccount,
  /** The RealtimeKit app's id (a UUID). Default: config `realtimekit:appId`, then REALTIMEKIT_APP_ID. */
  appId: z.string().min(1).optional(),
};

/** Account and app, found. */
export interface Scope {
  readonly accountId: string;
  readonly appId: string;
}

/** Arguments with account and, where the schema has one, app filled in. */
type Placed<Schema extends z.ZodObject> = z.output<Schema> &
  Pick<Scope, keyof z.output<Schema> & keyof Scope>;

/** One lookup, told once for both of its forms. */
export interface Lookup<Schema extends z.ZodObject, Result> {
  /** The function's name, which every error begins with. */
  readonly name: string;
  /** What may be asked; a strict object. */
  readonly schema: Schema;
  /** What only shows when arguments are seen together. */
  readonly conflicts?: (args: z.output<Schema>) => Failure[];
  readonly read: (api: Api, args: Placed<Schema>) => Promise<Result>;
}

/** What the output form takes beside the arguments. */
export interface LookupOutputOptions {
  /**
   * Resources that must be there before the lookup, beyond those that its arguments come from; a
   * component stands for all that is in it. Default: none.
   */
  readonly dependsOn?: pulumi.Resource | pulumi.Resource[];
}

/** What was asked for is not there. */
export class NothingFound extends UserError {}

/**
 * How long a refusal that needs no API waits, in turns of some milliseconds: Pulumi's runtime comes to
 * a stack's outputs only when the program has ended, and Node warns of a rejection that is taken so
 * late.
 */
const A_MOMENT = { turns: 20, milliseconds: 5 };

/**
 * The promise form.
 *
 * @throws pulumi.RunError, which Pulumi prints as its message alone: all that is wrong with the
 *   arguments and the settings at once, or what the API refused
 */
export async function invoke<Schema extends z.ZodObject, Result>(
  lookup: Lookup<Schema, Result>,
  args: z.input<Schema>,
): Promise<Result> {
  const settings = readSettings((key) => pulumi.runtime.getConfig(key));
  const problems = problemsOf(lookup, args, settings);
  if (problems.length > 0) throw await laterRefused(lookup.name, problems);
  const parsed = lookup.schema.parse(args);
  const place = { accountId: settings.accountId, appId: settings.appId, ...present(parsed) };
  try {
    // The SDK takes a third of a second to load: only a program that looks something up waits for it.
    const { apiFor } = await import("../provider/client/api.ts");
    return await lookup.read(apiFor(settings), place as Placed<Schema>);
  } catch (error) {
    const { message } = explain(error, [settings.apiToken ?? ""]);
    throw runError(`${lookup.name}: ${message}`, error);
  }
}

/**
 * The output form. It waits for the resources that the arguments come from, and in a preview is
 * unknown where one of them is not made yet: an argument may be known although what it speaks of is
 * not there, as the name of a livestream that the update will make.
 *
 * @param hide wraps what is secret. Secrets stay outputs inside the result, so that each is hidden by
 *   itself: `pulumi.output` of an object that holds one secret makes the whole of it secret, and a
 *   status could not be shown. Where an argument is secret, so is the whole result.
 */
export function invokeOutput<Schema extends z.ZodObject, Result, Shown>(
  lookup: Lookup<Schema, Result>,
  args: Inputs<z.input<Schema>>,
  { dependsOn = [] }: LookupOutputOptions,
  hide: (found: Result) => Shown,
): pulumi.Output<Shown> {
  const given = pulumi.output(args) as pulumi.Output<z.input<Schema>>;
  const ids = pulumi.output(idsBehind(given, [dependsOn].flat()));
  return pulumi.all([given, ids]).apply(async ([known, made]) => {
    try {
      return hide(await invoke(lookup, known as z.input<Schema>));
    } catch (error) {
      if (!pulumi.runtime.isDryRun() || made.length === 0 || !isNothing(error)) throw error;
      // The update may be about to give one of these resources the name that is asked for.
      return pulumi.unknown as unknown as Shown;
    }
  });
}

/** The ids of all resources that a lookup waits for: in a preview unknown where one is not made. */
async function idsBehind(
  given: pulumi.Output<unknown>,
  dependsOn: readonly pulumi.Resource[],
): Promise<pulumi.Output<string>[]> {
  const found = new Set(await pulumi.getAllResources(given));
  for (const resource of dependsOn) await addWithChildren(resource, found);
  return [...found].flatMap((resource) =>
    // What stands for a remote component's parts has no id.
    pulumi.CustomResource.isInstance(resource) && "id" in resource ? [resource.id] : [],
  );
}

/** A component is there when all that is in it is, as for Pulumi's own `dependsOn`. */
async function addWithChildren(resource: pulumi.Resource, to: Set<pulumi.Resource>): Promise<void> {
  to.add(resource);
  if (!pulumi.ComponentResource.isInstance(resource)) return;
  // Its children are made once `initialize` is through; the SDK's types name neither.
  await Reflect.get(resource, "__data");
  const children = Reflect.get(resource, "__childResources") as Set<pulumi.Resource> | undefined;
  for (const child of children ?? []) await addWithChildren(child, to);
}

function isNothing(error: unknown): boolean {
  return error instanceof Error && error.cause instanceof NothingFound;
}

/** All that is wrong with what is asked and with how the API is reached, in words. */
function problemsOf<Schema extends z.ZodObject>(
  { schema, conflicts }: Lookup<Schema, unknown>,
  args: unknown,
  settings: Settings,
): string[] {
  const failures = failuresOf(schema, args);
  if (failures.length === 0) failures.push(...(conflicts?.(schema.parse(args)) ?? []));
  const lacking = failuresInSettings({ inputs: schema }, isPlain(args) ? args : {}, settings);
  return [...failures.map(writeFailure), ...lacking.map(({ reason }) => reason)];
}

async function laterRefused(name: string, problems: string[]): Promise<pulumi.RunError> {
  for (let turn = 0; turn < A_MOMENT.turns; turn++) await wait(A_MOMENT.milliseconds);
  return refused(name, problems);
}

function refused(name: string, problems: string[]): pulumi.RunError {
  const [only, ...more] = problems;
  if (more.length === 0) return runError(`${name}: ${only ?? ""}`);
  const lines = problems.map((problem) => `\n  ${problem}`).join("");
  return runError(`${name} cannot be answered, for ${problems.length} reasons:${lines}`);
}

/** An error whose message is all that is printed, also where Pulumi prints stacks: below an output. */
function runError(message: string, cause?: unknown): pulumi.RunError {
  const error = new pulumi.RunError(message, { cause });
  error.stack = message;
  return error;
}

/** Exactly one of the two ways to name a thing. */
export function idOrName({ id, name }: { id?: unknown; name?: unknown }): Failure[] {
  if (id !== undefined && name !== undefined)
    return [{ path: ["name"], reason: "not together with id; give one of the two" }];
  if (id === undefined && name === undefined)
    return [{ path: ["id"], reason: "missing; give id or name" }];
  return [];
}

/** A point in time, as the API's time in ISO format. */
export const time = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()], {
    error:
      "give a time such as 2026-01-31T18:00:00Z, or a day such as 2026-01-31 for its beginning in UTC",
  })
  .transform((text) => new Date(text).toISOString());

/** A range that ends before it begins is a mistake, not an empty answer. */
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
 * The one thing of that name; where there is none, the one whose automatic name was made from it, for
 * its logical name is what people know.
 *
 * @param kind what it is, as in "preset"
 * @param where as in "app 14a3…"
 * @throws NothingFound with some of the names that there are; an error with the ids where several match
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
  const is = exact.length > 0 ? "are named" : "have an automatic name of the logical name";
  const ids = [found, ...more].map((item) =>
    exact.length > 0 ? item.id : `${item.name} (${item.id})`,
  );
  throw new UserError(
    `name: ${more.length + 1} ${kind}s in ${where} ${is} ${JSON.stringify(name)}: ${ids.join(", ")}; give the id of one of them`,
  );
}

/** How many names a message offers. */
const OFFERED = 10;

/** That nothing has this id or name, and what there is. */
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

/** Undefined where the API answers that it is not there. */
export async function orAbsent<T>(answer: Promise<T>): Promise<T | undefined> {
  return answer.catch((error: unknown) => {
    if (isNotFound(error)) return undefined;
    throw error;
  });
}
