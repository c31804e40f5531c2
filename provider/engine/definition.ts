/**
 * The definition of a resource kind. Everything else is derived from it: the dynamic provider, the
 * arguments and outputs of the class, the section of a stack's config, the stack outputs and their
 * types for readers, what `adopt` lists and what `review` reports.
 */
import * as z from "zod";
import type { Api } from "../client/api.ts";
import type { DerivedOutput } from "./derived.ts";
import type { Rule } from "../review/rule.ts";
import { id } from "../schema/schema.ts";
import type { Plain } from "../schema/compare.ts";
import type { Failure } from "../schema/failure.ts";

/** The input that adopts an existing resource; the same for every kind. */
export const adoptable = {
  /**
   * Adopts an existing resource instead of creating one. With the ID of an existing resource, create
   * reads it, updates it to match your inputs (or fails if the API cannot) and never creates a second
   * one. With `true`, create adopts the resource that has the same name, or creates one if there is
   * none; if several have that name, it fails and lists their IDs. Two resources of a program cannot
   * adopt the same one. You can remove this input after the adoption. Default: none; a new resource is
   * created. Changing this to the ID of another resource replaces the resource.
   */
  adopt: z
    .union([z.literal(true), id()], "use true, or the id of the resource to adopt")
    .optional(),
};

/** The inputs that place a resource of the Stream API. */
export const inAccount = {
  /**
   * The ID of the Cloudflare account. Default: config `realtimekit:accountId`, then the environment
   * variable `CLOUDFLARE_ACCOUNT_ID`. Changing this replaces the resource: a resource cannot move to
   * another account.
   */
  accountId: id().optional(),
};

/** The inputs that place a resource of the RealtimeKit API. */
export const inApp = {
  ...inAccount,
  /**
   * The ID of the RealtimeKit app (a UUID). Default: config `realtimekit:appId`, then the environment
   * variable `REALTIMEKIT_APP_ID`. Changing this replaces the resource: a resource cannot move to
   * another app.
   */
  appId: id().optional(),
};

/** Why a change of the account or the app replaces the resource. */
export const REPLACE_IN_ACCOUNT = { accountId: "a resource cannot move to another account" };
export const REPLACE_IN_APP = {
  ...REPLACE_IN_ACCOUNT,
  appId: "a resource cannot move to another app",
};

