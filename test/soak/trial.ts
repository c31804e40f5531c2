/** One operation of one kind, with one fault at one of its requests; and what is wrong afterwards. */
import { isDeepStrictEqual } from "node:util";
import type { FaultRequest } from "../../emulator/faults.ts";
import type { Declaration, Plain, Program, State, World } from "../provider/host.ts";
import { declare, heldIds, type Sample } from "../support/samples.ts";
import { NOT_FOR_PEOPLE } from "./fault-table.ts";

/** Which request of the operation meets what, and how many after it do as well. */
export interface Fault {
  readonly at: number;
  readonly times: number;
  readonly what: Omit<FaultRequest, "method" | "path" | "times" | "skip">;
}

export type Attempt<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string };

/** Who declares it. */
const BY = "project/stack/it";

export class Trial {
  readonly world: World;
  readonly sample: Sample;
  readonly declared: Plain;
  /** What is not as it must be. */
  readonly problems: string[] = [];
  /** How many requests the operation took. */
  requests = 0;
  readonly #fault: Fault | undefined;
  readonly #said: () => unknown[][];
  #saidBefore = 0;
  #toldSince = "";

  constructor(parts: {
    world: World;
    sample: Sample;
    declared: Plain;
    /** Without one it only counts the requests. */
    fault: Fault | undefined;
    said: () => unknown[][];
  }) {
    this.world = parts.world;
    this.sample = parts.sample;
    this.declared = parts.declared;
    this.#fault = parts.fault;
    this.#said = parts.said;
  }

  /** In an API in which nothing is but what must be there first. */
  static async begin(
    world: World,
    sample: Sample,
    said: () => unknown[][],
    fault: Fault | undefined,
  ): Promise<Trial> {
    await world.control.reset();
    const declared = await declare(sample, world);
    return new Trial({ world, sample, declared, fault, said });
  }

  declaration(more: Plain = {}): Declaration {
    return { definition: this.sample.definition, declared: { ...this.declared, ...more }, by: BY };
  }

  /** A run of its own, which knows nothing of the others. */
  program(): Program {
    return this.world.program();
  }

  /** The operation, while the fault waits for it. */
  async faulty<T>(run: () => Promise<T>): Promise<Attempt<T>> {
    await this.world.control.clearRequests();
    if (this.#fault) {
      const { at: skip, times, what } = this.#fault;
      await this.world.control.fault({ ...what, times, skip });
    }
    const attempt = await this.attempt(run);
    await this.world.control.clearFaults();
    this.requests = (await this.world.control.requests()).length;
    this.#saidBefore = this.#said().length;
    this.#toldSince = "";
    return attempt;
  }

  /** What comes of a call; a failure must be one for people. */
  async attempt<T>(run: () => Promise<T>): Promise<Attempt<T>> {
    try {
      return { ok: true, value: await run() };
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#toldSince += `${message}\n`;
      if (!(error instanceof Error) || error.stack !== error.message)
        this.problems.push(`fails with a stack: ${message}`);
      const words = NOT_FOR_PEOPLE.exec(message)?.[0];
      if (words !== undefined)
        this.problems.push(`says ${JSON.stringify(words)} to people: ${message}`);
      if (/a-token-\d|yt-key/.test(message)) this.problems.push(`tells a secret: ${message}`);
      return { ok: false, message };
    }
  }

  /** The next run's create: it makes one, or says what to adopt, and that is done. */
  async upAgain(
    declaration: Declaration,
    create = (each: Declaration) => this.program().create(each),
  ): Promise<State | undefined> {
    const again = await this.attempt(() => create(declaration));
    if (again.ok) return again.value;
    const adopt = /adopt: "([^"]+)"/.exec(again.message)?.[1];
    if (adopt === undefined) {
      this.problems.push(`the next up fails, and names nothing to adopt: ${again.message}`);
      return undefined;
    }
    const adopting = { ...declaration, declared: { ...declaration.declared, adopt } };
    const taken = await this.attempt(() => create(adopting));
    if (taken.ok) return taken.value;
    this.problems.push(`adopting what it names fails: ${taken.message}`);
    return undefined;
  }

  /**
   * Neither a plan nor a refresh finds anything else than the state has, and the API holds nothing
   * but this and what may be left, of which each was named.
   */
  async settled(
    state: State | undefined,
    declaration: Declaration,
    mayBeLeft: readonly string[] | "named" = [],
  ): Promise<void> {
    if (!state) return;
    const { definition } = declaration;
    const plan = await this.attempt(() => this.program().plan(state, declaration));
    if (!plan.ok || plan.value.changes) this.problems.push("the next preview is not empty");
    const refreshed = await this.attempt(() => this.program().refresh(definition, state));
    if (!refreshed.ok) this.problems.push("the next refresh fails");
    else if (refreshed.value === undefined) this.problems.push("the next refresh finds it gone");
    else if (!isDeepStrictEqual(refreshed.value, state))
      this.problems.push(`the next refresh finds ${differences(state, refreshed.value)}`);
    const others = (await this.held()).filter((id) => id !== state.id);
    for (const id of others) {
      const isLeft = mayBeLeft === "named" ? this.told().includes(id) : mayBeLeft.includes(id);
      if (!isLeft) this.problems.push(`there is another one, ${id}, of which nobody says a word`);
    }
  }

  held(): Promise<string[]> {
    return heldIds(this.sample, this.world, this.declared);
  }

  /** All that was said since the fault is over, errors included. */
  told(): string {
    const lines = this.#said().slice(this.#saidBefore);
    return this.#toldSince + lines.map((words) => words.join(" ")).join("\n");
  }
}

function differences(before: State, after: State): string {
  const keys = new Set([...Object.keys(before.props), ...Object.keys(after.props)]);
  const differing = [...keys].filter(
    (key) => !isDeepStrictEqual(before.props[key], after.props[key]),
  );
  return differing
    .map(
      (key) => `${key}: ${JSON.stringify(before.props[key])} → ${JSON.stringify(after.props[key])}`,
    )
    .concat(isDeepStrictEqual(before.inputs, after.inputs) ? [] : ["other inputs"])
    .join(", ");
}
