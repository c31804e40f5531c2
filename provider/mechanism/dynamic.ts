/**
 * The dynamic provider of a kind, with the semantics that all kinds share:
 *
 * | method | API calls |
 * | ------ | --------- |
 * | check  | none |
 * | diff   | none: what is declared against what was stored; a refresh stores what the API holds |
 * | create | looks for what is there already, then creates exactly once; or adopts |
 * | read   | reads, in batches where the kind can |
 * | update | the kind's change in place |
 * | delete | the kind's delete; 404 is success; or nothing, and says what remains |
 */
import type { dynamic } from "@pulumi/pulumi";
import { complete, failuresIn, failuresInSettings, split } from "./check.ts";
import { equal, present, project } from "./compare.ts";
import { differences, withDetails } from "./detailed-diff.ts";
import { ErrorForPeople, explain, isNotFound } from "./errors.ts";
import { type Failure, writePath } from "./failures.ts";
import { type Api, apiFor } from "./http.ts";
import { credentialsIn } from "./ingest.ts";
import type { Found, Held, Kind } from "./kind.ts";
import { createOnce } from "./once.ts";
import { keysOf, secretsIn, strings, UNKNOWN } from "./schema.ts";
import { readSettings, type Settings } from "./settings.ts";

type Plain = Record<string, unknown>;

/** What runs in the provider process, for every resource of one kind. */
export class DynamicProvider<Inputs extends object> implements dynamic.ResourceProvider<
  Plain,
  Plain
