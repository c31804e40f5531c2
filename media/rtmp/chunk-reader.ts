/** Puts messages together from the bytes of a connection, in whatever pieces the bytes arrive. */
import { messageType, ProtocolError, type Message } from "./message.ts";

/** A key frame of a 100 Mbit/s stream is below 4 MiB. */
const LARGEST_MESSAGE = 8 * 1024 * 1024;
/** Encoders use fewer than ten. */
const MOST_CHUNK_STREAMS = 64;
const LARGEST_HEADER = 3 + 11 + 4;
const EXTENDED = 0xffffff;

interface ChunkStream {
  /** The timestamp field of the last header: absolute, or a delta. */
  field: number;
  timestamp: number;
  length: number;
  type: number;
  stream: number;
  /** The message that is under way, and how much of it has arrived. */
  pieces: Buffer[];
  arrived: number;
}

/** The chunk whose payload is being read. */
interface OpenChunk {
  readonly of: ChunkStream;
  left: number;
}

export class ChunkReader {
  #chunkSize = 128;
  #header: Buffer = Buffer.alloc(0);
  #open: OpenChunk | undefined;
  /** Bytes of messages under way, of all chunk streams. */
  #held = 0;
  readonly #streams = new Map<number, ChunkStream>();

  /** The messages that these bytes complete. Sizes of chunks and aborted messages are handled here. */
  *read(data: Buffer): Generator<Message> {
    let rest = data;
    while (rest.length > 0 || this.#header.length > 0) {
      if (this.#open === undefined) {
        const begun = this.#beginChunk(rest);
        if (begun === undefined) return;
        rest = begun;
      }
      const open = this.#open;
      if (open === undefined) continue;
      const piece = rest.subarray(0, open.left);
      rest = rest.subarray(piece.length);
      const message = this.#take(open, piece);
      if (message !== undefined && !this.#control(message)) yield message;
    }
  }

  /** Reads a chunk's header; the bytes after it, or undefined if it has not arrived completely. */
  #beginChunk(data: Buffer): Buffer | undefined {
    const bytes =
      this.#header.length === 0
        ? data
        : Buffer.concat([this.#header, data.subarray(0, LARGEST_HEADER)]);
    const size = this.#readHeader(bytes);
    if (size === undefined) {
      this.#header = Buffer.from(bytes);
      return undefined;
    }
    const rest = data.subarray(size - this.#header.length);
    this.#header = Buffer.alloc(0);
    return rest;
  }

  /** Opens the chunk that begins here; the size of its header, or undefined if bytes are missing. */
  #readHeader(bytes: Buffer): number | undefined {
    const basic = bytes[0];
    if (basic === undefined) return undefined;
    const format = basic >> 6;
    const short = basic & 0x3f;
    const basicSize = short === 0 ? 2 : short === 1 ? 3 : 1;
    const fieldsSize = [11, 7, 3, 0][format] ?? 0;
    if (bytes.length < basicSize + fieldsSize) return undefined;
    const id =
      short === 0 ? 64 + bytes.readUInt8(1) : short === 1 ? 64 + bytes.readUInt16LE(1) : short;
    const known = this.#streams.get(id);
    if (known === undefined && format !== 0) {
      throw new ProtocolError(`chunk stream ${id} begins without a complete header`);
    }
    const field = format === 3 ? (known?.field ?? 0) : bytes.readUIntBE(basicSize, 3);
    const isExtended = field >= EXTENDED;
    const size = basicSize + fieldsSize + (isExtended ? 4 : 0);
    if (bytes.length < size) return undefined;
    const stream = known ?? this.#newStream(id);
    const continues = format === 3 && stream.arrived > 0;
    if (!continues) {
      const written = isExtended ? bytes.readUInt32BE(basicSize + fieldsSize) : field;
      this.#beginMessage(stream, { format, field, written, fields: bytes.subarray(basicSize) });
    }
    this.#open = { of: stream, left: Math.min(this.#chunkSize, stream.length - stream.arrived) };
    return size;
  }

  #newStream(id: number): ChunkStream {
    if (this.#streams.size >= MOST_CHUNK_STREAMS) throw new ProtocolError("too many chunk streams");
    const stream = {
      ...{ field: 0, timestamp: 0, length: 0, type: 0, stream: 0 },
      ...{ pieces: [], arrived: 0 },
    };
    this.#streams.set(id, stream);
    return stream;
  }

  #beginMessage(
    stream: ChunkStream,
    header: { format: number; field: number; written: number; fields: Buffer },
  ): void {
    const { format, field, written, fields } = header;
    this.#drop(stream);
    stream.field = field;
    // Without a header of its own, a message comes as long after the last one as that came itself.
    stream.timestamp = format === 0 ? written : (stream.timestamp + written) >>> 0;
    if (format <= 1) {
      stream.length = fields.readUIntBE(3, 3);
      stream.type = fields.readUInt8(6);
    }
    if (format === 0) stream.stream = fields.readUInt32LE(7);
    if (stream.length > LARGEST_MESSAGE) {
      throw new ProtocolError(`a message of ${stream.length} bytes is too long`);
    }
  }

  #take(open: OpenChunk, piece: Buffer): Message | undefined {
    const { of: stream } = open;
    // A piece of a read buffer would keep all of that buffer in memory.
    if (piece.length > 0) stream.pieces.push(Buffer.from(piece));
    stream.arrived += piece.length;
    this.#held += piece.length;
    if (this.#held > 2 * LARGEST_MESSAGE) throw new ProtocolError("too many unfinished messages");
    open.left -= piece.length;
    if (open.left > 0) return undefined;
    this.#open = undefined;
    if (stream.arrived < stream.length) return undefined;
    const payload = stream.pieces.length === 1 ? stream.pieces[0] : Buffer.concat(stream.pieces);
    this.#drop(stream);
    const { type, timestamp, stream: id } = stream;
    return { type, timestamp, stream: id, payload: payload ?? Buffer.alloc(0) };
  }

  #drop(stream: ChunkStream): void {
    this.#held -= stream.arrived;
    stream.pieces = [];
    stream.arrived = 0;
  }

  /** Whether a message was for this reader. */
  #control({ type, payload }: Message): boolean {
    if (type !== messageType.setChunkSize && type !== messageType.abort) return false;
    if (payload.length < 4) throw new ProtocolError("a control message is too short");
    const value = payload.readUInt32BE(0);
    if (type === messageType.abort) {
      const stream = this.#streams.get(value);
      if (stream !== undefined) this.#drop(stream);
    } else {
      if (value < 1 || value > 0x7fffffff) throw new ProtocolError(`chunk size ${value}`);
      this.#chunkSize = value;
    }
    return true;
  }
}
