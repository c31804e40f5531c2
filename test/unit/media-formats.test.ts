/** FLV, H.264, AAC and fragmented MP4, with what a real encoder wrote. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { parseAudioConfig } from "../../media/aac.ts";
import { FlvReader, parseAudio, parseVideo, UnsupportedMedia } from "../../media/flv.ts";
import { parseVideoConfig } from "../../media/h264.ts";
import { fragment } from "../../media/mp4/fragment.ts";
import { initSegment } from "../../media/mp4/init.ts";
import { parseAddress } from "../../media/rtmp/address.ts";
import { TINY_FLV, tinyTags } from "../support/tiny-stream.ts";

const tags = tinyTags();
const videos = tags.filter(({ type }) => type === 9).map(({ payload }) => payload);
const sounds = tags.filter(({ type }) => type === 8).map(({ payload }) => payload);
const avc = parseVideo(videos[0] ?? assert.fail())?.body ?? assert.fail();
const aac = parseAudio(sounds[0] ?? assert.fail())?.body ?? assert.fail();

/** What ffmpeg 5.1 writes for other pictures: high and baseline profile; cropped. */
const CONFIGURATIONS = [
  [
    "0164001fffe1001a6764001facd9405005bb0110000003001000000303c0f183196001000668ebe3cb22c0fdf8f800",
    1280,
    720,
  ],
  [
    "0142c028ffe1001a6742c028d900780227e5c044000003000400000300f03c60c92001000568cb83cb20",
    1920,
    1080,
  ],
] as const;

describe("FLV", () => {
  it("is read in whatever pieces it arrives", () => {
    for (const size of [1, 7, 1000]) {
      const reader = new FlvReader();
      const read = [];
      for (let from = 0; from < TINY_FLV.length; from += size)
        read.push(...reader.read(TINY_FLV.subarray(from, from + size)));
      expect(read).toStrictEqual(tags);
    }
    expect(tags.length).toBe(69);
  });

  it("that is something else is refused", () => {
    expect(() => [...new FlvReader().read(Buffer.from("This is a text."))]).toThrow(/not FLV/);
  });

  it("has frames of H.264 and AAC", () => {
    const frames = videos.map((payload) => parseVideo(payload));
    expect(frames.map((frame) => frame?.kind)).toStrictEqual([
      "config",
      ...Array<string>(20).fill("frame"),
      "end",
    ]);
    expect(frames.filter((frame) => frame?.kind === "frame" && frame.isKey)).toHaveLength(2);
    expect(frames[2]?.compositionOffset).toBe(200);
    expect(sounds.map((payload) => parseAudio(payload)?.kind).slice(0, 2)).toStrictEqual([
      ...["config", "frame"],
    ]);
  });

  it("says which codec it does not take", () => {
    const enhanced = Buffer.from("\x91hvc1", "latin1");
    expect(() => parseVideo(enhanced)).toThrow("The video codec is hvc1, not H.264.");
    expect(() => parseVideo(Buffer.from([0x12, 0, 0, 0, 0]))).toThrow(/number 2, not H\.264/);
    expect(() => parseAudio(Buffer.from([0x2f, 0]))).toThrow(/number 2, not AAC/);
    expect(() => parseVideo(Buffer.from([0x17, 1]))).toThrow(/cut off/);
    expect(parseVideo(Buffer.alloc(0))).toBe(undefined);
  });
});

