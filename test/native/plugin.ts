/** The plugin's service in the engine's own words, for what only the native plugin does. */
import proto from "@pulumi/pulumi/proto/provider_pb.js";
import type { ResourceDefinition } from "../../provider/engine/definition.ts";
import { tokenOf } from "../../provider/hosts/native/kinds.ts";
import { Service } from "../../provider/hosts/native/service.ts";
import { ACCOUNT, APP } from "../support/account.ts";
import type { Plain } from "../support/plain.ts";
import { overWire, type Struct, toStruct } from "../provider/native.ts";

export const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

export function hidden(value: unknown): Plain {
  return { [SIGNATURE]: SECRET, value };
}

/** The values of all that is secret in an answer, by property; at any depth. */
export function hiddenIn(struct: Struct | undefined): Plain {
  const found = Object.entries(struct?.toJavaScript() ?? {}).filter(([, value]) =>
    JSON.stringify(value).includes(SECRET),
  );
  return Object.fromEntries(found);
}

export function plainOf(struct: Struct | undefined): Plain {
  return struct?.toJavaScript() ?? {};
}

export interface Word {
  readonly urn: string;
  readonly severity: string;
  readonly text: string;
}

/** One run of the plugin, against an API. */
export class Plugin {
  readonly said: Word[] = [];
  readonly service: Service;

  constructor(baseUrl: string, config: Plain = {}) {
    this.service = new Service({
      version: "1.2.3",
      schema: () => Promise.resolve("{}"),
      engine: {
        address: "",
        attach: () => undefined,
        tell: (urn, severity, text) => {
          this.said.push({ urn, severity, text });
          return Promise.resolve();
        },
      },
      remote: () => Promise.reject(new Error("no test here needs it")),
    });
    const request = new proto.ConfigureRequest();
    const own = { accountId: ACCOUNT, appId: APP, apiToken: hidden("a-token"), baseUrl };
    request.setArgs(toStruct({ ...own, ...config }));
    this.service.configure(overWire(request));
  }

  check(
    definition: ResourceDefinition,
    news: Plain,
    {
      olds = {},
      set = () => undefined,
    }: { olds?: Plain; set?: (request: CheckRequest) => void } = {},
  ) {
    const request = new proto.CheckRequest();
    request.setUrn(urnOf(definition));
    request.setOlds(toStruct(olds));
    request.setNews(toStruct(news));
    set(request);
    return this.service.check(overWire(request));
  }

  diff(
    definition: ResourceDefinition,
    id: string,
    olds: Plain,
    news: Plain,
    ignored: string[] = [],
  ) {
    const request = new proto.DiffRequest();
    request.setUrn(urnOf(definition));
    request.setId(id);
    request.setOlds(toStruct(olds));
    request.setNews(toStruct(news));
    request.setIgnorechangesList(ignored);
    return this.service.diff(overWire(request));
  }

  create(definition: ResourceDefinition, inputs: Plain, preview = false) {
    const request = new proto.CreateRequest();
    request.setUrn(urnOf(definition));
    request.setProperties(toStruct(inputs));
    request.setPreview(preview);
    return this.service.create(overWire(request));
  }

  update(definition: ResourceDefinition, id: string, olds: Plain, news: Plain, preview = false) {
    const request = new proto.UpdateRequest();
    request.setUrn(urnOf(definition));
    request.setId(id);
    request.setOlds(toStruct(olds));
    request.setNews(toStruct(news));
    request.setPreview(preview);
    return this.service.update(overWire(request));
  }

  read(definition: ResourceDefinition, id: string, props: Plain = {}, inputs: Plain = {}) {
    const request = new proto.ReadRequest();
    request.setUrn(urnOf(definition));
    request.setId(id);
    request.setProperties(toStruct(props));
    request.setInputs(toStruct(inputs));
    return this.service.read(overWire(request));
  }
}

type CheckRequest = InstanceType<typeof proto.CheckRequest>;

export function urnOf(definition: ResourceDefinition): string {
  return `urn:pulumi:stack::project::${tokenOf(definition)}::it`;
}