> {
  readonly #kind: Kind<Inputs>;
  #settings: Settings = readSettings(() => undefined);
  /** What this run has declared so far, so that two resources do not make one thing. */
  readonly #claimed = new Set<string>();
  /** Ids that cannot be what a create of unknown outcome has made: they were there, or another made them. */
  readonly #known = new Set<string>();
  /** Ids that creates of this run have answered. */
  readonly #obtained = new Set<string>();

  constructor(kind: Kind<Inputs>) {
    this.#kind = kind;
  }

  /** Synchronous on purpose: the host lets other calls in before an asynchronous one ends. */
  configure(request: dynamic.ConfigureRequest): Promise<void> {
    this.#settings = readSettings((key) => request.config.get(key));
    return Promise.resolve();
  }

  check(olds: Plain, news: Plain): Promise<dynamic.CheckResult<Plain>> {
    return this.#forPeople(news, () => {
      const { declared } = split(news);
      const failures = [
        ...failuresIn(this.#kind, declared),
        ...failuresInSettings(this.#kind, declared, this.#settings),
      ];
      if (failures.length > 0) return { inputs: news, failures: failures.map(told) };
      return { inputs: complete(this.#kind, news, olds, this.#settings) };
    });
  }

  diff(id: string, olds: Plain, news: Plain): Promise<dynamic.DiffResult> {
    const changed = this.#changes(olds, news);
    const { adopt } = news;
    if (adopt !== undefined && adopt !== UNKNOWN && adopt !== id) changed.push("adopt");
    const replaces = changed.filter((key) => key in this.#kind.replaceOn || key === "adopt");
    const details = changed.flatMap((key) => differences(olds[key], news[key], [key]));
    return Promise.resolve(withDetails({ changes: changed.length > 0, replaces }, details));
  }

  create(news: Plain): Promise<dynamic.CreateResult<Plain>> {
    return this.#forPeople(news, async () => {
      const inputs = news as Inputs;
      this.#claim(inputs, news.adopt);
      const held = await this.#obtain(inputs, news);
      this.#known.add(held.id);
      this.#obtained.add(held.id);
      return { id: held.id, outs: present({ ...news, ...held.outputs }) };
    });
  }

  read(id: string, props: Plain = {}): Promise<dynamic.ReadResult<Plain>> {
    return this.#forPeople(props, async () => {
      const where = { ...this.#scope(), ...props };
      const held = await this.#kind.read(this.#api(), id, where as Inputs);
      // The host takes an empty id for "gone", and fails on none.
      return held ? refreshed(this.#kind, held, where) : { id: "" };
    });
  }

  update(id: string, olds: Plain, news: Plain): Promise<dynamic.UpdateResult<Plain>> {
    return this.#forPeople(news, async () => {
      const { update } = this.#kind;
      const wanted = this.#withKept(news, olds) as Inputs;
      const held = update && (await update(this.#api(), id, wanted, olds as Partial<Inputs>));
      return { outs: present({ ...this.#outputsIn(olds), ...news, ...held?.outputs }) };
    });
  }

  delete(id: string, props: Plain): Promise<void> {
    return this.#forPeople(props, async () => {
      // A create of this run has taken it over, as one that replaces it or has another logical name.
      if (this.#obtained.has(id)) return;
      const { remove, forgotten } = this.#kind;
      if (forgotten) console.log(forgotten(id, props as Inputs));
      await remove?.(this.#api(), id, props as Inputs).catch((error: unknown) => {
        if (!isNotFound(error)) throw error;
      });
      this.#api().forgetLists();
    });
  }

  /** Declared inputs that differ from what was stored. A fallback that was left open is no difference. */
  #changes(olds: Plain, news: Plain): string[] {
    const { fallbacks, schema } = this.#kind;
    return keysOf(schema).filter((key) => {
      if (key === "adopt" || (key in fallbacks && news[key] === undefined)) return false;
      return !equal(olds[key], news[key]);
    });
  }

  #claim(inputs: Inputs, adopt: unknown): void {
    const { name } = this.#kind;
    const identity =
      typeof adopt === "string" ? `the ${name} ${adopt}` : this.#kind.identity(inputs);
    const claim = `${identity} ${this.#kind.fingerprint?.(inputs) ?? ""}`;
    if (this.#claimed.has(claim)) {
      throw new ErrorForPeople(
        `two resources of this program declare ${identity}; remove one of them`,
      );
    }
    this.#claimed.add(claim);
  }

  /** Adopted, found again or made. */
  async #obtain(inputs: Inputs, news: Plain): Promise<Held> {
    if (typeof news.adopt === "string") return this.#takeOver(news.adopt, inputs, news);
    const kind = this.#kind;
    const api = this.#api();
    const before = await kind.find(api, inputs, { fresh: false });
    const [own, ...more] = before.filter(({ is }) => is === "ours");
    const taken = before.filter(({ is }) => is === "taken");
    if (taken.length > 0 || more.length > 0) throw exists(kind, kind.identity(inputs), before);
    if (own) return this.#takeOver(own.id, inputs, news);
    for (const { id } of before) this.#known.add(id);
    return createOnce(
      () => kind.make(api, inputs),
      async () => {
        const now = await kind.find(api, inputs, { fresh: true });
        const made = now.find(({ id }) => !this.#known.has(id));
        if (made) this.#known.add(made.id);
        // It may be half of what is declared: some kinds take a second call for the rest.
        return made && this.#takeOver(made.id, inputs, news);
      },
    );
  }

  /** Brings an existing resource to what is declared, or says why the API cannot. */
  async #takeOver(id: string, inputs: Inputs, news: Plain): Promise<Held> {
    const { name, read, replaceOn, update } = this.#kind;
    const held = await read(this.#api(), id, inputs);
    if (!held) throw notThere(name, id);
    const differing = Object.entries(held.inputs)
      .filter(([key, has]) => news[key] !== undefined && !equal(project(has, news[key]), news[key]))
      .map(([key]) => key);
    const fixed = differing.filter((key) => key in replaceOn || !update);
    if (fixed.length > 0) throw cannotBecome(id, fixed, replaceOn);
    if (!update || differing.length === 0) return held;
    const wanted = this.#withKept(news, held.inputs) as Inputs;
    // Only what is declared here counts as declared before: what it leaves out stays as it is.
    const before = project(held.inputs, news) as Partial<Inputs>;
    const changed = await update(this.#api(), id, wanted, before);
    const outputs = { ...held.outputs, ...this.#outputsIn(news), ...changed.outputs };
    return { ...changed, outputs };
  }

  /** What is taken over keeps what its declaration leaves open, such as its name: a PUT must repeat it. */
  #withKept(news: Plain, has: Plain): Plain {
    const open = Object.keys(this.#kind.fallbacks).filter((key) => news[key] === undefined);
    return { ...news, ...Object.fromEntries(open.map((key) => [key, has[key]])) };
  }

  #api(): Api {
    return apiFor(this.#settings);
  }

  /** Account and app of the settings, where this kind lives in them. */
  #scope(): Plain {
    const { accountId, appId } = this.#settings;
    return keysOf(this.#kind.schema).includes("appId") ? { accountId, appId } : { accountId };
  }

  #outputsIn(props: Plain): Plain {
    const keys = Object.keys(this.#kind.outputs);
    return present(Object.fromEntries(keys.map((key) => [key, props[key]])));
  }

  async #forPeople<T>(props: Plain, work: () => T | Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw explain(error, [...this.#secretsOf(props), this.#settings.apiToken ?? ""]);
    }
  }

  /** All secret texts of a resource, but for those that stand in its plain outputs as well, as an id does. */
  #secretsOf(props: Plain): string[] {
    const { schema, outputs } = this.#kind;
    const marked = (as: "plain" | "secret") =>
      Object.keys(outputs).filter((key) => outputs[key] === as);
    const known = JSON.stringify(marked("plain").map((key) => props[key]));
    const made = marked("secret").flatMap((key) => strings(props[key]));
    const inAddresses = strings(props).flatMap(credentialsIn);
    const all = [...secretsIn(schema, props), ...inAddresses];
    return [...all, ...made.filter((text) => !known.includes(text))];
  }
}

