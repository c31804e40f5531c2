/**
 * What a run of the provider knows about the resources of a kind. The engine passes neither URNs nor the
 * state to a dynamic provider, so this is learned from its calls: first check, then diff for resources in
 * the state, and create for new and replaced ones.
 */
import { setTimeout as wait } from "node:timers/promises";
import { isPlain } from "../schema/compare.ts";

type Plain = Readonly<Record<string, unknown>>;

/** How long an update waits for the diff of another resource, and how often it checks, in milliseconds. */
const PATIENCE = { total: 2_000, step: 50 };

/** Identifies a resource of a program: its stack, logical name and parent types. */
export function declarationOf(inputs: Plain): string {
  const { __declaredBy, __within } = inputs;
  return `${String(__declaredBy)}\n${typeof __within === "string" ? __within : ""}`;
}

export class Run {
  /** The old inputs of resources in the state. */
  readonly #checked = new Map<string, Plain>();
  readonly #replaced = new Map<string, Plain>();
  /**
   * By id, the resources of the program, each with its new name if it is renamed. In a state of an
   * earlier version, two resources can have the same id.
   */
  readonly #managed = new Map<string, Map<string, string | undefined>>();
  readonly #claims = new Map<string, string>();
  /** The ids that creates of this run returned, and for which resource. */
  readonly #obtained = new Map<string, string>();
  /** Ids that existed before a create, or that another create returned. */
  readonly known = new Set<string>();
  /** Ids that this run deleted or, if the API has no delete, no longer manages. */
  readonly #givenUp = new Set<string>();
  readonly #turns = new Map<string, Promise<unknown>>();

  /** For a replacement, the engine calls check a second time, without the old inputs. */
  check(olds: Plain, news: Plain): void {
    const by = declarationOf(news);
    const before = this.#checked.get(by);
    if (isThere(olds)) this.#checked.set(by, olds);
    else if (before) this.#replaced.set(by, before);
  }

  /** The old inputs, if the create is a replacement. */
  replacedBy(news: Plain): Plain | undefined {
    return this.#replaced.get(declarationOf(news));
  }

  /** Whether create will adopt a resource. */
  willTakeOver(olds: Plain, news: Plain): boolean {
    if (news.adopt === undefined || isThere(olds)) return false;
    // A replacement must be a new resource; the one with the name is the one that it replaces.
    return news.adopt !== true || this.replacedBy(news) === undefined;
  }

  diff(id: string, news: Plain, renamedTo: string | undefined): void {
    this.known.add(id);
    const by = declarationOf(news);
    // A diff without a check is for a resource that is deleted too, because it depends on one that is
    // replaced by deleting it first.
    if (!this.#checked.has(by)) return;
    const managed = this.#managed.get(id) ?? new Map<string, string | undefined>();
    this.#managed.set(id, managed.set(by, renamedTo));
  }

  obtain(id: string, news: Plain): void {
    this.known.add(id);
    this.#obtained.set(id, declarationOf(news));
  }

  /** The logical name of another resource of the program with the same id, if there is one. */
  otherOwner(id: string, news: Plain): string | undefined {
    const self = declarationOf(news);
    const owners = [...(this.#managed.get(id)?.keys() ?? []), this.#obtained.get(id)];
    const other = owners.find((by) => by !== undefined && by !== self);
    return other === undefined ? undefined : shown(other);
  }

  giveUp(id: string): void {
    this.#givenUp.add(id);
  }

  /** Whether this run deleted the id or no longer manages it, so that its name is free. */
  hasGivenUp(id: string): boolean {
    return this.#givenUp.has(id);
  }

  hasObtained(id: string): boolean {
    return this.#obtained.has(id);
  }

  /** Whether a resource of the program has the id. */
  isManaged(id: string): boolean {
    return this.#managed.has(id) || this.#obtained.has(id);
  }

  /** The resource of the program that still has the id of a resource to delete. */
  survivor(id: string): string | undefined {
    const owners = [...(this.#managed.get(id)?.keys() ?? [])];
    const by = this.#obtained.get(id) ?? owners.find((each) => !this.#replaced.has(each));
    return by === undefined ? undefined : shown(by);
  }

  /** Whether another resource of this program has the name and is renamed in this run. */
  async willGiveUpName(id: string, name: string): Promise<boolean> {
    for (let waited = 0; waited < PATIENCE.total; waited += PATIENCE.step) {
      const managed = this.#managed.get(id);
      if (managed)
        return [...managed.values()].every((next) => next !== undefined && next !== name);
      await wait(PATIENCE.step);
    }
    return false;
  }

  /** Returns the resource that claimed it before, if there is one. */
  claim(what: string, news: Plain): string | undefined {
    const by = declarationOf(news);
    const owner = this.#claims.get(what);
    if (owner !== undefined) return shown(owner);
    this.#claims.set(what, by);
    return undefined;
  }

  /** Runs work with the same key one after the other, so that two creates of one title do not mix up their results. */
  async inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#turns.get(key);
    const running = (async () => {
      await before?.catch(() => undefined);
      return await work();
    })();
    this.#turns.set(key, running);
    return await running;
  }
}

/** Whether the resource is in the state: check gets no old inputs for one that is not. */
function isThere(olds: Plain): boolean {
  return isPlain(olds) && Object.keys(olds).length > 0;
}

/** The logical name, for a message. */
function shown(declaration: string): string {
  const [by = "", within = ""] = declaration.split("\n");
  const name = by.split("/").slice(2).join("/");
  return within === "" ? name : `${name} (in ${within})`;
}
