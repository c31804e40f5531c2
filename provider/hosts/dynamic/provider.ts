/** The dynamic provider of a kind. */
import type { dynamic } from "@pulumi/pulumi";
import type { ResourceDefinition } from "../../engine/definition.ts";
import { Provider } from "../../engine/provider.ts";
import type { Plain } from "../../schema/compare.ts";
import { type Failure, writeFailure } from "../../schema/failure.ts";
import { readSettings, type Settings } from "../../client/settings.ts";
import { withDetails } from "./detailed-diff.ts";

export class DynamicProvider<Inputs extends object> implements dynamic.ResourceProvider<
  Plain,
  Plain
> {
  readonly #provider: Provider<Inputs>;
  #settings: Settings = readSettings(() => undefined);

  constructor(definition: ResourceDefinition<Inputs>) {
    this.#provider = new Provider(definition, {
      settings: () => this.#settings,
      // The engine shows the output of a provider as messages of the resource.
      say: (text) => console.log(text),
    });
  }

  /** Synchronous, because the host allows other calls before an asynchronous one ends. */
  configure(request: dynamic.ConfigureRequest): Promise<void> {
    this.#settings = readSettings((key) => request.config.get(key));
    return Promise.resolve();
  }

  async check(olds: Plain, news: Plain): Promise<dynamic.CheckResult<Plain>> {
    const { inputs, failures } = await this.#provider.check(olds, news);
    return failures.length > 0 ? { inputs, failures: failures.map(toCheckFailure) } : { inputs };
  }

  async diff(id: string, olds: Plain, news: Plain): Promise<dynamic.DiffResult> {
    const { changed, replaces, details } = await this.#provider.diff(id, olds, news);
    // States of the native plugin have no loader, which later calls need; an update adds it.
    const cameOver = olds.__provider === undefined;
    return withDetails(
      { changes: changed.length > 0 || cameOver, replaces: [...replaces] },
      details,
    );
  }

  create(inputs: Plain): Promise<dynamic.CreateResult<Plain>> {
    return this.#provider.create(inputs);
  }

  async read(id: string, props: Plain = {}): Promise<dynamic.ReadResult<Plain>> {
    // For the host, an empty id means "deleted"; without an id it fails.
    return (await this.#provider.read(id, props)) ?? { id: "" };
  }

  async update(id: string, olds: Plain, news: Plain): Promise<dynamic.UpdateResult<Plain>> {
    return { outs: await this.#provider.update(id, olds, news) };
  }

  delete(id: string, props: Plain): Promise<void> {
    return this.#provider.delete(id, props);
  }
}

/**
 * The path is in the reason: for a `property`, the engine would also print the value, with the secrets of
 * an object in plain text.
 */
function toCheckFailure(failure: Failure): dynamic.CheckFailure {
  return { property: "", reason: writeFailure(failure) };
}
