/**
 * An emulator of Cloudflare's REST API for RealtimeKit and Stream live inputs: the data is in a SQLite file,
 * the API below /client/v4 (api.ts), and the control plane below /__emulator (control.ts).
 */
import { resolve } from "node:path";
import Fastify, { type FastifyInstance } from "fastify";
import { addApi, answerError, basePath } from "./api.ts";
import { appsOf, newApp } from "./apps.ts";
import type { EmulatorContext } from "./context.ts";
import { addControl } from "./control.ts";
import { cloudflareEndpoints } from "./credentials.ts";
import { FaultBox } from "./faults.ts";
import { readJsonBodies } from "./json-body.ts";
import type { Profile } from "./profile.ts";
import { defaultQuirks, type Quirks } from "./quirks.ts";
import type { RateLimit } from "./rate-limit.ts";
import { RequestLog } from "./request-log.ts";
import { Store } from "./store.ts";

/** The options of an emulator. */
export interface EmulatorOptions {
  /** The TCP port on 127.0.0.1. @default 0, any free one */
  port?: number | undefined;
  /** The data directory, which is created if needed. Only one emulator can use it at a time. */
  data: string;
  /** The one account that exists. */
  accountId: string;
  /** The app that the account has from the start. */
  appId: string;
  /** The name of that app. @default "emulator" */
  appName?: string | undefined;
  /** The only bearer token that is accepted. @default any non-empty token */
  token?: string | undefined;
  /** A bearer token that can read, and gets 403 for writes. */
  readOnlyToken?: string | undefined;
  /** Answers like the API that this profile describes. */
  profile?: Profile | undefined;
  /** The variants of quirks, over those of the profile. @default defaultQuirks */
  quirks?: Partial<Quirks> | undefined;
  /** The limit of requests for each token. @default no limit (main.ts sets the documented one) */
  rateLimit?: RateLimit | undefined;
  /** The time within which a request must arrive completely. @default 30_000 */
  requestTimeoutMs?: number | undefined;
  /** Takes and plays video, at an ingest server with this port; 0 for any free one. @default no video */
  mediaPort?: number | undefined;
}

/** A running emulator. */
export interface Emulator {
  /** `http://127.0.0.1:<port>`, for `control(origin)`. */
  readonly origin: string;
  /** The origin with /client/v4, for the SDK and `realtimekit:baseUrl`. */
  readonly baseUrl: string;
  readonly port: number;
  /** The port of the ingest server, if it takes video. */
  readonly mediaPort: number | undefined;
  /** Stops the server, closes all connections, and releases the data directory. */
  close(): Promise<void>;
}

/** The ingest server's port beside the API's: stacks keep it in their outputs. */
export function defaultMediaPort(port: number): number {
  return port === 0 || port === 65535 ? 0 : port + 1;
}

/** Starts an emulator in this process. */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const emulator = newContext(options);
  const server = newServer(options);
  server.addHook("onClose", (_server, done) => {
    emulator.store.close();
    done();
  });
  readJsonBodies(server);
  addApi(server, emulator, options);
  addControl(server, emulator);
  try {
    emulator.seed();
    const mediaPort = await startMedia(server, emulator, options.mediaPort);
    const origin = await server.listen({ host: "127.0.0.1", port: options.port ?? 0 });
    const port = Number(new URL(origin).port);
    return { origin, baseUrl: origin + basePath, port, mediaPort, close: () => server.close() };
  } catch (error) {
    await server.close();
    throw portInUse(error, options) ?? error;
  }
}

/** The port of the ingest server, if there is to be one. Without it, none of its code is loaded. */
async function startMedia(
  server: FastifyInstance,
  emulator: EmulatorContext,
  port: number | undefined,
): Promise<number | undefined> {
  if (port === undefined) return undefined;
  const { addMedia } = await import("./media/media.ts");
  return await addMedia(server, emulator, port);
}

function newServer({ requestTimeoutMs = 30_000 }: EmulatorOptions): FastifyInstance {
  return Fastify({
    forceCloseConnections: true,
    requestTimeout: requestTimeoutMs,
    // For a client that never reads its response. No fault waits that long.
    connectionTimeout: 660_000,
    http: {
      headersTimeout: requestTimeoutMs,
      // How often Node checks; its default of 30 s would be added to the timeout.
      connectionsCheckingInterval: Math.min(1_000, requestTimeoutMs),
    },
    // The longest key of Workers KV, percent-encoded.
    routerOptions: { maxParamLength: 3 * 512 },
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply),
  });
}

function newContext(options: EmulatorOptions): EmulatorContext {
  const data = resolve(options.data);
  const store = new Store(data);
  const { accountId, appId, appName = "emulator" } = options;
  return {
    data,
    accountId,
    appId,
    store,
    quirks: { ...defaultQuirks, ...options.profile?.quirks, ...options.quirks },
    faults: new FaultBox(),
    requests: new RequestLog(),
    endpoints: cloudflareEndpoints,
    seed() {
      const apps = appsOf({ store });
      const scope = { account: accountId, parent: "" };
      if (!apps.get(scope, appId)) apps.insert(scope, appId, newApp(appId, appName));
    },
  };
}

function portInUse(error: unknown, options: EmulatorOptions): Error | undefined {
  if (!(error instanceof Error && "code" in error && error.code === "EADDRINUSE")) return undefined;
  const isOfMedia = "port" in error && error.port === options.mediaPort;
  const [port, flag] = isOfMedia ? [options.mediaPort, "--rtmp-port"] : [options.port, "--port"];
  return new Error(
    `Port ${port} on 127.0.0.1 is in use. Stop the program that uses it, or choose another port ` +
      `(${flag} N; 0 uses any free port).`,
    { cause: error },
  );
}
