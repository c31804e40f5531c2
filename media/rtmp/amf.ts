/** AMF0, in which RTMP writes commands (Adobe's AMF 0 specification). */
import { ProtocolError } from "./message.ts";

export type Amf = number | boolean | string | null | undefined | Amf[] | AmfObject;
export interface AmfObject {
  readonly [key: string]: Amf;
}

const marker = {
  number: 0,
  boolean: 1,
  string: 2,
  object: 3,
  null: 5,
  undefined: 6,
  ecmaArray: 8,
  objectEnd: 9,
  strictArray: 10,
  date: 11,
  longString: 12,
} as const;

/** Nobody nests more; a deeper one would end the process with its stack. */
const DEEPEST = 16;

export function encodeAmf(values: readonly Amf[]): Buffer {
  return Buffer.concat(values.map(encoded));
}

function encoded(value: Amf): Buffer {
  if (value === undefined) return Buffer.from([marker.undefined]);
  if (value === null) return Buffer.from([marker.null]);
  if (typeof value === "boolean") return Buffer.from([marker.boolean, value ? 1 : 0]);
  if (typeof value === "number") {
    const bytes = Buffer.alloc(9);
    bytes.writeDoubleBE(value, 1);
    return bytes;
  }
  if (typeof value === "string") return encodedText(value);
  if (Array.isArray(value)) {
    const head = Buffer.from([marker.strictArray, 0, 0, 0, 0]);
    head.writeUInt32BE(value.length, 1);
    return Buffer.concat([head, ...value.map(encoded)]);
  }
  const entries = Object.entries(value).flatMap(([key, of]) => [name(key), encoded(of)]);
  return Buffer.concat([
    Buffer.from([marker.object]),
    ...entries,
    Buffer.from([0, 0, marker.objectEnd]),
  ]);
}

function name(text: string): Buffer {
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

function encodedText(text: string): Buffer {
  if (Buffer.byteLength(text) <= 0xffff) {
    return Buffer.concat([Buffer.from([marker.string]), name(text)]);
  }
  const bytes = Buffer.from(text);
  const head = Buffer.from([marker.longString, 0, 0, 0, 0]);
  head.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}

/** A field of a command's object. */
export function fieldOf(value: Amf, field: string): Amf {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject && Object.hasOwn(value, field) ? value[field] : undefined;
}

/** All values of a payload. Throws a {@link ProtocolError} if it is not AMF0. */
export function decodeAmf(payload: Buffer): Amf[] {
  const decoder = new Decoder(payload);
  const values: Amf[] = [];
  while (!decoder.atEnd) values.push(decoder.value(0));
  return values;
}

class Decoder {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get atEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  value(depth: number): Amf {
    if (depth > DEEPEST) throw new ProtocolError("AMF values are nested too deeply");
    const kind = this.#take(1).readUInt8();
    switch (kind) {
      case marker.number:
        return this.#take(8).readDoubleBE();
      case marker.boolean:
        return this.#take(1).readUInt8() !== 0;
      case marker.string:
        return this.#text(this.#take(2).readUInt16BE());
      case marker.longString:
        return this.#text(this.#take(4).readUInt32BE());
      case marker.null:
        return null;
      case marker.undefined:
        return undefined;
      case marker.object:
        return this.#object(depth);
      case marker.ecmaArray:
        // The count is only a hint: the end is marked, as an object's is.
        this.#take(4);
        return this.#object(depth);
      case marker.strictArray:
        return this.#array(this.#take(4).readUInt32BE(), depth);
      case marker.date: {
        const date = this.#take(8).readDoubleBE();
        this.#take(2);
        return date;
      }
      default:
        throw new ProtocolError(`AMF marker ${kind} is unknown`);
    }
  }

  #object(depth: number): AmfObject {
    const entries: [string, Amf][] = [];
    for (;;) {
      const key = this.#text(this.#take(2).readUInt16BE());
      if (key === "" && this.#bytes[this.#at] === marker.objectEnd) {
        this.#take(1);
        // Not by assignment, which would set a prototype for a key of that name.
        return Object.fromEntries(entries);
      }
      entries.push([key, this.value(depth + 1)]);
    }
  }

  #array(count: number, depth: number): Amf[] {
    // Each value has at least a byte.
    if (count > this.#bytes.length - this.#at) throw new ProtocolError("an AMF array is cut off");
    return Array.from({ length: count }, () => this.value(depth + 1));
  }

  #text(length: number): string {
    return this.#take(length).toString("utf8");
  }

  #take(count: number): Buffer {
    const end = this.#at + count;
    if (end > this.#bytes.length) throw new ProtocolError("an AMF value is cut off");
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }
}
