/**
 * The provider of a kind, for any host. All kinds share its behaviour:
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
import { applyDefaults, failuresIn, failuresInSettings, split } from "./check.ts";
import { equal, isPlain, present, type Plain } from "../schema/compare.ts";
import { durationOf, withDeadline } from "../client/deadline.ts";
import { clearName, conflict, create, type Creation } from "./create.ts";
import { storedDerived } from "./derived.ts";
import { differences } from "./differences.ts";
import { explain, isNotFound, mayBeMissing, statusOf } from "../client/errors.ts";
import { type Api, apiFor } from "../client/api.ts";
import type { CheckResult, DiffResult, Host } from "./host.ts";
import { imported } from "./imported.ts";
import type { ResourceState, ResourceDefinition } from "./definition.ts";
import * as messages from "./messages.ts";
import { logicalNameOf } from "./automatic-names.ts";
import {
  keptOfAdopted,
  type MakeName,
  nameChanges,
  nameIn,
  nameToBe,
  withKeptName,
  withNewName,
} from "./naming.ts";
import { isFirstRead, type ReadResult, refreshed } from "./refresh.ts";
import { Run } from "./run.ts";
import { keysOf, UNKNOWN, withoutSecrets } from "../schema/schema.ts";
import { secretsOf } from "./secrets-of.ts";
import type { Settings } from "../client/settings.ts";

/** Inputs with a name, and what the state stores about the name. */
type Named = ReturnType<typeof withKeptName>;

/** Manages all resources of a kind in a provider process. */
export class Provider<Inputs extends object> {
  readonly #definition: ResourceDefinition<Inputs>;
  readonly #host: Host;
  readonly #run = new Run();

  constructor(definition: ResourceDefinition<Inputs>, host: Host) {
    this.#definition = definition;
    this.#host = host;
  }