/**
 * The path stands in the reason: of a `property` the engine prints the value as well, with the
 * secrets of an object in plain text and `{<nil>}` for all that is deeper.
 */
function told({ path, reason }: Failure): dynamic.CheckFailure {
  return { property: "", reason: path.length > 0 ? `${writePath(path)}: ${reason}` : reason };
}

/** The input that a fallback makes: none where it was left open, see check.ts. */
function asInput(fallback: unknown): unknown {
  return fallback === false ? undefined : fallback;
}

/** What a refresh stores: the API's values of what was declared, and what the API made. */
function refreshed(kind: Kind, held: Held, stored: Plain): dynamic.ReadResult<Plain> {
  const known = Object.keys(held.inputs).filter((key) => stored[key] !== undefined);
  // `.get` declares nothing but where to look, and wants all there is.
  const isLookup = known.length === 0;
  const now: Plain = {};
  for (const key of isLookup ? Object.keys(held.inputs) : known) {
    now[key] = isLookup ? held.inputs[key] : project(held.inputs[key], stored[key]);
  }
  const props = present({ ...stored, ...now, ...held.outputs });
  // Inputs are only touched where they differ: an untouched stack's refresh is empty.
  if (known.every((key) => equal(now[key], stored[key])) && !isLookup)
    return { id: held.id, props };
  const { internal } = split(stored);
  // A default is kept from one check to the next: what somebody else made of it must not become it.
  const defaults = internal.__defaults ?? {};
  const inputOf = (key: string) => (key in defaults ? asInput(defaults[key]) : props[key]);
  const inputs = present(Object.fromEntries(keysOf(kind.schema).map((key) => [key, inputOf(key)])));
  return { id: held.id, props, inputs: { ...inputs, ...internal } };
}

function exists(kind: Kind, identity: string, found: readonly Found[]): ErrorForPeople {
  const ids = found.map(({ id }) => id);
  const many = ids.length > 1 ? ` (${ids.length} of them: ${ids.join(", ")})` : "";
  const otherwise = kind.schema.shape.name ? ", else give another name" : "";
  return new ErrorForPeople(
    `${identity} exists already${many}; to manage it here, declare adopt: "${ids[0] ?? ""}"${otherwise}`,
  );
}

function notThere(name: string, id: string): ErrorForPeople {
  return new ErrorForPeople(
    `adopt: there is no ${name} with the id ${JSON.stringify(id)}; check the id, the account and the app`,
  );
}

function cannotBecome(
  id: string,
  keys: string[],
  reasons: Readonly<Record<string, string>>,
): ErrorForPeople {
  const why = keys
    .map((key) => `${key} (${reasons[key] ?? "the API cannot change it"})`)
    .join(", ");
  return new ErrorForPeople(
    `adopt: ${JSON.stringify(id)} differs from what is declared in ${why}; declare what it has, or remove adopt to make a new one`,
  );
}
