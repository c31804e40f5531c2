/** Reads the stack outputs of this package in the program of another stack. */
import * as pulumi from "@pulumi/pulumi";
import type * as z from "zod";
import { type SectionName, type SectionOutputs, sections } from "../config/sections.ts";
import { isPlain } from "../provider/schema/compare.ts";
import { failuresOf } from "../provider/schema/failures.ts";
import { eachBelow, isSecret, keysWhere } from "../provider/schema/schema.ts";
import { outputsVersion } from "./version.ts";
import { writePath } from "../provider/schema/paths.ts";

/** Reads one section of another stack's outputs. */
export interface SectionReader<T> {
  /**
   * Reads the outputs of one entry. You can access its properties directly, for example
   * `get("keynote").playbackUrl`; only the secret ones are secret.
   *
   * @param name the logical name in that stack
   */
  get(name: string): pulumi.Output<T>;
  /**
   * Reads the outputs of all entries, by logical name. Use `apply` on the result: `pulumi.all` and
   * `pulumi.output` would make the whole result secret.
   */
  all(): pulumi.Output<Readonly<Record<string, T>>>;
}

/** The outputs of another stack, by section. */
export type LivestreamingOutputs = {
  readonly [Name in SectionName]: SectionReader<SectionOutputs[Name]>;
};

/**
 * Reads the outputs of another stack. Its program must export the result of {@link exportLivestreaming},
 * or the result of {@link declareFromConfig} together with {@link outputsVersion}. Each value is checked
 * when it is read: if an output is missing or malformed, the error names the stack, the output and the
 * path. Stream keys and values that contain one are secret; IDs, names and playback URLs are not.
 *
 * @param stack the full name of the stack, such as `organization/livestreaming/prod`, or a reference to it
 * @param opts the options of the stack reference, if `stack` is a name
 *
 * @example
 * const streams = readLivestreaming("acme/livestreaming/prod");
 * export const source = streams.livestreams.get("keynote").playbackUrl;
 */
export function readLivestreaming(
  stack: string | pulumi.StackReference,
  opts?: pulumi.CustomResourceOptions,
): LivestreamingOutputs {
  const reference =
    typeof stack === "string" ? new pulumi.StackReference(stack, undefined, opts) : stack;
  const arrived = arrivedFrom(reference);
  const readers = sections.map(({ name, outputs }) => [name, readerOf(arrived, name, outputs)]);
  return Object.fromEntries(readers) as LivestreamingOutputs;
}

/** A stack's outputs as Pulumi passes them: it says which contain a secret, but not where. */
interface Arrived {
  readonly stack: string;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly secretNames: readonly string[];
}

/** Removes the secrets' marks, because the schemas have the exact secrets. */
function arrivedFrom(reference: pulumi.StackReference): pulumi.Output<Arrived> {
  const { name, outputs, secretOutputNames } = reference;
  return pulumi
    .unsecret(pulumi.output({ name, outputs, secretOutputNames }))
    .apply(({ name: stack, outputs: all, secretOutputNames: secretNames }) => {
      const found = { stack, outputs: isPlain(all) ? all : {}, secretNames };
      assertVersion(found);
      return found;
    });
}

function assertVersion({ stack, outputs }: Arrived): void {
  const { outputsVersion: theirs } = outputs;
  if (theirs === outputsVersion) return;
  if (Object.keys(outputs).length === 0)
    throw problem(
      stack,
      "it has no outputs. Check the name; if it is right, run pulumi up in that stack",
    );
  if (theirs === undefined)
    throw problem(
      stack,
      `it has no output outputsVersion. Export it in that stack's program (export { outputsVersion } from "pulumi-realtimekit"), then run pulumi up there`,
    );
  if (typeof theirs !== "number") throw problem(stack, "its output outputsVersion is not a number");
  const versions = `its outputs have version ${theirs}, but this program reads version ${outputsVersion}`;
  throw problem(
    stack,
    theirs < outputsVersion
      ? `${versions}. Update pulumi-realtimekit in that stack's program and run pulumi up there, or use the same version of it in this program`
      : `${versions}. Update pulumi-realtimekit in this program`,
  );
}

function readerOf(
  arrived: pulumi.Output<Arrived>,
  section: SectionName,
  schema: z.ZodObject,
): SectionReader<unknown> {
  const read = (pick: (entries: Entries, found: Arrived) => unknown): pulumi.Output<unknown> =>
    arrived.apply((found) => {
      const value = pick(entriesOf(found, section), found);
      // The schema has no secrets here, so the other stack's program made the output secret.
      const whole = found.secretNames.includes(section) && keysWhere(schema, isSecret).length === 0;
      return whole ? pulumi.secret(value) : value;
    });
  const one = (entries: Entries, name: string, { stack }: Arrived) =>
    sealed(schema, checked(schema, stack, [section, name], entries[name]));
  return {
    get: (name) =>
      read((entries, found) => {
        if (!Object.hasOwn(entries, name))
          throw problem(found.stack, unknownEntry(section, name, Object.keys(entries)));
        return one(entries, name, found);
      }),
    all: () =>
      read((entries, found) =>
        Object.fromEntries(Object.keys(entries).map((name) => [name, one(entries, name, found)])),
      ) as pulumi.Output<Readonly<Record<string, unknown>>>,
  };
}

type Entries = Readonly<Record<string, unknown>>;

function entriesOf({ stack, outputs }: Arrived, section: SectionName): Entries {
  const entries = outputs[section];
  if (entries === undefined) {
    const names = sections.map(({ name }) => name).filter((name) => Object.hasOwn(outputs, name));
    throw problem(
      stack,
      `it has no output ${section}; its outputs that can be read are ${names.join(", ") || "none"}. Export it in that stack's program (export const { ${section} } = declareFromConfig(sections), or = exportLivestreaming({ ${section}: … })), then run pulumi up there`,
    );
  }
  if (!isPlain(entries))
    throw problem(stack, `output ${section} is not an object with logical names as keys`);
  return entries;
}

/** The message for an entry that does not exist. */
export function unknownEntry(section: SectionName, name: string, names: string[]): string {
  const known = names.map((each) => JSON.stringify(each)).join(", ") || "none";
  return `output ${section} has no ${JSON.stringify(name)}; it has ${known}. Use one of these, or add it to that stack and run pulumi up there`;
}

/** Parses the value; the error lists all failures and contains no secret. */
function checked(
  schema: z.ZodObject,
  stack: string,
  path: readonly string[],
  value: unknown,
): Record<string, unknown> {
  const failures = failuresOf(schema, value).map(
    (failure) => `output ${writePath([...path, ...failure.path])}: ${failure.reason}`,
  );
  if (failures.length > 0)
    throw problem(
      stack,
      `${failures.join("; ")}. Run pulumi up in that stack with this version of pulumi-realtimekit`,
    );
  return schema.parse(value);
}

/** The value, with each secret as a separate output. */
function sealed(schema: z.ZodObject, value: Record<string, unknown>): unknown {
  return eachBelow(schema, value, (at, below) => (isSecret(at) ? pulumi.secret(below) : below));
}

/** An error without a stack trace, even inside an output. */
function problem(stack: string, words: string): pulumi.RunError {
  const error = new pulumi.RunError(`Stack ${stack}: ${words}.`);
  error.stack = error.message;
  return error;
}