describe("the configuration of a track", () => {
  it("has the codec and the size of the picture", () => {
    const { codec, width, height } = parseVideoConfig(avc);
    expect([codec, width, height]).toStrictEqual(["avc1.64000a", 64, 36]);
    for (const [hex, across, down] of CONFIGURATIONS) {
      const config = parseVideoConfig(Buffer.from(hex, "hex"));
      expect([config.width, config.height]).toStrictEqual([across, down]);
    }
  });

  it("has the codec, the rate and the channels of the sound", () => {
    const { codec, rate, channels } = parseAudioConfig(aac);
    expect([codec, rate, channels]).toStrictEqual(["mp4a.40.2", 22_050, 1]);
    const stereo = parseAudioConfig(Buffer.from("1190", "hex"));
    expect([stereo.rate, stereo.channels]).toStrictEqual([48_000, 2]);
  });

  it("that is cut off or is none is refused, and takes no time", () => {
    const cut = fc.nat({ max: avc.length - 1 }).map((length) => avc.subarray(0, length));
    const noise = fc.uint8Array({ maxLength: 80 }).map((bytes) => Buffer.from(bytes));
    const damaged = fc
      .tuple(fc.nat({ max: avc.length - 1 }), fc.nat({ max: 255 }))
      .map(([at, value]) => Buffer.from(avc).fill(value, at, at + 1));
    fc.assert(
      fc.property(fc.oneof(cut, noise, damaged), (record) => {
        for (const parse of [parseVideoConfig, parseAudioConfig]) {
          try {
            parse(record);
          } catch (error) {
            expect(error).toBeInstanceOf(UnsupportedMedia);
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

interface Box {
  readonly type: string;
  readonly content: Buffer;
  /** Where the content begins. */
  readonly at: number;
}

function boxes(bytes: Buffer, from = 0): Box[] {
  const found: Box[] = [];
  for (let at = 0; at < bytes.length;) {
    const size = bytes.readUInt32BE(at);
    assert.ok(size >= 8 && at + size <= bytes.length, `a box of ${size} bytes at ${at}`);
    const content = bytes.subarray(at + 8, at + size);
    found.push({ type: bytes.toString("latin1", at + 4, at + 8), content, at: from + at + 8 });
    at += size;
  }
  return found;
}

/** The box with this path. */
function find(bytes: Buffer, path: string): Box {
  const [first = "", ...rest] = path.split("/");
  const box = boxes(bytes).find(({ type }) => type === first) ?? assert.fail(`no ${first}`);
  return rest.length === 0 ? box : find(box.content, rest.join("/"));
}

describe("fragmented MP4", () => {
  const tracks = { video: parseVideoConfig(avc), audio: parseAudioConfig(aac) };

  it("has an initialization segment with the codecs' configurations", () => {
    const init = initSegment(tracks);
    expect(boxes(init).map(({ type }) => type)).toStrictEqual(["ftyp", "moov"]);
    const movie = find(init, "moov").content;
    expect(boxes(movie).map(({ type }) => type)).toStrictEqual(["mvhd", "trak", "trak", "mvex"]);
    const sample = find(movie, "trak/mdia/minf/stbl/stsd").content.subarray(8);
    expect(boxes(sample)[0]?.type).toBe("avc1");
    expect(init.includes(avc)).toBe(true);
    expect(init.includes(Buffer.concat([Buffer.from([5, aac.length]), aac]))).toBe(true);
  });

  it("has the tracks that there are", () => {
    const count = (of: Parameters<typeof initSegment>[0]) =>
      boxes(find(initSegment(of), "moov").content).filter(({ type }) => type === "trak").length;
    expect(count({ video: tracks.video, audio: undefined })).toBe(1);
    expect(count({ video: undefined, audio: tracks.audio })).toBe(1);
  });

  it("has fragments that point to their frames", () => {
    const sample = (text: string, isKey = false) => ({
      ...{ data: Buffer.from(text), duration: 100, isKey, compositionOffset: -50 },
    });
    const made = fragment(7, [
      { track: 1, start: 2 ** 33, samples: [sample("one", true), sample("three")] },
      { track: 2, start: 0, samples: [sample("sound")] },
    ]);
    const [moof, mdat] = boxes(made);
    assert.ok(moof && mdat?.type === "mdat");
    const runs = boxes(moof.content).filter(({ type }) => type === "traf");
    const texts = runs.map(({ content }) => {
      const run = find(content, "trun").content;
      const count = run.readUInt32BE(4);
      let at = run.readUInt32BE(8);
      return Array.from({ length: count }, (_, index) => {
        const size = run.readUInt32BE(12 + 16 * index + 4);
        at += size;
        return made.toString("utf8", at - size, at);
      });
    });
    expect(texts).toStrictEqual([["one", "three"], ["sound"]]);
    const [first] = runs;
    const time = find(first?.content ?? assert.fail(), "tfdt").content;
    expect(time.readBigUInt64BE(4)).toBe(2n ** 33n);
    expect(find(first?.content ?? assert.fail(), "trun").content.readInt32BE(12 + 12)).toBe(-50);
  });
});

describe("an RTMP address", () => {
  it("has a host, a port and an application", () => {
    const parts = (text: string) => {
      const address = parseAddress(text);
      return address && [address.secure, address.host, address.port, address.app, address.url];
    };
    expect(parts("rtmp://127.0.0.1:1936/live/")).toStrictEqual([
      ...[false, "127.0.0.1", 1936, "live", "rtmp://127.0.0.1:1936/live"],
    ]);
    expect(parts("rtmps://a.rtmps.youtube.com/live2")).toStrictEqual([
      ...[true, "a.rtmps.youtube.com", 443, "live2", "rtmps://a.rtmps.youtube.com/live2"],
    ]);
    expect(parts("RTMP://[::1]/a/b")).toStrictEqual([
      ...[false, "::1", 1935, "a/b", "rtmp://[::1]/a/b"],
    ]);
    expect(parts("rtmp://user:word@host/app")?.at(-1)).toBe("rtmp://host/app");
    for (const text of ["srt://host:778", "rtmp://host:70000/app", "https://host/app", "rtmp:///a"])
      expect(parts(text)).toBe(undefined);
  });
});
