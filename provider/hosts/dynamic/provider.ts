/**
 * The dynamic provider of a kind. All kinds share its behaviour:
 *
 * | method | API calls |
 * | ------ | --------- |
 * | check  | none |
 * | diff   | none: compares the inputs with the state, which a refresh updates from the API |
 * | create | looks for existing resources, then creates exactly once, or adopts (create.ts) |
 * | read   | reads, in batches if the kind supports it |
 * | update | the kind's update |
 * | delete | the kind's delete; a 404 is success if the list confirms it. Or none, with a message about what remains |
 */
import type { dynamic } from "@pulumi/pulumi";
import { applyDefaults, failuresIn, failuresInSettings, split } from "../../engine/check.ts";
import { equal, isPlain, present, type Plain } from "../../schema/compare.ts";
import { durationOf, withDeadline } from "../../client/deadline.ts";
import { conflict, create, type Creation, giveWay } from "../../engine/create.ts";
import { differences, withDetails } from "./detailed-diff.ts";
import { explain, isNotFound, statusOf } from "../../client/errors.ts";
import { type Api, apiFor } from "../../client/api.ts";
import { credentialsIn } from "../../schema/addresses.ts";
import type { ResourceState, ResourceDefinition } from "../../engine/definition.ts";
import * as messages from "../../engine/messages.ts";
import { logicalNameOf } from "../../engine/automatic-names.ts";
import {
  keptOfAdopted,
  nameChanges,
  nameIn,
  withKeptName,
  withNewName,
} from "../../engine/naming.ts";
import { isFirstRead, refreshed } from "../../engine/refresh.ts";
import { Run } from "../../engine/run.ts";
import {
  isSecret,
  keysOf,
  keysWhere,
  secretsIn,
  strings,
  UNKNOWN,
  withoutSecrets,
} from "../../schema/schema.ts";
import { readSettings, type Settings } from "../../client/settings.ts";
import { type Failure, writeFailure } from "../../schema/failure.ts";

/** The dynamic provider of a kind. */
export class DynamicProvider<Inputs extends object> implements dynamic.ResourceProvider<
  Plain,
  Plain
