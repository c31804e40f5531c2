/** The server's side of RTMP: encoders connect, ask to publish with a stream key, and send media. */
import { createServer as createTcpServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type TlsOptions } from "node:tls";
import { type Amf, fieldOf } from "./amf.ts";
import { type Command, Connection } from "./connection.ts";
import { messageType, type Message, ProtocolError } from "./message.ts";

/** What takes the media of an encoder that was let in. */
export interface Sink {
  media(message: Message): void;
  /** The encoder is gone. `clean`: it said so before. */
  ended(clean: boolean): void;
}

/** An encoder that was let in. */
export interface Encoder {
  /** Ends the connection and tells the encoder why. */
  refuse(why: string): void;
}

export interface RtmpServerOptions {
  /** The only application that is served. */
  readonly app: string;
  /** Called for each encoder; the sink, or why the key is refused. */
  readonly publish: (key: string, encoder: Encoder) => Sink | string;
  /** With a certificate, the server speaks RTMPS. */
  readonly tls?: TlsOptions | undefined;
}

/** A running server. */
export interface RtmpServer {
  readonly port: number;
  close(): Promise<void>;
}

/** A peer that connects has this long until it publishes. */
const GREETING_MS = 10_000;
/** An encoder that sends nothing for that long is gone. */
const SILENCE_MS = 20_000;
/** The only message stream that is handed out. */
const STREAM = 1;
const MOST_CONNECTIONS = 200;

/** Listens on the loopback interface only. */
export async function startRtmpServer(
  port: number,
  options: RtmpServerOptions,
): Promise<RtmpServer> {
  const sockets = new Set<Socket>();
  const serve = (socket: Socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    new Publisher(socket, options);
  };
  const server = options.tls ? createTlsServer(options.tls, serve) : createTcpServer(serve);
  server.maxConnections = MOST_CONNECTIONS;
  await listening(server, port);
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return {
    port: address.port,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      // Too many open files, for example: the server goes on.
      server.on("error", (error) => console.error(`The RTMP server: ${error.message}`));
      resolve();
    });
  });
}

/** One connected encoder. */
class Publisher implements Encoder {
  readonly #options: RtmpServerOptions;
  readonly #connection: Connection;
  #isConnected = false;
  #sink: Sink | undefined;

  constructor(socket: Socket, options: RtmpServerOptions) {
    this.#options = options;
    this.#connection = new Connection(socket, "server", {
      ready: () => undefined,
      command: (command) => this.#command(command),
      media: (message) => this.#sink?.media(message),
      closed: () => this.#ended(false),
    });
    this.#connection.setTimeout(GREETING_MS, new ProtocolError("the peer published nothing"));
  }

  refuse(why: string): void {
    this.#status("error", "NetStream.Publish.BadName", why);
    this.#connection.end();
    this.#ended(false);
  }

  #ended(clean: boolean): void {
    const sink = this.#sink;
    this.#sink = undefined;
    sink?.ended(clean);
  }

  #command(command: Command): void {
    const { name, transaction, values } = command;
    switch (name) {
      case "connect":
        this.#connect(command);
        return;
      case "createStream":
        this.#connection.command("_result", transaction, [null, STREAM]);
        return;
      case "publish":
        this.#publish(values[1]);
        return;
      case "FCUnpublish":
      case "deleteStream":
      case "closeStream":
        this.#ended(true);
        return;
      case "play":
        this.#status("error", "NetStream.Play.StreamNotFound", "This server takes video only.");
        this.#connection.end();
        return;
      default:
        // releaseStream, FCPublish, _checkbw and others: an answer is all that an encoder waits for.
        if (transaction > 0) this.#connection.command("_result", transaction, [null, undefined]);
    }
  }

  #connect({ transaction, values }: Command): void {
    const asked = values[0];
    const app = fieldOf(asked, "app");
    // OBS repeats the slash that ends the server's URL.
    const name = typeof app === "string" ? app.replace(/\/+$/, "") : "";
    if (name !== this.#options.app) {
      const description = `The application is ${this.#options.app}, not ${JSON.stringify(name)}.`;
      const info = { level: "error", code: "NetConnection.Connect.InvalidApp", description };
      this.#connection.command("_error", transaction, [null, info]);
      this.#connection.end();
      return;
    }
    this.#isConnected = true;
    this.#connection.sendWindow();
    this.#connection.command("_result", transaction, [
      { fmsVer: "FMS/3,0,1,123", capabilities: 31 },
      {
        level: "status",
        code: "NetConnection.Connect.Success",
        description: "Connected.",
        objectEncoding: 0,
      },
    ]);
  }

  #publish(key: Amf): void {
    if (!this.#isConnected || this.#sink !== undefined) {
      throw new ProtocolError("publish came before connect, or twice");
    }
    const sink = this.#options.publish(typeof key === "string" ? key : "", this);
    if (typeof sink === "string") {
      this.refuse(sink);
      return;
    }
    this.#sink = sink;
    this.#connection.setTimeout(SILENCE_MS, new ProtocolError("the encoder sent nothing"));
    // Stream Begin, for encoders that wait for it.
    const payload = Buffer.from([0, 0, 0, 0, 0, STREAM]);
    this.#connection.send({ type: messageType.userControl, timestamp: 0, stream: 0, payload });
    this.#status("status", "NetStream.Publish.Start", "Publishing.");
  }

  #status(level: string, code: string, description: string): void {
    this.#connection.command("onStatus", 0, [null, { level, code, description }], STREAM);
  }
}
