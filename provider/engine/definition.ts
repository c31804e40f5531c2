/**
 * What a resource kind tells of itself, once. Derived from it: the dynamic provider, the class's
 * arguments and outputs, the section of a stack's config, the stack outputs and the types with which
 * other stacks read them, what `adopt` lists and what `review` says.
 */
import * as z from "zod";
import type { Api } from "../client/api.ts";
import type { Rule } from "../review/rule.ts";
import { id } from "../schema/schema.ts";
import type { Plain } from "../schema/compare.ts";
import type { Failure } from "../schema/failure.ts";

/** How an existing resource is taken over; the same for every kind. */
export const adoptable = {
  /**
   * Takes over something that exists instead of making it. With the id of an existing resource,
   * create reads that one, brings it to what is declared (or fails where the API cannot), and never
   * makes a second one. With `true`, create takes over the one that has the declared name, and makes
   * it where there is none; several of that name are an error that lists their ids. Once adopted, the
   * line may stay or go; another id replaces. Two resources of a program cannot adopt the same thing.
   * Default: nothing is taken over.
   */
  adopt: z
    .union([z.literal(true), id()], "use true, or the id of what is to be taken over")
    .optional(),
};

/** Where in Cloudflare a resource of the Stream API lives. */
export const inAccount = {
  /**
   * The Cloudflare account's id. Default: config `realtimekit:accountId`, then
   * CLOUDFLARE_ACCOUNT_ID. A change replaces: nothing moves between accounts.
   */
  accountId: id().optional(),
};

/** Where in Cloudflare a resource of the RealtimeKit API lives. */
export const inApp = {
  ...inAccount,
  /**
   * The RealtimeKit app's id (a UUID). Default: config `realtimekit:appId`, then REALTIMEKIT_APP_ID.
   * A change replaces: nothing moves between apps.
   */
  appId: id().optional(),
};

/** Why the ids of account and app replace. */
export const REPLACE_IN_ACCOUNT = { accountId: "nothing moves between accounts" };
export const REPLACE_IN_APP = { ...REPLACE_IN_ACCOUNT, appId: "nothing moves between apps" };

