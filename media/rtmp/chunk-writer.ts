/** Cuts messages into chunks. */
import { messageType, type Message } from "./message.ts";

/** The chunk size of everything that is sent here; OBS uses the same. */
export const CHUNK_SIZE = 4096;

/** The chunk size of a connection before it says another one. */
const FIRST_CHUNK_SIZE = 128;

/** Chunk streams: any numbers above 2 that differ. */
const COMMANDS = 3;
const CHUNK_STREAM: Readonly<Record<number, number>> = {
  [messageType.audio]: 4,
  [messageType.video]: 6,
  [messageType.dataAmf0]: 5,
  [messageType.commandAmf0]: COMMANDS,
};
const CONTROL = 2;

/** A message as bytes. Each has a complete header, so that the bytes do not depend on what went before. */
export function chunked(message: Message, chunkSize = CHUNK_SIZE): Buffer {
  const { type, timestamp, stream, payload } = message;
  const id = CHUNK_STREAM[type] ?? CONTROL;
  const isExtended = timestamp >= 0xffffff;
  const field = Math.min(timestamp, 0xffffff);
  const extra = isExtended ? 4 : 0;
  const more = Math.max(0, Math.ceil(payload.length / chunkSize) - 1);
  const bytes = Buffer.allocUnsafe(12 + extra + payload.length + more * (1 + extra));
  bytes.writeUInt8(id, 0);
  bytes.writeUIntBE(field, 1, 3);
  bytes.writeUIntBE(payload.length, 4, 3);
  bytes.writeUInt8(type, 7);
  bytes.writeUInt32LE(stream, 8);
  let at = isExtended ? bytes.writeUInt32BE(timestamp, 12) : 12;
  at += payload.copy(bytes, at, 0, chunkSize);
  for (let from = chunkSize; from < payload.length; from += chunkSize) {
    at = bytes.writeUInt8(0xc0 | id, at);
    if (isExtended) at = bytes.writeUInt32BE(timestamp, at);
    at += payload.copy(bytes, at, from, from + chunkSize);
  }
  return bytes;
}

/** A message that says the size of the chunks after it; it has to fit into a chunk itself. */
export function chunkSizeMessage(): Buffer {
  const payload = Buffer.alloc(4);
  payload.writeUInt32BE(CHUNK_SIZE);
  const message = { type: messageType.setChunkSize, timestamp: 0, stream: 0, payload };
  return chunked(message, FIRST_CHUNK_SIZE);
}
