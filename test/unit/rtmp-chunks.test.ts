/** RTMP's messages as chunks, and AMF: what is written is read back, and nothing else ends the process. */
import fc from "fast-check";
import { type Amf, decodeAmf, encodeAmf } from "../../media/rtmp/amf.ts";
import { ChunkReader } from "../../media/rtmp/chunk-reader.ts";
import { chunked, chunkSizeMessage } from "../../media/rtmp/chunk-writer.ts";
import { messageType, type Message, ProtocolError } from "../../media/rtmp/message.ts";

/** Reads bytes that arrive in pieces of these sizes, over and over. */
function read(bytes: Buffer, sizes: readonly number[] = [bytes.length]): Message[] {
  const reader = new ChunkReader();
  const messages: Message[] = [];
  for (let from = 0, turn = 0; from < bytes.length; turn++) {
    const size = Math.max(1, sizes[turn % sizes.length] ?? 1);
    messages.push(...reader.read(bytes.subarray(from, from + size)));
    from += size;
  }
  return messages;
}

const video = (timestamp: number, payload: Buffer): Message => ({
  type: messageType.video,
  timestamp,
  stream: 1,
  payload,
});

/** A chunk of chunk stream 4, by hand. */
const chunk = (format: number, ...bytes: number[]) => Buffer.from([(format << 6) | 4, ...bytes]);

const messages = fc.array(
  fc.record(
    {
      type: fc.constantFrom(messageType.audio, messageType.video, messageType.dataAmf0),
      // Above 0xffffff, a timestamp has four bytes of its own.
      timestamp: fc.oneof(fc.nat({ max: 0xffffffff }), fc.constantFrom(0xfffffe, 0xffffff)),
      stream: fc.nat({ max: 10 }),
      payload: fc.uint8Array({ maxLength: 10_000 }).map((bytes) => Buffer.from(bytes)),
    },
    { noNullPrototype: true },
  ),
  { maxLength: 6 },
);

describe("chunks", () => {
  it("are read back as the messages that were written, in whatever pieces they arrive", () => {
    fc.assert(
      fc.property(messages, fc.array(fc.nat({ max: 5_000 }), { minLength: 1 }), (sent, sizes) => {
        const bytes = Buffer.concat([chunkSizeMessage(), ...sent.map((each) => chunked(each))]);
        expect(read(bytes, sizes)).toStrictEqual(sent);
      }),
      { numRuns: 50 },
    );
  });

  it("are read one byte at a time", () => {
    const sent = [video(0x1000000, Buffer.alloc(300, 7)), video(5, Buffer.alloc(0))];
    const bytes = Buffer.concat(sent.map((each) => chunked(each, 128)));
    expect(read(bytes, [1])).toStrictEqual(sent);
  });

  it("have a header as short as an encoder likes", () => {
    const bytes = Buffer.concat([
      chunk(0, 0, 0, 10, 0, 0, 1, 8, 1, 0, 0, 0, 0xaa), // at 10
      chunk(1, 0, 0, 20, 0, 0, 1, 9, 0xbb), // 20 later, another type
      chunk(2, 0, 0, 5, 0xcc), // 5 later
      chunk(3, 0xdd), // again 5 later
    ]);
    const read1 = read(bytes).map(({ type, timestamp, payload }) => [type, timestamp, payload[0]]);
    expect(read1).toStrictEqual([
      [8, 10, 0xaa],
      [9, 30, 0xbb],
      [9, 35, 0xcc],
      [9, 40, 0xdd],
    ]);
  });

  it("of several messages at once are kept apart", () => {
    const long = chunked(video(1, Buffer.alloc(200, 1)), 128);
    const sound = { type: messageType.audio, timestamp: 2, stream: 1, payload: Buffer.from([2]) };
    // The sound between the two chunks of the video.
    const bytes = Buffer.concat([long.subarray(0, 140), chunked(sound), long.subarray(140)]);
    expect(read(bytes)).toStrictEqual([sound, video(1, Buffer.alloc(200, 1))]);
  });

  it("of an aborted message are forgotten", () => {
    const half = chunked(video(1, Buffer.alloc(200, 1)), 128).subarray(0, 140);
    const abort = { type: messageType.abort, timestamp: 0, stream: 0, payload: Buffer.alloc(4) };
    abort.payload.writeUInt32BE(6);
    const whole = video(9, Buffer.from([3]));
    expect(read(Buffer.concat([half, chunked(abort), chunked(whole)]))).toStrictEqual([whole]);
  });

  it("are refused where they would take too much memory, or make no sense", () => {
    expect(() => read(chunk(3, 1))).toThrow(/without a complete header/);
    expect(() => read(chunk(0, 0, 0, 0, 0xff, 0xff, 0xff, 9, 1, 0, 0, 0))).toThrow(/too long/);
    const zero = { type: messageType.setChunkSize, timestamp: 0, stream: 0 };
    expect(() => read(chunked({ ...zero, payload: Buffer.alloc(4) }))).toThrow(/chunk size 0/);
    expect(() => read(chunked({ ...zero, payload: Buffer.alloc(2) }))).toThrow(/too short/);
    const many = Array.from({ length: 65 }, (_, id) =>
      Buffer.from([0, id, 0, 0, 0, 0, 0, 0, 9, 1, 0, 0, 0]),
    );
    expect(() => read(Buffer.concat(many))).toThrow(/too many chunk streams/);
  });

  it("that are no chunks are refused, or wait for more", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3_000 }), (bytes) => {
        try {
          read(Buffer.from(bytes), [100]);
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
        }
      }),
      { numRuns: 500 },
    );
  });
});