  /** @param makeName generates the name, if the host chooses it before create */
  check(olds: Plain, news: Plain, makeName?: MakeName): Promise<CheckResult> {
    return this.#forPeople(news, () => {
      this.#run.check(olds, news);
      const { declared } = split(news);
      const failures = [
        ...failuresIn(this.#definition, declared),
        ...failuresInSettings(this.#definition, declared, this.#settings),
      ];
      if (failures.length > 0) return { inputs: news, failures };
      const inputs = applyDefaults(this.#definition, news, olds, this.#settings);
      const takesOver = this.#run.willTakeOver(olds, news) && { __takesOver: true };
      const name = makeName && nameToBe(this.#definition, inputs, olds, makeName);
      return { inputs: { ...inputs, ...takesOver, ...name }, failures };
    });
  }

  /** Completes inputs as check does, for inputs that were not checked, such as those of an import. */
  completed(inputs: Plain): Plain {
    const { declared } = split(inputs);
    if (failuresIn(this.#definition, declared).length > 0) return inputs;
    return applyDefaults(this.#definition, inputs, {}, this.#settings);
  }

  diff(id: string, olds: Plain, news: Plain): Promise<DiffResult> {
    return this.#forPeople(news, () => {
      const changed = this.#changes(olds, news);
      const { adopt } = news;
      if (typeof adopt === "string" && adopt !== UNKNOWN && adopt !== id) changed.push("adopt");
      this.#note(id, news, changed);
      const replaces = changed.filter(
        (key) => key in this.#definition.replaceOnChanges || key === "adopt",
      );
      const details = changed.flatMap((key) => differences(olds[key], news[key], [key]));
      return { changed, replaces, details };
    });
  }

  create(given: Plain): Promise<{ id: string; outs: Plain }> {
    const news = withoutPassing(given);
    return this.#inTime("create", news, async () => {
      const byId = typeof news.adopt === "string";
      const { inputs, kept } = byId
        ? { inputs: news, kept: keptOfAdopted(this.#definition, news) }
        : withNewName(this.#definition, given);
      const held = await create(this.#creation(news, inputs as Inputs));
      return { id: held.id, outs: present({ ...news, ...held.outputs, ...kept }) };
    });
  }

  /** Undefined if the resource does not exist. */
  read(id: string, props: Plain): Promise<ReadResult | undefined> {
    return this.#forPeople(props, async () => {
      const where = { ...this.#scope(), ...props };
      const held = await this.#definition.read(this.#api(), id, where as Inputs);
      if (held) {
        const found = refreshed(this.#definition, held, where);
        const derived = storedDerived(this.#definition, props, found.props);
        return { ...found, props: { ...found.props, ...derived } };
      }
      if (isFirstRead(this.#definition, props))
        throw messages.nothingToGet(this.#definition, id, where);
      return undefined;
    });
  }

  /**
   * The state after an import: the shortest inputs that do not change the resource, and all properties.
   *
   * @param where the properties that a read needs besides the id
   */
  import(id: string, where: Plain): Promise<Required<ReadResult>> {
    return this.#forPeople(where, async () => {
      const scope = { ...this.#scope(), ...where };
      const held = await this.#definition.read(this.#api(), id, scope as Inputs);
      if (!held) throw messages.nothingToGet(this.#definition, id, scope);
      return imported(this.#definition, held, where, this.#settings);
    });
  }

  update(id: string, olds: Plain, news: Plain): Promise<Plain> {
    return this.#inTime("update", news, async () => {
      const wanted = this.#wanted(olds, news);
      // When a resource moves from another host, nothing changes at the API.
      const held =
        this.#changes(olds, news).length > 0
          ? await this.#change(id, wanted.inputs as Inputs, olds)
          : undefined;
      return this.#updated(olds, news, wanted, held);
    });
  }

  /** The state after an update, as far as it is known in a preview. */
  plannedUpdate(olds: Plain, news: Plain): Plain {
    return this.#updated(olds, news, this.#wanted(olds, news), undefined);
  }

  /** The state after a create, as far as it is known in a preview. */
  plannedCreate(news: Plain): Plain {
    const { nameInput, outputs } = this.#definition;
    const { __newName: name } = news;
    const unknown = Object.fromEntries(keysOf(outputs).map((key) => [key, UNKNOWN]));
    const made = nameInput && name !== undefined && { [nameInput.key]: name };
    return { ...unknown, ...withoutPassing(news), ...made };
  }

  /** The inputs of an update with the name and, for computed defaults that are not set, the stored values. */
  #wanted(olds: Plain, news: Plain): Named {
    const { inputs, kept } = withKeptName(this.#definition, news, olds);
    const open = Object.keys(this.#definition.computedDefaults).filter(
      (key) => news[key] === undefined,
    );
    return {
      inputs: { ...inputs, ...Object.fromEntries(open.map((key) => [key, olds[key]])) },
      kept,
    };
  }

  #updated(olds: Plain, news: Plain, { inputs, kept }: Named, held?: ResourceState): Plain {
    const { nameInput } = this.#definition;
    const name = nameInput && { [nameInput.key]: nameIn({ nameInput }, inputs) };
    const all = {
      ...this.#outputsIn(olds),
      ...withoutPassing(news),
      ...name,
      ...held?.outputs,
      ...kept,
    };
    return present(all);
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
        if (!mayBeMissing(error)) throw error;
        await confirmGone(this.#api(), id, where).catch((why: unknown) => {
          throw isNotFound(error) ? why : error;
        });
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
    await clearName(creation, id, olds);
    try {
      return await update(this.#api(), id, inputs, olds as Partial<Inputs>);
    } catch (error) {
      if (statusOf(error) === 409) throw await conflict(creation, error);
      if (!isNotFound(error)) throw error;
      await confirmGone(this.#api(), id, inputs);
      throw messages.goneAtUpdate(this.#definition, id);
    }
  }

  /** The inputs that differ from the state. A computed default that is not set is not a difference. */
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

  #say(props: Plain, text: string): void {
    this.#host.say(withoutSecrets(text, secretsOf(this.#definition, props)), props);
  }

  get #settings(): Settings {
    return this.#host.settings();
  }

  #api(): Api {
    return apiFor(this.#settings);
  }

  /** The account and, if the kind needs one, the app of the settings. */
  #scope(): Plain {
    const { accountId, appId } = this.#settings;
    return keysOf(this.#definition.inputs).includes("appId") ? { accountId, appId } : { accountId };
  }

  /** Without derived outputs, which each host adds itself. */
  #outputsIn(props: Plain): Plain {
    const { outputs, derived = {} } = this.#definition;
    const keys = keysOf(outputs).filter((key) => !(key in derived));
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
      throw explain(error, [...secretsOf(this.#definition, props), this.#settings.apiToken ?? ""]);
    }
  }
}

/** The inputs without the values that check passes only to create. */
function withoutPassing(inputs: Plain): Plain {
  return present({ ...inputs, __takesOver: undefined, __newName: undefined });
}
