/** Implements Pulumi's protocol for resource providers. */
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import type {
  CheckRequest,
  ConfigureRequest,
  ConstructRequest,
  CreateRequest,
  DeleteRequest,
  DiffRequest,
  InvokeRequest,
  ProviderHandshakeRequest,
  ReadRequest,
  UpdateRequest,
} from "@pulumi/pulumi/proto/provider_pb.js";
import proto from "@pulumi/pulumi/proto/provider_pb.js";
import type { PluginAttach } from "@pulumi/pulumi/proto/plugin_pb.js";
import { cancellable } from "../../client/cancellation.ts";
import { readSettings, type Settings } from "../../client/settings.ts";
import { checkConfiguration, diffConfiguration, settingsIn } from "./configuration.ts";
import { constructResponse, invoke, type Remote } from "./remote.ts";
import { Resources } from "./resources.ts";
import { Speech, type Tell } from "./speech.ts";

/** The connection to the engine. */
export interface Link {
  /** Empty if it is not known. */
  readonly address: string;
  /** Sets the address, if it was not an argument of the process. */
  attach(address: string): void;
  /** Prints a message. */
  readonly tell: Tell;
}

/** What the plugin needs from its process. */
export interface Plugin {
  readonly version: string;
  /** The package's schema, as JSON. */
  readonly schema: () => Promise<string>;
  /** Loads the components and lookups. */
  readonly remote: () => Promise<Remote>;
  readonly engine: Link;
}

export class Service {
  readonly #plugin: Plugin;
  readonly #speech: Speech;
  readonly #resources: Resources;
  readonly #interrupt = new AbortController();
  #settings: Settings = readSettings(() => undefined);

  constructor(plugin: Plugin) {
    this.#plugin = plugin;
    this.#speech = new Speech((...words) => plugin.engine.tell(...words));
    this.#resources = new Resources(() => this.#settings, this.#speech);
  }

  handshake(request: ProviderHandshakeRequest) {
    this.#plugin.engine.attach(request.getEngineAddress());
    const response = new proto.ProviderHandshakeResponse();
    response.setAcceptSecrets(true);
    response.setAcceptOutputs(true);
    response.setSupportsAutonamingConfiguration(true);
    return response;
  }

  attach(request: PluginAttach) {
    this.#plugin.engine.attach(request.getAddress());
    return new empty.Empty();
  }

  getPluginInfo() {
    const response = new plugin.PluginInfo();
    response.setVersion(this.#plugin.version);
    return response;
  }

  async getSchema() {
    const response = new proto.GetSchemaResponse();
    response.setSchema(await this.#plugin.schema());
    return response;
  }

  checkConfig(request: CheckRequest) {
    return checkConfiguration(request);
  }

  diffConfig(request: DiffRequest) {
    return diffConfiguration(request);
  }

  configure(request: ConfigureRequest) {
    this.#settings = settingsIn(request);
    const response = new proto.ConfigureResponse();
    response.setAcceptsecrets(true);
    response.setAcceptoutputs(true);
    response.setSupportspreview(true);
    response.setSupportsAutonamingConfiguration(true);
    return response;
  }

  check(request: CheckRequest) {
    return this.#about(request, () => this.#resources.check(request));
  }

  diff(request: DiffRequest) {
    return this.#about(request, () => this.#resources.diff(request));
  }

  create(request: CreateRequest) {
    return this.#about(request, () => this.#resources.create(request));
  }

  read(request: ReadRequest) {
    return this.#about(request, () => this.#resources.read(request));
  }

  update(request: UpdateRequest) {
    return this.#about(request, () => this.#resources.update(request));
  }

  async delete(request: DeleteRequest) {
    await this.#about(request, () => this.#resources.delete(request));
    return new empty.Empty();
  }

  /** Creates a component for a program in another language. */
  async construct(request: ConstructRequest) {
    const remote = await this.#plugin.remote();
    return constructResponse(await remote.construct(request, this.#plugin.engine.address));
  }

  async invoke(request: InvokeRequest) {
    return await cancellable(this.#interrupt.signal, async () =>
      invoke(await this.#plugin.remote(), request, this.#settings),
    );
  }

  /** Cancels the run: no new request is sent. */
  cancel() {
    this.#interrupt.abort();
    return new empty.Empty();
  }

  #about<T>(request: { getUrn(): string }, work: () => Promise<T>): Promise<T> {
    return this.#speech.during(request.getUrn(), () => cancellable(this.#interrupt.signal, work));
  }
}
