/** Reads what a stack of this package exports, from another stack's program. */
import * as pulumi from "@pulumi/pulumi";
import type * as z from "zod";
import { type SectionName, type SectionOutputs, sections } from "../config/sections.ts";
import { isPlain } from "../provider/schema/compare.ts";
import { failuresOf } from "../provider/schema/failures.ts";
import { eachBelow, isSecret, keysWhere } from "../provider/schema/schema.ts";
import { outputsVersion } from "./version.ts";
import { writePath } from "../provider/schema/paths.ts";

/** One section of another stack's outputs. */
export interface SectionReader<T> {
  /**
   * What the stack exports of one; its properties are outputs of their own
   * (`get("keynote").playbackUrl`), of which the secret ones are secret and the others are not.
   *
   * @param name its logical name in that stack
   */
  get(name: string): pulumi.Output<T>;
  /**
   * All of them by logical name. Use its `apply`: `pulumi.all` and `pulumi.output` take the secrets
   * out of their outputs, and make the whole secret for it.
   */
  all(): pulumi.Output<Readonly<Record<string, T>>>;
}

/** Another stack's outputs, section by section. */
export type LivestreamingOutputs = {
  readonly [Name in SectionName]: SectionReader<SectionOutputs[Name]>;
};

/**
 * Reads the outputs of a stack of this package: its own program's, or any that exports what
 * {@link exportLivestreaming} gives, or {@link declareFromConfig} together with {@link outputsVersion}.
 * Each value is checked when it is read: an absent or malformed output is an error that names the
 * stack, the output and the path.
 * Stream keys, and what contains one, are secret; ids, names and playback URLs are not, although
 * Pulumi hands on an output with one secret in it as secret whole.
 *
 * @param stack the stack's full name, such as `organization/livestreaming/prod`, or a reference to it
 * @param opts options of the reference that is made of a name
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

/** A stack's outputs as they arrive: which of them hold a secret, and not where. */
interface Arrived {
  readonly stack: string;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly secretNames: readonly string[];
}

/** The schemas tell where the secrets are, so that not all has to be secret. */
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
    throw problem(stack, "it has no outputs. Is the name right? If so, bring it up (pulumi up)");
  if (theirs === undefined)
    throw problem(
      stack,
      `it does not say which version its outputs have (output outputsVersion). Its program must export it (export { outputsVersion } from "pulumi-realtimekit"), and be brought up with that (pulumi up)`,
    );
  if (typeof theirs !== "number")
    throw problem(stack, "its output outputsVersion is not a number, as this package's is");
  const versions = `its outputs have version ${theirs}, and this program reads version ${outputsVersion}`;
  throw problem(
    stack,
    theirs < outputsVersion
      ? `${versions}. Update pulumi-realtimekit in that stack's program and bring it up (pulumi up), or use in this program the version that it uses`
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
      // Nothing in it is secret by the schema: the other stack's program has made it so.
      const whole = found.secretNames.includes(section) && keysWhere(schema, isSecret).length === 0;
      return whole ? pulumi.secret(value) : value;
    });
  const one = (entries: Entries, name: string, { stack }: Arrived) =>
    sealed(schema, checked(schema, stack, [section, name], entries[name]));
  return {
    get: (name) =>
      read((entries, found) => {
        if (!Object.hasOwn(entries, name))
          throw problem(found.stack, unknownName(section, name, Object.keys(entries)));
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
      `there is no output ${section}; of what can be read it has ${names.join(", ") || "none"}. Its program must export it (export const { ${section} } = declareFromConfig(sections), or = exportLivestreaming({ ${section}: … })), and be brought up with that (pulumi up)`,
    );
  }
  if (!isPlain(entries)) throw problem(stack, `output ${section} is not an object by logical name`);
  return entries;
}

function unknownName(section: SectionName, name: string, names: string[]): string {
  const known = names.map((each) => JSON.stringify(each)).join(", ") || "none";
  return `output ${section} has no ${JSON.stringify(name)}; it has ${known}. Use one of these, or declare it in that stack and bring it up (pulumi up)`;
}

/** The value by the schema; all that is wrong with it at once, and no secret in the message. */
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
      `${failures.join("; ")}. Bring that stack up (pulumi up) with this version of pulumi-realtimekit`,
    );
  return schema.parse(value);
}

/** The value with an output of its own for each secret. */
function sealed(schema: z.ZodObject, value: Record<string, unknown>): unknown {
  return eachBelow(schema, value, (at, below) => (isSecret(at) ? pulumi.secret(below) : below));
}

/** An error whose message is all that is printed, also below an output. */
function problem(stack: string, words: string): pulumi.RunError {
  const error = new pulumi.RunError(`Stack ${stack}: ${words}.`);
  error.stack = error.message;
  return error;
}