const value = fc.letrec<{ value: Amf }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, undefined, true, false),
    fc.double({ noNaN: true }),
    fc.string({ unit: "grapheme" }),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.string({ minLength: 1 }), tie("value"), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;

describe("AMF values", () => {
  it("are read back as they were written", () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 4 }), (values) => {
        expect(decodeAmf(encodeAmf(values))).toStrictEqual(values);
      }),
    );
  });

  it("can be long texts, and what encoders send beside: arrays with names, and dates", () => {
    const long = "x".repeat(70_000);
    expect(decodeAmf(encodeAmf([long]))).toStrictEqual([long]);
    const named = Buffer.from([8, 0, 0, 0, 1, 0, 1, 0x61, 1, 1, 0, 0, 9]);
    expect(decodeAmf(named)).toStrictEqual([{ a: true }]);
    expect(decodeAmf(Buffer.from([11, ...Array<number>(10).fill(0)]))).toStrictEqual([0]);
  });

  it("that are cut off, nested too deeply or unknown are refused", () => {
    const whole = encodeAmf(["connect", 1, { app: "live", list: [1, "two"] }]);
    // Between values, the end is a good one.
    const good = [0, encodeAmf(["connect"]).length, encodeAmf(["connect", 1]).length];
    for (let length = 0; length < whole.length; length++) {
      const cut = () => decodeAmf(whole.subarray(0, length));
      if (good.includes(length)) cut();
      else expect(cut).toThrow(ProtocolError);
    }
    const deep = Buffer.concat(Array.from({ length: 10_000 }, () => Buffer.from([10, 0, 0, 0, 1])));
    expect(() => decodeAmf(deep)).toThrow(/nested too deeply/);
    expect(() => decodeAmf(Buffer.from([10, 0xff, 0xff, 0xff, 0xff]))).toThrow(/cut off/);
    expect(() => decodeAmf(Buffer.from([99]))).toThrow(/marker 99/);
  });

  it("cannot change what objects are", () => {
    const bytes = Buffer.concat([
      ...[Buffer.from([3, 0, 9]), Buffer.from("__proto__"), Buffer.from([3, 0, 1, 0x61, 1, 1])],
      Buffer.from([0, 0, 9, 0, 0, 9]),
    ]);
    const [read1] = decodeAmf(bytes);
    expect(Object.getPrototypeOf(read1)).toBe(Object.prototype);
  });

  it("that are no AMF are refused", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          decodeAmf(Buffer.from(bytes));
        } catch (error) {
          expect(error).toBeInstanceOf(ProtocolError);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
