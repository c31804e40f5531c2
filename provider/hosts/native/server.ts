/** The gRPC server of the plugin, and the client of the engine's log. */
import grpc from "@grpc/grpc-js";
import type { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import providerService from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import { messageOf } from "../../user-error.ts";
import type { Link, Service } from "./service.ts";
import type { Severity } from "./speech.ts";

/** The same limit as in Pulumi's SDKs, because states can be large. */
const OPTIONS = { "grpc.max_receive_message_length": 400 * 1024 * 1024 };

/** Starts the server and returns its port. */
export async function serve(service: Service): Promise<{ server: grpc.Server; port: number }> {
  const server = new grpc.Server(OPTIONS);
  server.addService(providerService.ResourceProviderService, handlersOf(service));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  return { server, port };
}

interface Call {
  readonly request: unknown;
}

type Handler = (call: Call, callback: grpc.sendUnaryData<unknown>) => void;

/** Registers the methods of the service; gRPC responds to others with "unimplemented". */
function handlersOf(service: Service): grpc.UntypedServiceImplementation {
  const names = Object.keys(providerService.ResourceProviderService);
  return Object.fromEntries(
    names.flatMap((name): [string, Handler][] => {
      const method: unknown = Reflect.get(service, name);
      if (typeof method !== "function") return [];
      const answer = method.bind(service) as (request: unknown) => unknown;
      return [[name, (call, callback) => void respond(() => answer(call.request), callback)]];
    }),
  );
}

async function respond(
  answer: () => unknown,
  callback: grpc.sendUnaryData<unknown>,
): Promise<void> {
  try {
    callback(null, await answer());
  } catch (error) {
    callback({ code: grpc.status.UNKNOWN, details: messageOf(error) });
  }
}

/** The client of the engine, which prints messages. */
export class Engine implements Link {
  #address: string | undefined;
  #client: EngineClient | undefined;

  constructor(address: string | undefined) {
    this.#address = address;
  }

  get address(): string {
    return this.#address ?? "";
  }

  attach(address: string): void {
    if (address === "" || address === this.#address) return;
    this.#address = address;
    this.#client = undefined;
  }

  /** Drops a message that the engine does not accept in time. */
  async tell(urn: string, severity: Severity, text: string): Promise<void> {
    if (this.#address === undefined) return;
    // Most runs print nothing.
    const [{ default: engineService }, { default: engine }] = await Promise.all([
      import("@pulumi/pulumi/proto/engine_grpc_pb.js"),
      import("@pulumi/pulumi/proto/engine_pb.js"),
    ]);
    this.#client ??= new engineService.EngineClient(
      this.#address,
      grpc.credentials.createInsecure(),
      OPTIONS,
    );
    const request = new engine.LogRequest();
    request.setUrn(urn);
    request.setMessage(text);
    request.setSeverity(
      severity === "warning" ? engine.LogSeverity.WARNING : engine.LogSeverity.INFO,
    );
    const client = this.#client;
    await new Promise<void>((resolve) => client.log(request, () => resolve()));
  }
}
