/**
 * The provider of a kind in either host, called as the engine calls it, against an emulator of the
 * test's own. Which host, the jest project says: every test runs in both. Each {@link Program} is a run of its own: a new provider process knows
 * nothing of what an earlier one has read or made.
 */
import assert from "node:assert/strict";
import type { Control } from "../../emulator/control-client.ts";
import type { EmulatorOptions } from "../../emulator/server.ts";
import { DynamicProvider } from "../../provider/hosts/dynamic/provider.ts";
import type { Service } from "../../provider/hosts/native/service.ts";
import type { ResourceDefinition } from "../../provider/engine/definition.ts";
import { ACCOUNT, APP } from "../support/account.ts";
import type { Caller } from "../support/caller.ts";
import { emulatorPerTest } from "../support/emulator.ts";
import type { Plain } from "../support/plain.ts";
import { NativeProvider, startService } from "./native.ts";

export { ACCOUNT, APP, APPS, KIT, STREAM } from "../support/account.ts";
export type { Plain } from "../support/plain.ts";

/** What the engine keeps of a resource. */
export interface State {
  readonly id: string;
  readonly inputs: Plain;
  readonly props: Plain;
}

export interface Plan {
  readonly changes: boolean;
  readonly replaces: string[];
}

/** A declaration as a program makes it, and by whom. */
export interface Declaration {
  readonly definition: ResourceDefinition;
  readonly declared?: Plain;
  /** `project/stack/logical name`. */
  readonly by?: string;
}

const LOADER = "the loader";

/** Whether this run of the tests is about the native plugin. */
export const isNative = process.env.TEST_PROVIDER_HOST === "native";

/** What a `.get` says of itself, beside where to look. */
export const GOT = { __declaredBy: "project/stack/got", __get: true };

/** What a value is on the other side of the host, which refuses undefined at any depth. */
function throughHost<T>(value: T): T {
  const refuse = (each: unknown, path: string): void => {
    assert.notEqual(each, undefined, `the host refuses undefined: ${path}`);
    if (typeof each !== "object" || each === null) return;
    for (const [key, below] of Object.entries(each)) refuse(below, `${path}.${key}`);
  };
  refuse(value, "answer");
  return structuredClone(value);
}

/** What a host makes of a kind, in the words of the dynamic provider's. */
type HostedProvider = Pick<
  DynamicProvider<never>,
  "check" | "diff" | "create" | "read" | "update" | "delete"
>;

/** One run of a program: one provider process, with a token that no other has. */
export class Program {
  readonly #providers = new Map<string, HostedProvider>();
  #service: Service | undefined;
  readonly #config: Readonly<Record<string, string>>;

  constructor(config: Readonly<Record<string, string>>) {
    this.#config = config;
  }

  /** The provider as the host has it: configured once, at its first call. */
  provider(definition: ResourceDefinition): HostedProvider {
    const known = this.#providers.get(definition.name);
    const provider = known ?? (isNative ? this.#native(definition) : this.#dynamic(definition));
    this.#providers.set(definition.name, provider);
    return provider;
  }

  /** All kinds are in one process. */
  #native(definition: ResourceDefinition): HostedProvider {
    this.#service ??= startService(this.#config);
    return new NativeProvider(this.#service, definition);
  }

  #dynamic(definition: ResourceDefinition): HostedProvider {
    const provider = new DynamicProvider(definition);
    const config = this.#config;
    const get = (key: string) => config[key];
    void provider.configure({ config: { get, require: (key) => config[key] ?? assert.fail(key) } });
    return provider;
  }

  async check(
    { definition, declared = {}, by = "project/stack/it" }: Declaration,
    olds: Plain = {},
  ): Promise<Plain> {
    const news = throughHost({ ...declared, __provider: LOADER, __declaredBy: by });
    const checked = throughHost(await this.provider(definition).check(throughHost(olds), news));
    expect(checked.failures ?? []).toStrictEqual([]);
    return checked.inputs as Plain;
  }

  async create(declaration: Declaration): Promise<State> {
    const inputs = await this.check(declaration);
    const { id, outs } = throughHost(await this.provider(declaration.definition).create(inputs));
    return { id, inputs, props: { ...(outs as Plain), __provider: LOADER } };
  }

