/** One RTMP connection, of either side: the handshake, chunks, acknowledgements, pings and commands. */
import { randomBytes } from "node:crypto";
import type { Socket } from "node:net";
import { type Amf, decodeAmf, encodeAmf } from "./amf.ts";
import { ChunkReader } from "./chunk-reader.ts";
import { chunked, chunkSizeMessage } from "./chunk-writer.ts";
import { messageType, ProtocolError, type Message } from "./message.ts";

const VERSION = 3;
const HANDSHAKE = 1536;
const PING_REQUEST = 6;
const PING_RESPONSE = 7;
/** How many bytes we take before we acknowledge them, and ask the peer to. */
const WINDOW = 2_500_000;

/** A command: its name, transaction and arguments. */
export interface Command {
  readonly name: string;
  readonly transaction: number;
  readonly values: readonly Amf[];
  readonly stream: number;
}

export interface ConnectionHandlers {
  /** The handshake is complete. */
  ready(): void;
  command(command: Command): void;
  /** Audio, video or data. */
  media(message: Message): void;
  /** The socket is closed; `error` says why, unless the peer closed it. */
  closed(error: Error | undefined): void;
}

export class Connection {
  readonly #socket: Socket;
  readonly #handlers: ConnectionHandlers;
  readonly #reader = new ChunkReader();
  readonly #isServer: boolean;
  /** The part of the handshake that has not arrived completely. */
  #greeting: Buffer | undefined = Buffer.alloc(0);
  #isGreeted = false;
  #received = 0;
  #acknowledged = 0;

  constructor(socket: Socket, side: "server" | "client", handlers: ConnectionHandlers) {
    this.#socket = socket;
    this.#handlers = handlers;
    this.#isServer = side === "server";
    let failure: Error | undefined;
    socket.setNoDelay(true);
    socket.on("error", (error) => (failure = error));
    socket.on("close", () => handlers.closed(failure));
    socket.on("data", (data: Buffer) => {
      try {
        this.#take(data);
      } catch (error) {
        socket.destroy(error instanceof Error ? error : new Error(String(error)));
      }
    });
    if (!this.#isServer) socket.write(Buffer.concat([Buffer.from([VERSION]), greeting()]));
  }

  /** Bytes that wait for the peer to take them. */
  get unsentBytes(): number {
    return this.#socket.writableLength;
  }

  send(message: Message): void {
    this.sendBytes(chunked(message));
  }

  /** Sends a message that is cut into chunks already. */
  sendBytes(bytes: Buffer): void {
    if (this.#socket.writable) this.#socket.write(bytes);
  }

  command(name: string, transaction: number, values: readonly Amf[], stream = 0): void {
    const payload = encodeAmf([name, transaction, ...values]);
    this.send({ type: messageType.commandAmf0, timestamp: 0, stream, payload });
  }

  /** Asks the peer to acknowledge what it gets, and tells it what we do. */
  sendWindow(): void {
    this.#control(messageType.windowAckSize, uint32(WINDOW));
    // 2: the peer can choose.
    this.#control(messageType.setPeerBandwidth, Buffer.concat([uint32(WINDOW), Buffer.from([2])]));
  }

  /** Closes after everything was sent. */
  end(): void {
    this.#socket.end();
    // A peer that does not close its side keeps the socket no longer.
    this.#socket.setTimeout(1_000, () => this.#socket.destroy());
  }

  /** Closes at once. */
  destroy(error?: Error): void {
    this.#socket.destroy(error);
  }

  /** Ends the connection if nothing arrives or leaves for that long. */
  setTimeout(milliseconds: number, error: Error): void {
    this.#socket.removeAllListeners("timeout");
    this.#socket.setTimeout(milliseconds, () => this.#socket.destroy(error));
  }

  #take(data: Buffer): void {
    this.#received += data.length;
    const rest = this.#greeting === undefined ? data : this.#greet(data);
    if (this.#received - this.#acknowledged >= WINDOW / 2) {
      this.#acknowledged = this.#received;
      this.#control(messageType.acknowledgement, uint32(this.#received % 0x1_0000_0000));
    }
    for (const message of this.#reader.read(rest)) {
      // A handler may have closed the connection.
      if (this.#socket.destroyed) return;
      this.#dispatch(message);
    }
  }

  /** The simple handshake, which encoders and platforms accept; the bytes after it. */
  #greet(data: Buffer): Buffer {
    let bytes = Buffer.concat([this.#greeting ?? Buffer.alloc(0), data]);
    this.#greeting = bytes;
    if (!this.#isGreeted) {
      if (bytes[0] !== VERSION)
        throw new ProtocolError(`RTMP version ${bytes[0]} is not ${VERSION}`);
      const expected = 1 + HANDSHAKE;
      if (bytes.length < expected) return Buffer.alloc(0);
      const theirs = bytes.subarray(1, expected);
      this.#socket.write(
        this.#isServer ? Buffer.concat([Buffer.from([VERSION]), greeting(), theirs]) : theirs,
      );
      this.#isGreeted = true;
      bytes = bytes.subarray(expected);
      this.#greeting = bytes;
    }
    if (bytes.length < HANDSHAKE) return Buffer.alloc(0);
    this.#greeting = undefined;
    this.#socket.write(chunkSizeMessage());
    this.#handlers.ready();
    return bytes.subarray(HANDSHAKE);
  }

  #dispatch(message: Message): void {
    const { type, payload } = message;
    switch (type) {
      case messageType.audio:
      case messageType.video:
      case messageType.dataAmf0:
        this.#handlers.media(message);
        return;
      case messageType.commandAmf0:
        this.#command(message, payload);
        return;
      case messageType.commandAmf3:
        // In front of AMF0 values, a byte that says so.
        this.#command(message, payload.subarray(1));
        return;
      case messageType.userControl:
        if (payload.length >= 6 && payload.readUInt16BE(0) === PING_REQUEST) this.#pong(payload);
        return;
      default:
      // Acknowledgements and bandwidth: the socket limits what is under way.
    }
  }

  #command({ stream }: Message, payload: Buffer): void {
    const [name, transaction, ...values] = decodeAmf(payload);
    if (typeof name !== "string") throw new ProtocolError("a command has no name");
    const number = typeof transaction === "number" ? transaction : 0;
    this.#handlers.command({ name, transaction: number, values, stream });
  }

  #pong(payload: Buffer): void {
    const answer = Buffer.from(payload.subarray(0, 6));
    answer.writeUInt16BE(PING_RESPONSE, 0);
    this.#control(messageType.userControl, answer);
  }

  #control(type: number, payload: Buffer): void {
    this.send({ type, timestamp: 0, stream: 0, payload });
  }
}

/** Time, zeros, and random bytes. */
function greeting(): Buffer {
  return Buffer.concat([Buffer.alloc(8), randomBytes(HANDSHAKE - 8)]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
