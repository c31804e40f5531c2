/**
 * What one run of the provider knows of a kind's resources. The engine tells a dynamic provider
 * neither URNs nor the state, so that everything here is learnt from the calls that it makes: check
 * before anything, then diff for what the state has, create for what it lacks or replaces.
 */
import { setTimeout as wait } from "node:timers/promises";
import { isPlain } from "../schema/compare.ts";

type Plain = Readonly<Record<string, unknown>>;

/** How long an update waits for the diff of another resource, in milliseconds, and how often it looks. */
const PATIENCE = { total: 2_000, step: 50 };

/** Whose a declaration is: its stack and logical name, and for a child what it is a child of. */
export function declarationOf(inputs: Plain): string {
  const { __declaredBy, __within } = inputs;
  return `${String(__declaredBy)}\n${typeof __within === "string" ? __within : ""}`;
}

export class Run {
  /** Old inputs by declaration, for those that the state has. */
  readonly #checked = new Map<string, Plain>();
  readonly #replaced = new Map<string, Plain>();
  /**
   * By id, who declares what the state has, and the name that it is to get where that is another one
   * than it has. In a state of an earlier version two may have the same.
   */
  readonly #managed = new Map<string, Map<string, string | undefined>>();
  readonly #claims = new Map<string, string>();
  /** Ids that creates of this run have answered, and for which declaration. */
  readonly #obtained = new Map<string, string>();
  /** Ids that cannot be what a create of unknown outcome has made: they were there, or another made them. */
  readonly known = new Set<string>();
  /** Ids that this run has deleted or, where the API cannot, forgotten. */
  readonly #givenUp = new Set<string>();
  readonly #turns = new Map<string, Promise<unknown>>();

  /** For a replacement the engine checks a second time, without the old inputs. */
  check(olds: Plain, news: Plain): void {
    const by = declarationOf(news);
    const before = this.#checked.get(by);
    if (isThere(olds)) this.#checked.set(by, olds);
    else if (before) this.#replaced.set(by, before);
  }

  /** The old inputs where a create is a replacement. */
  replacedBy(news: Plain): Plain | undefined {
    return this.#replaced.get(declarationOf(news));
  }

  /** Whether the engine, after this check, will have create take something over. */
  willTakeOver(olds: Plain, news: Plain): boolean {
    if (news.adopt === undefined || isThere(olds)) return false;
    // A replacement is to be a new one: what has the name is what it replaces.
    return news.adopt !== true || this.replacedBy(news) === undefined;
  }

  diff(id: string, news: Plain, renamedTo: string | undefined): void {
    this.known.add(id);
    const by = declarationOf(news);
    // What depends on something that is replaced by deleting first is asked for a diff, without a check
    // before it, and is deleted as well: it does not stay.
    if (!this.#checked.has(by)) return;
    const managed = this.#managed.get(id) ?? new Map<string, string | undefined>();
    this.#managed.set(id, managed.set(by, renamedTo));
  }

  obtain(id: string, news: Plain): void {
    this.known.add(id);
    this.#obtained.set(id, declarationOf(news));
  }

  /** The logical name of another declaration that has the same resource, where this run has met one. */
  otherOwner(id: string, news: Plain): string | undefined {
    const self = declarationOf(news);
    const owners = [...(this.#managed.get(id)?.keys() ?? []), this.#obtained.get(id)];
    const other = owners.find((by) => by !== undefined && by !== self);
    return other === undefined ? undefined : shown(other);
  }

  giveUp(id: string): void {
    this.#givenUp.add(id);
  }

  /** Whether what has the name is no longer anybody's: a replacement that deletes first may take the name. */
  hasGivenUp(id: string): boolean {
    return this.#givenUp.has(id);
  }

  hasObtained(id: string): boolean {
    return this.#obtained.has(id);
  }

  /** Whether this run has met the resource as one that stays. */
  isManaged(id: string): boolean {
    return this.#managed.has(id) || this.#obtained.has(id);
  }

  /** The declaration that still has what is to be deleted: it took it over, or shares it. */
  survivor(id: string): string | undefined {
    const owners = [...(this.#managed.get(id)?.keys() ?? [])];
    const by = this.#obtained.get(id) ?? owners.find((each) => !this.#replaced.has(each));
    return by === undefined ? undefined : shown(by);
  }

  /** Whether another resource of this program has the name, and is to get another one in this run. */
  async willGiveUpName(id: string, name: string): Promise<boolean> {
    for (let waited = 0; waited < PATIENCE.total; waited += PATIENCE.step) {
      const managed = this.#managed.get(id);
      if (managed)
        return [...managed.values()].every((next) => next !== undefined && next !== name);
      await wait(PATIENCE.step);
    }
    return false;
  }

  /** Answers the declaration that has claimed it before, if another one has. */
  claim(what: string, news: Plain): string | undefined {
    const by = declarationOf(news);
    const owner = this.#claims.get(what);
    if (owner !== undefined) return shown(owner);
    this.#claims.set(what, by);
    return undefined;
  }

  /** One after the other for the same key: two creates of one title must not take each other's for their own. */
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

/** For what the state does not have, check is given no inputs. */
function isThere(olds: Plain): boolean {
  return isPlain(olds) && Object.keys(olds).length > 0;
}

/** The logical name of a declaration, for a message. */
function shown(declaration: string): string {
  const [by = "", within = ""] = declaration.split("\n");
  const name = by.split("/").slice(2).join("/");
  return within === "" ? name : `${name} (in ${within})`;
}