/** A resource as the API holds it, converted to our inputs and outputs. */
export interface ResourceState {
  readonly id: string;
  /** Its value for every input that the API returns. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Values that the API assigned; none of them changes by itself. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** An item of an API list, with what identifies its owner. */
export interface Listed {
  readonly id: string;
  readonly name?: string | undefined;
  /** The destination, for resources that have no name. */
  readonly url?: string;
  readonly streamKey?: string | undefined;
  /** `project/stack/logical name` of the resource that created it, if the API can store that. */
  readonly madeBy?: string | undefined;
  /** The unique mark of the create call, if the API can store that. */
  readonly mark?: string | undefined;
  /** Whether a destroy switched it off, because the API cannot delete it. */
  readonly retired?: boolean;
  /** A text that contains the ids of what belongs to it. */
  readonly uses?: string;
}

/**
 * How an existing item conflicts with a create:
 * - `taken`: it blocks the create, for example because names are unique;
 * - `alike`: both can exist, for example two meetings with the same title.
 */
export type Clash = "taken" | "alike";

/**
 * A default that is computed from other inputs. It is kept until one of the inputs in `from` changes,
 * so that a newer version of this package does not replace a stream.
 */
export interface ComputedDefault {
  readonly from: readonly string[];
  readonly value: (declared: Readonly<Record<string, unknown>>) => unknown;
}

/** The input that is the resource's name at the API, and whether that name is unique. */
export interface NameInput {
  readonly key: string;
  /** What happens to a second resource of the same name. The API would allow what we refuse. */
  readonly twice: "refused by the API" | "refused by us" | "allowed";
  /** Whether a name that you set gets a random suffix too, like an automatic name. */
  readonly suffixed?: (declared: Readonly<Record<string, unknown>>) => boolean;
}

/** A reference to another resource of the stack by its logical name instead of its id. */
export interface Reference {
  /** The section of the other resource. */
  readonly section: string;
  /** The argument that gets the other resource's id. */
  readonly becomes: string;
  /** Whether the reference or the id is required. */
  readonly required: boolean;
}

/** Lets an entry of a section refer to an app of the stack with `app` instead of `appId`. */
export const APP_REFERENCE = { app: { section: "apps", becomes: "appId", required: false } };

/** The section of a stack's config for a kind, and the stack output of the same name. */
export interface SectionDefinition {
  /** The config key in the project's namespace. */
  readonly name: string;
  /** References by the key that an entry can use instead of an id. */
  readonly references?: Readonly<Record<string, Reference>>;
  /** The outputs that the stack exports for each resource, besides its id. */
  readonly exports: readonly string[];
  /** Outputs that were added later; a stack that was last updated before does not have them. */
  readonly added?: readonly string[];
  /** Outputs that are exported under another name. */
  readonly renamed?: Readonly<Record<string, string>>;
}

/** How the command `adopt` treats a kind. */
export interface AdoptionDefinition {
  /** Whether `adopt` lists the kind. Default: always. */
  readonly offered?: "always" | "on request" | "never";
  /** The source of the logical name, for a kind without a name at the API. */
  readonly title?: (inputs: Plain) => string;
  /** Converts the inputs that the API holds into arguments as people write them. */
  readonly declare?: (all: Plain) => Plain;
  /** Shorter arguments; each is tried and used if it has the same meaning. */
  readonly shorter?: (declared: Plain) => Plain[];
  /** A message if the API's list is incomplete. */
  readonly missing?: (api: Api, where: Plain) => Promise<string | undefined>;
}

/** A resource kind. `Inputs` are the inputs after check, with the name that create assigned. */
export interface ResourceDefinition<Inputs = never> {
  /** The name of the class, and of the type `pulumi-nodejs:dynamic/realtimekit:<name>`. */
  readonly name: Capitalize<string>;
  /** The schema of the inputs. */
  readonly inputs: z.ZodObject;
  /** The schema of the outputs, with the secrets marked. */
  readonly outputs: z.ZodObject;
  /** Outputs that the program computes from others, which makes the state smaller. */
  readonly derived?: Readonly<Record<string, DerivedOutput>>;
  /** The section in a stack's config and the stack outputs. */
  readonly section: SectionDefinition;
  /** How the command `adopt` treats it. */
  readonly adoption?: AdoptionDefinition;
  /** The findings that `review` can report. */
  readonly review: readonly Rule[];
  /** Outputs that `.get` needs besides the id. */
  readonly getBy?: readonly string[];
  /** Inputs that must be unique together in an app or account; ignored if the first is not set. */
  readonly unique?: readonly string[];
  /** Inputs that the API cannot change, each with its reason. */
  readonly replaceOnChanges: Readonly<Record<string, string>>;
  /** If no name is set, create uses the logical name and a random suffix. */
  readonly nameInput?: NameInput;
  /** Defaults that depend on other inputs. */
  readonly computedDefaults: Readonly<Record<string, ComputedDefault>>;
  /** Inputs that mean "none" if they are not set: a value set outside Pulumi is then a change. */
  readonly noneByDefault?: readonly string[];
  /** Checks that involve several inputs; returns failures by path. */
  readonly validate?: (declared: Readonly<Record<string, unknown>>) => Failure[];
  /**
   * Warnings by path. Each depends on a single top-level input, because the others may not be known
   * yet.
   */
  readonly warnings?: (declared: Readonly<Record<string, unknown>>) => Failure[];
  /** Fills in the inputs that are not set. */
  readonly applyDefaults?: (declared: Readonly<Record<string, unknown>>) => Record<string, unknown>;
  /** A description for messages; two resources with the same description would conflict. */
  readonly describe: (inputs: Inputs) => string;
  /** A hash of a secret part that distinguishes two resources with the same description. */
  readonly fingerprint?: (inputs: Inputs) => string;
  /** Lists all resources of this kind in the same account or app. */
  readonly list: (api: Api, where: Inputs, options?: { fresh: boolean }) => Promise<Listed[]>;
  /** Whether an existing item conflicts with the inputs. Default: by its name. */
  readonly clash?: (item: Listed, inputs: Inputs) => Clash | undefined;
  /** @param mark a unique mark of this create, stored at the API if possible */
  readonly create: (api: Api, inputs: Inputs, mark: string) => Promise<ResourceState>;
  /** Undefined if it is gone and the API's list confirms that. */
  readonly read: (api: Api, id: string, where: Inputs) => Promise<ResourceState | undefined>;
  /** Absent if the API has no update. */
  readonly update?: (
    api: Api,
    id: string,
    inputs: Inputs,
    before: Partial<Inputs>,
  ) => Promise<ResourceState>;
  /** Renames it temporarily, so that its replacement can have its name. */
  readonly setAside?: (api: Api, id: string, where: Inputs) => Promise<void>;
  /**
   * Deletes the replaced resource early if the API has no room for both. Returns whether it did.
   */
  readonly makeRoom?: (api: Api, inputs: Inputs, replaced: Inputs) => Promise<boolean>;
  /** Absent if the API has no delete; then `retainedMessage` says what remains. */
  readonly delete?: (api: Api, id: string, where: Inputs) => Promise<void>;
  /** Confirms a 404; fails if the resource still exists, or if its account or app does not. */
  readonly confirmGone: (api: Api, id: string, where: Inputs) => Promise<void>;
  readonly retainedMessage?: (id: string, where: Inputs) => string;
}
