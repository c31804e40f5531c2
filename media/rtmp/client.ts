/** The encoder's side of RTMP: connects to a server, and publishes with a stream key. */
import { connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls, type ConnectionOptions } from "node:tls";
import type { Address } from "./address.ts";
import { type Amf, fieldOf } from "./amf.ts";
import { type Command, Connection } from "./connection.ts";
import { failureOf, PublishFailure, type Stage } from "./failure.ts";
import type { Message } from "./message.ts";

export interface ClientOptions {
  /** How long each answer of the server may take. @default 10_000 */
  readonly timeoutMs?: number | undefined;
  /** For RTMPS: for example the certificates to trust. */
  readonly tls?: ConnectionOptions | undefined;
  /** Called once when a stream that was taken ends without {@link RtmpClient.close}. */
  readonly onLost?: ((failure: PublishFailure) => void) | undefined;
}

/** Stands for the end of the handshake. */
const HANDSHAKE: Command = { name: "handshake", transaction: 0, values: [], stream: 0 };

/** A connection to an RTMP server. Every method that fails throws a {@link PublishFailure}. */
export class RtmpClient {
  readonly #address: Address;
  readonly #connection: Connection;
  readonly #timeoutMs: number;
  readonly #onLost: ClientOptions["onLost"];
  /** What is waited for: a command of the server. */
  #waiting:
    { accept: (command: Command) => boolean; fail: (why: PublishFailure) => void } | undefined;
  #stage: Stage = "network";
  #failure: PublishFailure | undefined;
  #isClosed = false;
  /** The message stream to send media on. */
  stream = 0;

  private constructor(address: Address, options: ClientOptions) {
    this.#address = address;
    this.#timeoutMs = options.timeoutMs ?? 10_000;
    this.#onLost = options.onLost;
    const socket = openSocket(address, options.tls);
    socket.once(address.secure ? "secureConnect" : "connect", () => (this.#stage = "handshake"));
    this.#connection = new Connection(socket, "client", {
      ready: () => this.#waiting?.accept(HANDSHAKE),
      command: (command) => this.#command(command),
      media: () => undefined,
      closed: (error) => this.#closed(error),
    });
  }

  /**
   * Connects to a server's application. No platform goes on air by that: it proves network, certificate
   * and application, but not the stream key.
   */
  static async connect(address: Address, options: ClientOptions = {}): Promise<RtmpClient> {
    const client = new RtmpClient(address, options);
    await client.#within(
      () => undefined,
      (command) => command === HANDSHAKE,
    );
    client.#stage = "connect";
    await client.#call("connect", 1, [
      { app: address.app, type: "nonprivate", flashVer: "FMLE/3.0", tcUrl: address.url },
    ]);
    return client;
  }

  /** Asks to publish; from then on, media can be sent. On a platform, this starts the broadcast. */
  async publish(key: string): Promise<void> {
    this.#stage = "publish";
    this.#connection.command("releaseStream", 2, [null, key]);
    this.#connection.command("FCPublish", 3, [null, key]);
    const { values } = await this.#call("createStream", 4, [null]);
    this.stream = typeof values[1] === "number" ? values[1] : 1;
    await this.#within(
      () => this.#connection.command("publish", 5, [null, key, "live"], this.stream),
      ({ name, values: [, info] }) => name === "onStatus" && fieldOf(info, "level") !== "error",
    );
    this.#stage = "streaming";
  }

  get unsentBytes(): number {
    return this.#connection.unsentBytes;
  }

  send(message: Omit<Message, "stream">): void {
    this.#connection.send({ ...message, stream: this.stream });
  }

  /** Sends a message that is cut into chunks already, for {@link stream}. */
  sendBytes(bytes: Buffer): void {
    this.#connection.sendBytes(bytes);
  }

  /** Ends the stream, as an encoder does that is stopped. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    if (this.stream > 0) this.#connection.command("deleteStream", 6, [null, this.stream]);
    this.#connection.end();
  }

  /** Ends the connection at once; what was not sent yet is lost. */
  destroy(): void {
    this.#isClosed = true;
    this.#connection.destroy();
  }

  /** Sends a command and waits for its result. */
  #call(name: string, transaction: number, values: Parameters<Connection["command"]>[2]) {
    return this.#within(
      () => this.#connection.command(name, transaction, values),
      (command) => command.name === "_result" && command.transaction === transaction,
    );
  }

  /** Does something, and waits until the server sends the command that it expects. */
  async #within(act: () => void, accept: (command: Command) => boolean): Promise<Command> {
    if (this.#failure) throw this.#failure;
    const { promise, resolve, reject } = Promise.withResolvers<Command>();
    const late = setTimeout(() => {
      const { host, port } = this.#address;
      const seconds = this.#timeoutMs / 1000;
      this.#fail(
        new PublishFailure("no answer", `${host}:${port} did not answer in ${seconds} s.`),
      );
    }, this.#timeoutMs);
    this.#waiting = {
      accept: (command) => {
        const isIt = accept(command);
        if (isIt) resolve(command);
        return isIt;
      },
      fail: reject,
    };
    try {
      act();
      return await promise;
    } finally {
      clearTimeout(late);
      this.#waiting = undefined;
    }
  }

  #command(command: Command): void {
    const { name, values } = command;
    const info = values[1];
    const isError = name === "_error" || fieldOf(info, "level") === "error";
    // A server that does not know releaseStream or FCPublish says so, which does not matter.
    if (isError && !(name === "_error" && [2, 3].includes(command.transaction))) {
      this.#fail(this.#refusal(textOf(info, "code"), textOf(info, "description")));
      return;
    }
    this.#waiting?.accept(command);
  }

  /** What a server's error means. */
  #refusal(code: string, description: string): PublishFailure {
    const { host, port, app } = this.#address;
    const at = `${host}:${port}`;
    const said = [code, description].filter((text) => text !== "").join(": ");
    if (this.#stage === "connect") {
      return new PublishFailure(
        "unknown application",
        `${at} refused the application "${app}" (${said}).`,
      );
    }
    if (this.#stage === "publish") {
      // Some servers repeat the key in their description.
      return new PublishFailure("refused key", `${at} refused the stream key (${code}).`);
    }
    return new PublishFailure("connection lost", `${at} ended the stream (${code}).`);
  }

  #closed(error: Error | undefined): void {
    this.#fail(failureOf(error, this.#address, this.#stage));
  }

  #fail(failure: PublishFailure): void {
    if (this.#failure) return;
    this.#failure = failure;
    const isLost = this.#stage === "streaming" && !this.#isClosed;
    this.#connection.destroy();
    this.#waiting?.fail(failure);
    if (isLost) this.#onLost?.(failure);
  }
}

function textOf(info: Amf, field: string): string {
  const value = fieldOf(info, field);
  return typeof value === "string" ? value : "";
}

function openSocket({ secure, host, port }: Address, tls: ConnectionOptions = {}): Socket {
  if (!secure) return connectTcp({ host, port });
  // A certificate is for a name; an IP address cannot be sent as one.
  const servername = isIP(host) === 0 ? { servername: host } : {};
  return connectTls({ host, port, ...servername, ...tls });
}
