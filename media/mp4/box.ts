/** Boxes of ISO base media files (ISO 14496-12). */

export type Part = Buffer | readonly number[];

/** A box with its size and type. */
export function box(type: string, ...parts: Part[]): Buffer {
  const buffers = parts.map((part) => (Buffer.isBuffer(part) ? part : Buffer.from(part)));
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + buffers.reduce((size, { length }) => size + length, 0));
  head.write(type, 4, "latin1");
  return Buffer.concat([head, ...buffers]);
}

/** A box that begins with a version and flags. */
export function fullBox(type: string, version: number, flags: number, ...parts: Part[]): Buffer {
  return box(type, [version], uint(3, flags), ...parts);
}

/** A number in that many bytes. */
export function uint(size: 2 | 3 | 4, value: number): Buffer {
  const bytes = Buffer.alloc(size);
  bytes.writeUIntBE(value, 0, size);
  return bytes;
}

/** 32-bit numbers, one after the other. */
export function uint32s(...values: number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, at) => bytes.writeUInt32BE(value, 4 * at));
  return bytes;
}