  /** What the engine would do. */
  async plan(state: State, declaration: Declaration): Promise<Plan> {
    const inputs = await this.check(declaration, state.inputs);
    return this.#diff(state, declaration.definition, inputs);
  }

  async #diff({ id, props }: State, definition: ResourceDefinition, inputs: Plain): Promise<Plan> {
    const { changes, replaces } = await this.provider(definition).diff(
      id,
      throughHost(props),
      inputs,
    );
    expect(typeof changes).toBe("boolean");
    return { changes: changes === true, replaces: replaces ?? [] };
  }

  /** A change in place; fails where the engine would do anything else. */
  async update(state: State, declaration: Declaration): Promise<State> {
    const { definition } = declaration;
    const inputs = await this.check(declaration, state.inputs);
    expect(await this.#diff(state, definition, inputs)).toStrictEqual({
      changes: true,
      replaces: [],
    });
    const { outs } = throughHost(
      await this.provider(definition).update(state.id, throughHost(state.props), inputs),
    );
    return { id: state.id, inputs, props: { ...(outs as Plain), __provider: LOADER } };
  }

  /** The raw answer of a read, as the host passes it on. */
  async read(definition: ResourceDefinition, id: string, props: Plain) {
    const answer = throughHost(await this.provider(definition).read(id, throughHost(props)));
    return answer as { id: string; props?: Plain; inputs?: Plain };
  }

  /** Reads what `.get` declares: nothing but where to look. */
  async get(definition: ResourceDefinition, id: string, where: Plain = {}) {
    return this.read(definition, id, { ...where, __provider: LOADER, ...GOT });
  }

  /** What a refresh leaves in the state; undefined where the resource is gone. */
  async refresh(
    definition: ResourceDefinition,
    { id, inputs, props }: State,
  ): Promise<State | undefined> {
    const read = await this.read(definition, id, props);
    if (read.id === "") return undefined;
    assert.ok(read.props);
    return {
      id: read.id,
      inputs: read.inputs ?? inputs,
      props: { ...read.props, __provider: LOADER },
    };
  }

  async remove(definition: ResourceDefinition, { id, props }: State): Promise<void> {
    await this.provider(definition).delete(id, throughHost(props));
  }
}

/** An API and the programs that use it. */
export interface World extends Caller {
  readonly control: Control;
  readonly baseUrl: string;
  /** A new run, with other config where a test needs it. */
  readonly program: (config?: Readonly<Record<string, string>>) => Program;
  /** `GET /path 200` of every request since the last look. */
  readonly requests: () => Promise<string[]>;
}

let tokens = 0;

/** Starts APIs that are closed after each test of the file or describe that calls this. */
export function worldPerTest(): (options?: Partial<EmulatorOptions>) => Promise<World> {
  const open = emulatorPerTest();
  return async (options) => {
    const { control, baseUrl, call } = await open(options);
    return {
      control,
      baseUrl,
      program: (config = {}) =>
        new Program({
          "realtimekit:accountId": ACCOUNT,
          "realtimekit:appId": APP,
          "realtimekit:apiToken": `a-token-${++tokens}`,
          "realtimekit:baseUrl": baseUrl,
          ...config,
        }),
      api: async (method, path, body) => {
        const { status, body: answer } = await call(method, path, body);
        assert.ok(status < 300, `${method} ${path}: ${status} ${JSON.stringify(answer)}`);
        const { data, result } = answer as { data?: unknown; result?: unknown };
        return data ?? result;
      },
      requests: async () => {
        const all = await control.requests();
        await control.clearRequests();
        return all.map(
          ({ method, path, status }) =>
            `${method} ${path.replace(/^\/accounts\/[^/]+(\/realtime\/kit(\/[^/]+(?=\/))?)?/, "")} ${status}`,
        );
      },
    };
  };
}

/** The message of the failure that a call must end in, and all that a log could show of it. */
export async function failure(call: Promise<unknown>): Promise<string> {
  const error: unknown = await call.then(
    (answer) => assert.fail(`expected a failure, got ${JSON.stringify(answer)}`),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof Error);
  expect(error.stack).toBe(error.message);
  return error.message;
}