> {
  readonly #definition: ResourceDefinition<Inputs>;
  #settings: Settings = readSettings(() => undefined);
  readonly #run = new Run();

  constructor(definition: ResourceDefinition<Inputs>) {
    this.#definition = definition;
  }

  /** Synchronous, because the host allows other calls before an asynchronous one ends. */
  configure(request: dynamic.ConfigureRequest): Promise<void> {
    this.#settings = readSettings((key) => request.config.get(key));
    return Promise.resolve();
  }

  check(olds: Plain, news: Plain): Promise<dynamic.CheckResult<Plain>> {
    return this.#forPeople(news, () => {
      this.#run.check(olds, news);
      const { declared } = split(news);
      const failures = [
        ...failuresIn(this.#definition, declared),
        ...failuresInSettings(this.#definition, declared, this.#settings),
      ];
      if (failures.length > 0) return { inputs: news, failures: failures.map(toCheckFailure) };
      const inputs = applyDefaults(this.#definition, news, olds, this.#settings);
      const takesOver = this.#run.willTakeOver(olds, news) && { __takesOver: true };
      return { inputs: { ...inputs, ...takesOver } };
    });
  }

  diff(id: string, olds: Plain, news: Plain): Promise<dynamic.DiffResult> {
    return this.#forPeople(news, () => {
      const changed = this.#changes(olds, news);
      const { adopt } = news;
      if (typeof adopt === "string" && adopt !== UNKNOWN && adopt !== id) changed.push("adopt");
      this.#note(id, news, changed);
      const replaces = changed.filter(
        (key) => key in this.#definition.replaceOnChanges || key === "adopt",
      );
      const details = changed.flatMap((key) => differences(olds[key], news[key], [key]));
      return withDetails({ changes: changed.length > 0, replaces }, details);
    });
  }

  create(given: Plain): Promise<dynamic.CreateResult<Plain>> {
    const news: Plain = present({ ...given, __takesOver: undefined });
    return this.#inTime("create", news, async () => {
      const byId = typeof news.adopt === "string";
      const { inputs, kept } = byId
        ? { inputs: news, kept: keptOfAdopted(this.#definition, news) }
        : withNewName(this.#definition, news);
      const held = await create(this.#creation(news, inputs as Inputs));
      return { id: held.id, outs: present({ ...news, ...held.outputs, ...kept }) };
    });
  }

  read(id: string, props: Plain = {}): Promise<dynamic.ReadResult<Plain>> {
    return this.#forPeople(props, async () => {
      const where = { ...this.#scope(), ...props };
      const held = await this.#definition.read(this.#api(), id, where as Inputs);
      if (held) return refreshed(this.#definition, held, where);
      if (isFirstRead(this.#definition, props))
        throw messages.nothingToGet(this.#definition, id, where);
      // For the host, an empty id means "deleted"; without an id it fails.
      return { id: "" };
    });
  }

  update(id: string, olds: Plain, news: Plain): Promise<dynamic.UpdateResult<Plain>> {
    return this.#inTime("update", news, async () => {
      const { inputs, kept } = withKeptName(this.#definition, news, olds);
      const open = Object.keys(this.#definition.computedDefaults).filter(
        (key) => news[key] === undefined,
      );
      const wanted = { ...inputs, ...Object.fromEntries(open.map((key) => [key, olds[key]])) };
      const held = await this.#change(id, wanted as Inputs, olds);
      const { nameInput } = this.#definition;
      const name = nameInput && { [nameInput.key]: nameIn({ nameInput }, wanted) };
      const outs = { ...this.#outputsIn(olds), ...news, ...name, ...held?.outputs, ...kept };
      return { outs: present(outs) };
    });
  }

  delete(id: string, props: Plain): Promise<void> {
    return this.#inTime("delete", props, async () => {
      const owner = this.#run.survivor(id);
      if (owner !== undefined) {
        this.#say(props, messages.leftToSurvivor(this.#definition, id, owner));
        return;
      }
      const { delete: remove, confirmGone, retainedMessage } = this.#definition;
      const where = props as Inputs;
      await remove?.(this.#api(), id, where).catch(async (error: unknown) => {
        if (!isNotFound(error)) throw error;
        await confirmGone(this.#api(), id, where);
      });
      this.#run.giveUp(id);
      if (retainedMessage) this.#say(props, retainedMessage(id, where));
      this.#api().forgetLists();
    });
  }

  async #change(id: string, inputs: Inputs, olds: Plain): Promise<ResourceState | undefined> {
    const { update, confirmGone } = this.#definition;
    if (!update) return undefined;
    const creation = this.#creation(inputs as Plain, inputs);
    await this.#clearName(id, creation, olds);
    try {
      return await update(this.#api(), id, inputs, olds as Partial<Inputs>);
    } catch (error) {
      if (statusOf(error) === 409) throw await conflict(creation, error);
      if (!isNotFound(error)) throw error;
      await confirmGone(this.#api(), id, inputs);
      throw messages.goneAtUpdate(this.#definition, id);
    }
  }

  /** Before an update: frees the new name if another resource of the program has it, or fails. */
  async #clearName(id: string, creation: Creation<Inputs>, olds: Plain): Promise<void> {
    const { definition, api, inputs } = creation;
    const key =
      definition.nameInput?.twice === "refused by the API" ? definition.nameInput.key : undefined;
    if (key === undefined) return;
    const name = nameIn(definition, inputs);
    if (name === olds[key]) return;
    const found = (await definition.list(api, inputs, { fresh: true })).filter(
      (item) => item.name === name && item.id !== id,
    );
    for (const item of found)
      if (!(await giveWay(creation, item.id)))
        throw messages.exists(definition, definition.describe(inputs), found);
  }

  /** The inputs that differ from the state. A computed default that was left open is not a difference. */
  #changes(olds: Plain, news: Plain): string[] {
    const { computedDefaults, inputs: schema, nameInput } = this.#definition;
    return keysOf(schema).filter((key) => {
      if (key === nameInput?.key) return nameChanges(this.#definition, olds, news);
      if (key === "adopt" || (key in computedDefaults && news[key] === undefined)) return false;
      return !equal(olds[key], news[key]);
    });
  }

  /** Records that this resource stays, and whether another one of the program has the same id. */
  #note(id: string, news: Plain, changed: readonly string[]): void {
    const owner = this.#run.otherOwner(id, news);
    if (owner !== undefined && this.#run.hasObtained(id))
      throw messages.takenOverTwice(this.#definition, id, owner);
    if (owner !== undefined) this.#say(news, messages.shared(this.#definition, id, owner));
    const key = this.#definition.nameInput?.key;
    const renamed = key !== undefined && changed.includes(key);
    const name = key === undefined ? undefined : news[key];
    this.#run.diff(id, news, renamed ? (typeof name === "string" ? name : "") : undefined);
  }

  #creation(news: Plain, inputs: Inputs): Creation<Inputs> {
    const say = (text: string) => this.#say(news, text);
    return { definition: this.#definition, api: this.#api(), run: this.#run, say, news, inputs };
  }

  /** The engine shows the output of a provider as messages of the resource. */
  #say(props: Plain, text: string): void {
    console.log(withoutSecrets(text, this.#secretsOf(props)));
  }

  #api(): Api {
    return apiFor(this.#settings);
  }

  /** The account and, if the kind needs one, the app of the settings. */
  #scope(): Plain {
    const { accountId, appId } = this.#settings;
    return keysOf(this.#definition.inputs).includes("appId") ? { accountId, appId } : { accountId };
  }

  #outputsIn(props: Plain): Plain {
    const keys = keysOf(this.#definition.outputs);
    return present(Object.fromEntries(keys.map((key) => [key, props[key]])));
  }

  /** Runs work within the resource option `customTimeouts`. */
  #inTime<T>(
    operation: "create" | "update" | "delete",
    props: Plain,
    work: () => Promise<T>,
  ): Promise<T> {
    const { __customTimeouts: given } = props;
    const text = isPlain(given) ? given[operation] : undefined;
    const limit = typeof text === "string" ? durationOf(text) : undefined;
    const what = `${operation} of ${logicalNameOf(String(props.__declaredBy))}`;
    return this.#forPeople(props, () => withDeadline(limit, what, work));
  }

  async #forPeople<T>(props: Plain, work: () => T | Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw explain(error, [...this.#secretsOf(props), this.#settings.apiToken ?? ""]);
    }
  }

  /** All secret texts of a resource, except those that are also in its plain outputs, such as an id. */
  #secretsOf(props: Plain): string[] {
    const { inputs: schema, outputs } = this.#definition;
    const secret = keysWhere(outputs, isSecret);
    const plain = keysOf(outputs).filter((key) => !secret.includes(key));
    const known = JSON.stringify(plain.map((key) => props[key]));
    const made = secret.flatMap((key) => strings(props[key]));
    const inAddresses = strings(props).flatMap(credentialsIn);
    const named = Array.isArray(props.__secretInputs) ? props.__secretInputs : [];
    const hidden = named.flatMap((key) => strings(props[String(key)]));
    const all = [...secretsIn(schema, props), ...inAddresses, ...hidden];
    return [...all, ...made.filter((text) => !known.includes(text))];
  }
}

/**
 * The path is in the reason: for a `property`, the engine would also print the value, with the secrets of
 * an object in plain text.
 */
function toCheckFailure(failure: Failure): dynamic.CheckFailure {
  return { property: "", reason: writeFailure(failure) };
}
