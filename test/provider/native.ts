/**
 * The native plugin's service, called as the engine calls it and answering as the dynamic provider
 * does: the same tests run through both. Every message goes through its bytes and back. What stands in
 * a dynamic provider's states and not in the plugin's is taken out on the way in and put back on the
 * way out.
 */
import assert from "node:assert/strict";
import proto from "@pulumi/pulumi/proto/provider_pb.js";
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import protobuf from "google-protobuf";
import type { ResourceDefinition } from "../../provider/engine/definition.ts";
import { contextIn, withoutContext } from "../../provider/hosts/native/context.ts";
import { tokenOf, withDerived } from "../../provider/hosts/native/kinds.ts";
import { Service } from "../../provider/hosts/native/service.ts";
import { decode } from "../../provider/hosts/native/values.ts";
import { durationOf } from "../../provider/client/deadline.ts";
import { explain } from "../../provider/client/errors.ts";
import { keysOf } from "../../provider/schema/schema.ts";
import type { Plain } from "../support/plain.ts";

export type Struct = InstanceType<typeof struct.Struct>;

export function toStruct(value: Plain): Struct {
  return struct.Struct.fromJavaScript(value as Parameters<typeof struct.Struct.fromJavaScript>[0]);
}

interface Kind<M> {
  deserializeBinary(bytes: Uint8Array): M;
}

/** A message as it is on the other side of the wire. */
export function overWire<M extends protobuf.Message>(message: M): M {
  const kind = message.constructor as unknown as Kind<M>;
  return kind.deserializeBinary(message.serializeBinary());
}

/** The plugin's process as one run of a program has it. */
export function startService(config: Readonly<Record<string, string>>): Service {
  const service = new Service({
    version: "0.0.0",
    schema: () => Promise.resolve("{}"),
    engine: {
      address: "",
      attach: () => undefined,
      tell: (_urn, severity, text) => {
        // Where a test listens to what the dynamic provider prints. What is advised against the classes say.
        if (severity === "info") console.log(text);
        return Promise.resolve();
      },
    },
    remote: () => Promise.reject(new Error("no test here needs it")),
  });
  const request = new proto.ConfigureRequest();
  const own = Object.entries(config).flatMap(([key, value]): [string, string][] =>
    key.startsWith("realtimekit:") ? [[key.slice("realtimekit:".length), value]] : [],
  );
  request.setArgs(toStruct(Object.fromEntries(own)));
  service.configure(overWire(request));
  return service;
}

/** The provider of a kind, in the words of the dynamic provider's host. */
export class NativeProvider {
  readonly #service: Service;
  readonly #definition: ResourceDefinition;

  constructor(service: Service, definition: ResourceDefinition) {
    this.#service = service;
    this.#definition = definition;
  }

  async check(olds: Plain, news: Plain) {
    const request = new proto.CheckRequest();
    request.setUrn(this.#urn(news));
    request.setOlds(toStruct(withoutContext(olds)));
    request.setNews(toStruct(withoutContext(news)));
    const response = await this.#call(() => this.#service.check(overWire(request)));
    const failures = response.getFailuresList().map((failure) => failure.toObject());
    const inputs = { ...decode(response.getInputs()).value, ...contextIn(news) };
    return failures.length > 0 ? { inputs, failures } : { inputs };
  }

  async diff(id: string, olds: Plain, news: Plain) {
    const request = new proto.DiffRequest();
    request.setId(id);
    this.#setChange(request, olds, news);
    const response = await this.#call(() => this.#service.diff(overWire(request)));
    const { DIFF_SOME } = proto.DiffResponse.DiffChanges;
    return {
      changes: response.getChanges() === DIFF_SOME,
      replaces: response.getReplacesList(),
    };
  }

  async create(news: Plain) {
    const request = new proto.CreateRequest();
    request.setUrn(this.#urn(news));
    request.setProperties(toStruct(withoutContext(news)));
    request.setTimeout(timeout("create", news));
    const response = await this.#call(() => this.#service.create(overWire(request)));
    return { id: response.getId(), outs: this.#state(response, news) };
  }

  async read(id: string, props: Plain = {}) {
    const request = new proto.ReadRequest();
    request.setId(id);
    request.setUrn(this.#urn(props));
    request.setProperties(toStruct(withoutContext(props)));
    // Of what is managed the engine has the inputs as well, with all that check has filled in.
    if (props.__get !== true) request.setInputs(toStruct({ accountId: props.accountId ?? "" }));
    const response = await this.#call(() => this.#service.read(overWire(request)));
    if (response.getId() === "") return { id: "" };
    const inputs = response.getInputs();
    return {
      id: response.getId(),
      props: this.#state(response, props),
      ...(inputs && { inputs: { ...decode(inputs).value, ...contextIn(props) } }),
    };
  }

  async update(id: string, olds: Plain, news: Plain) {
    const request = new proto.UpdateRequest();
    request.setId(id);
    this.#setChange(request, olds, news);
    request.setTimeout(timeout("update", news));
    const response = await this.#call(() => this.#service.update(overWire(request)));
    return { outs: this.#state(response, news) };
  }

  async delete(id: string, props: Plain): Promise<void> {
    const request = new proto.DeleteRequest();
    request.setId(id);
    request.setUrn(this.#urn(props));
    request.setProperties(toStruct(withoutContext(props)));
    request.setTimeout(timeout("delete", props));
    await this.#call(() => this.#service.delete(overWire(request)));
  }

  #setChange(
    request: InstanceType<typeof proto.DiffRequest> | InstanceType<typeof proto.UpdateRequest>,
    olds: Plain,
    news: Plain,
  ): void {
    request.setUrn(this.#urn(news));
    request.setOlds(toStruct(withDerived(this.#definition, withoutContext(olds))));
    request.setNews(toStruct(withoutContext(news)));
    if (Array.isArray(news.__ignoreChanges))
      request.setIgnorechangesList(news.__ignoreChanges.map(String));
  }

  /** Outputs, with what the dynamic provider's would have beside them; those that it leaves to the classes are right. */
  #state(response: { getProperties(): Struct | undefined }, context: Plain): Plain {
    const { value } = decode(response.getProperties());
    const { derived = {}, outputs } = this.#definition;
    for (const [key, { from, make }] of Object.entries(derived)) {
      assert.ok(keysOf(outputs).includes(key));
      expect(value[key]).toBe(make(...from.map((name) => String(value[name]))));
    }
    const own = Object.entries(value).filter(([key]) => !(key in derived) || key in context);
    return { ...Object.fromEntries(own), ...contextIn(context) };
  }

  #urn({ __declaredBy: by = "project/stack/it", __within: within }: Plain): string {
    const [project = "", stack = "", ...name] = String(by).split("/");
    const types = [...(typeof within === "string" ? [within] : []), tokenOf(this.#definition)];
    return `urn:pulumi:${stack}::${project}::${types.join("$")}::${name.join("/")}`;
  }

  /** The answer as it is on the other side; of an error nothing passes but its message. */
  async #call<M>(call: () => Promise<M>): Promise<M> {
    try {
      const answer = await call();
      return answer instanceof protobuf.Message ? overWire(answer) : answer;
    } catch (error) {
      assert.ok(error instanceof Error);
      throw explain(new Error(error.message), []);
    }
  }
}

/** In seconds, as the engine has it. */
function timeout(operation: string, { __customTimeouts: given }: Plain): number {
  const text = (given as Plain | undefined)?.[operation];
  return typeof text === "string" ? (durationOf(text) ?? 0) / 1000 : 0;
}
