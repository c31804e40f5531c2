/**
 * What a resource kind tells of itself. `dynamic.ts` makes a dynamic provider of it, `components/`
 * make a resource class of it, the stack's config is read by it: nothing is told twice.
 */
import * as z from "zod";
import { isPlain } from "./compare.ts";
import type { Failure } from "./failures.ts";
import type { Api } from "./http.ts";
import type { DeclaredBy } from "./names.ts";

/** Where an existing resource is taken over from; the same for every kind. */
export const adoptable = {
  /**
   * The id of an existing resource to take over instead of making one. Creating reads it, brings it
   * to what is declared (or fails where the API cannot), and never makes a second one. Once adopted,
   * the line may stay or go; another id replaces.
   */
  adopt: z.string().min(1).optional(),
};

/** Where in Cloudflare a resource of the Stream API lives. */
export const inAccount = {
  /**
   * The Cloudflare account's id. Default: config `realtimekit:accountId`, then
   * CLOUDFLARE_ACCOUNT_ID. A change replaces: nothing moves between accounts.
   */
  accountId: z.string().min(1).optional(),
};

/** Where in Cloudflare a resource of the RealtimeKit API lives. */
export const inApp = {
  ...inAccount,
  /**
   * The RealtimeKit app's id (a UUID). Default: config `realtimekit:appId`, then REALTIMEKIT_APP_ID.
   * A change replaces: nothing moves between apps.
   */
  appId: z.string().min(1).optional(),
};

/** Why the ids of account and app replace. */
export const REPLACE_IN_ACCOUNT = { accountId: "nothing moves between accounts" };
export const REPLACE_IN_APP = { ...REPLACE_IN_ACCOUNT, appId: "nothing moves between apps" };

/** A resource as the API holds it, in the words of our inputs and outputs. */
export interface Held {
  readonly id: string;
  /** Everything that could be declared of it. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** What the API made for it; nothing that changes by itself. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

/**
 * Something that exists already and looks like what a declaration would make:
 * - `ours`: it can only be this declaration's own, from a create that was cut off or a stack gone by;
 * - `taken`: it stands in the way, as a name that may exist but once;
 * - `alike`: it may stand beside what will be made, as a title that many may have.
 */
export interface Found {
  readonly id: string;
  readonly is: "ours" | "taken" | "alike";
}

/**
 * A default that depends on more than the schema. It is kept for as long as what it was made `from`
 * does not change: not a renamed stack, nor a newer version of this package, may replace a stream.
 */
export interface Fallback {
  readonly from: readonly string[];
  readonly value: (declared: Readonly<Record<string, unknown>>, by: DeclaredBy) => unknown;
}

/** One resource kind; `Inputs` is what check leaves of a declaration. */
export interface Kind<Inputs = never> {
  /** The type's name, as in `pulumi-nodejs:dynamic/realtimekit:<name>`. */
  readonly name: string;
  /** What may be declared. */
  readonly schema: z.ZodObject;
  /** The names of the outputs, and which of them are secret. */
  readonly outputs: Readonly<Record<string, "plain" | "secret">>;
  /** Inputs that no two resources of one app or account may share; the first decides whether it counts. */
  readonly unique?: readonly string[];
  /** Inputs that the API cannot change, each with its reason. */
  readonly replaceOn: Readonly<Record<string, string>>;
  /** Defaults by input that the schema cannot tell. */
  readonly fallbacks: Readonly<Record<string, Fallback>>;
  /** What only shows when inputs are seen together, as failures by path. */
  readonly conflicts?: (declared: Readonly<Record<string, unknown>>) => Failure[];
  /**
   * What is allowed and yet advised against, by path. Each rests on one top-level property alone: the
   * others may not be known yet.
   */
  readonly warnings?: (declared: Readonly<Record<string, unknown>>) => Failure[];
  /** Fills in what is not declared. */
  readonly complete?: (declared: Readonly<Record<string, unknown>>) => Record<string, unknown>;
  /** What it makes, in words: two declarations with the same words would fight over one thing. */
  readonly identity: (inputs: Inputs) => string;
  /** What tells two of the same words apart and must not be said; a hash. */
  readonly fingerprint?: (inputs: Inputs) => string;
  /** What exists already that this declaration would make. */
  readonly find: (api: Api, inputs: Inputs, options: { fresh: boolean }) => Promise<Found[]>;
  readonly make: (api: Api, inputs: Inputs) => Promise<Held>;
  /** Undefined where it is gone. */
  readonly read: (api: Api, id: string, where: Inputs) => Promise<Held | undefined>;
  /** Absent where the API cannot change anything. */
  readonly update?: (
    api: Api,
    id: string,
    inputs: Inputs,
    before: Partial<Inputs>,
  ) => Promise<Held>;
  /** Absent where the API cannot delete; then `forgotten` says what remains. */
  readonly remove?: (api: Api, id: string, where: Inputs) => Promise<void>;
  readonly forgotten?: (id: string, where: Inputs) => string;
}

/** Whether the name is the automatic one: made of project, stack and logical name, it is nobody else's. */
export function isOwnName(inputs: object, key = "name"): boolean {
  return "__defaults" in inputs && isPlain(inputs.__defaults) && key in inputs.__defaults;
}