/** A resource as the API holds it, in the words of our inputs and outputs. */
export interface ResourceState {
  readonly id: string;
  /** Everything that could be declared of it. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** What the API made for it; nothing that changes by itself. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** One item of the list of a place, with what tells whose it is. */
export interface Listed {
  readonly id: string;
  readonly name?: string | undefined;
  /** Where it sends to, and with which key, for what is not known by a name alone. */
  readonly url?: string;
  readonly streamKey?: string | undefined;
  /** `project/stack/logical name` of the declaration that made it, where the API can keep that. */
  readonly madeBy?: string | undefined;
  /** What tells the create that made it from every other, where the API can keep that. */
  readonly mark?: string | undefined;
  /** Whether a destroy has left it: what cannot be deleted is switched off. */
  readonly retired?: boolean;
  /** A text in which the ids of what belongs to it stand. */
  readonly uses?: string;
}

/**
 * How an item of the list stands to a declaration that would make the same:
 * - `taken`: it is in the way, as a name that may exist but once;
 * - `alike`: it may stand beside what will be made, as a title that many may have.
 */
export type Clash = "taken" | "alike";

/**
 * A default that depends on more than the schema. It is kept for as long as what it was made `from`
 * does not change: a newer version of this package may not replace a stream.
 */
export interface ComputedDefault {
  readonly from: readonly string[];
  readonly value: (declared: Readonly<Record<string, unknown>>) => unknown;
}

/** The input that is the resource's name at the API, and what the API says to a second one of that name. */
export interface NameInput {
  readonly key: string;
  /** Whether two of one name can be: not by the API, not by us (the API would), or both are fine. */
  readonly twice: "refused by the API" | "refused by us" | "allowed";
  /** Whether a given name gets a random suffix as an automatic one does. */
  readonly suffixed?: (declared: Readonly<Record<string, unknown>>) => boolean;
}

/** A way to name another resource of the stack by its logical name instead of by id. */
export interface Reference {
  /** The section that the logical name stands in. */
  readonly section: string;
  /** The argument that gets the other resource's id. */
  readonly becomes: string;
  /** Whether one of the two must be given. */
  readonly required: boolean;
}

/** How an entry of a section names an app of the stack, in place of `appId`. */
export const APP_REFERENCE = { app: { section: "apps", becomes: "appId", required: false } };

/** The section of a stack's config that declares a kind, and the stack output of the same name. */
export interface SectionDefinition {
  /** The config key in the project's namespace. */
  readonly name: string;
  /** By the key that an entry may give in place of an id. */
  readonly references?: Readonly<Record<string, Reference>>;
  /** The outputs that the stack exports of each, beside its id. */
  readonly exports: readonly string[];
  /** Those that were exported later: a stack that was brought up before has none for its readers. */
  readonly added?: readonly string[];
  /** Those that it exports by another name. */
  readonly renamed?: Readonly<Record<string, string>>;
}

/** How the command `adopt` treats a kind; what is not told is treated as all are. */
export interface AdoptionDefinition {
  /** Whether what the API holds of it is offered: always, where it is asked for, or never. Default: always. */
  readonly offered?: "always" | "on request" | "never";
  /** What a logical name is made of, where the API gives it no name. */
  readonly title?: (inputs: Plain) => string;
  /** The declaration of what the API holds in the words that people use. */
  readonly declare?: (all: Plain) => Plain;
  /** Shorter ways to say it, each tried and kept where it means the same. */
  readonly shorter?: (declared: Plain) => Plain[];
  /** What its list does not have, in words. */
  readonly missing?: (api: Api, where: Plain) => Promise<string | undefined>;
}

/** An output that is made of another one. */
export interface DerivedOutput {
  readonly from: string;
  readonly make: (text: string) => string;
}

/** One resource kind; `Inputs` is what check leaves of a declaration, with the name that create gave. */
export interface ResourceDefinition<Inputs = never> {
  /** The type's name, as in `pulumi-nodejs:dynamic/realtimekit:<name>`, and its class's. */
  readonly name: Capitalize<string>;
  /** What may be declared. */
  readonly inputs: z.ZodObject;
  /** What the state has of it beside its inputs, the secrets marked. */
  readonly outputs: z.ZodObject;
  /** Outputs that the program makes of another one, so that a state made by an earlier version has them too. */
  readonly derived?: Readonly<Record<string, DerivedOutput>>;
  /** How a stack's config declares it, and what the stack exports. */
  readonly section: SectionDefinition;
  /** How it is taken over by hand. */
  readonly adoption?: AdoptionDefinition;
  /** What a reviewer must know when it changes. */
  readonly review: readonly Rule[];
  /** Outputs that `.get` is told beside the id, because a read needs them. */
  readonly getBy?: readonly string[];
  /** Inputs that no two resources of one app or account may share; the first decides whether it counts. */
  readonly unique?: readonly string[];
  /** Inputs that the API cannot change, each with its reason. */
  readonly replaceOnChanges: Readonly<Record<string, string>>;
  /** Where none is given, create makes one: the logical name and a random suffix. */
  readonly nameInput?: NameInput;
  /** Defaults by input that the schema cannot tell. */
  readonly computedDefaults: Readonly<Record<string, ComputedDefault>>;
  /** Inputs that mean "none" where they are not declared, so that one set outside is a change. */
  readonly noneByDefault?: readonly string[];
  /** What only shows when inputs are seen together, as failures by path. */
  readonly validate?: (declared: Readonly<Record<string, unknown>>) => Failure[];
  /**
   * What is allowed and yet advised against, by path. Each rests on one top-level property alone: the
   * others may not be known yet.
   */
  readonly warnings?: (declared: Readonly<Record<string, unknown>>) => Failure[];
  /** Fills in what is not declared. */
  readonly applyDefaults?: (declared: Readonly<Record<string, unknown>>) => Record<string, unknown>;
  /** What it makes, in words: two declarations with the same words would fight over one thing. */
  readonly describe: (inputs: Inputs) => string;
  /** What tells two of the same words apart and must not be said; a hash. */
  readonly fingerprint?: (inputs: Inputs) => string;
  /** All that the API holds of this kind in the place where the declaration is. */
  readonly list: (api: Api, where: Inputs, options?: { fresh: boolean }) => Promise<Listed[]>;
  /** How an item of the list stands to a declaration. Default: by its name. */
  readonly clash?: (item: Listed, inputs: Inputs) => Clash | undefined;
  /** @param mark tells this create from every other, for what the API can keep it in */
  readonly create: (api: Api, inputs: Inputs, mark: string) => Promise<ResourceState>;
  /** Undefined where it is gone, and the list of the place says so too. */
  readonly read: (api: Api, id: string, where: Inputs) => Promise<ResourceState | undefined>;
  /** Absent where the API cannot change anything. */
  readonly update?: (
    api: Api,
    id: string,
    inputs: Inputs,
    before: Partial<Inputs>,
  ) => Promise<ResourceState>;
  /** Gives it another name for a while, so that a second one can have its name. */
  readonly setAside?: (api: Api, id: string, where: Inputs) => Promise<void>;
  /**
   * Deletes what a replacement is to replace before its time, where the API has no room for both.
   * Answers whether it did.
   */
  readonly makeRoom?: (api: Api, inputs: Inputs, replaced: Inputs) => Promise<boolean>;
  /** Absent where the API cannot delete; then `retainedMessage` says what remains. */
  readonly delete?: (api: Api, id: string, where: Inputs) => Promise<void>;
  /** Confirms that what was answered 404 is gone; fails where it is there, or its place is not. */
  readonly confirmGone: (api: Api, id: string, where: Inputs) => Promise<void>;
  readonly retainedMessage?: (id: string, where: Inputs) => string;
}
