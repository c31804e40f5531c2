/** The playlist that players load, from a real encoder's frames: parts, segments, and what is left of them. */
import { LivePlaylist } from "../../emulator/media/playlist.ts";
import { Packager } from "../../emulator/media/packager.ts";
import { parseAudio, parseVideo } from "../../media/flv.ts";
import { tinyTags } from "../support/tiny-stream.ts";

const tags = tinyTags();
const ROUND_MS = 2_000;

/** Packs the recording so many times. */
function feed(packager: Packager, rounds: number, { only = [8, 9], from = 0 } = {}): void {
  for (let round = from; round < from + rounds; round++) {
    for (const { type, timestamp, payload } of tags.filter((tag) => only.includes(tag.type))) {
      const time = timestamp + round * ROUND_MS;
      const video = type === 9 ? parseVideo(payload) : undefined;
      const audio = type === 8 ? parseAudio(payload) : undefined;
      if (video) packager.video(video, time);
      if (audio) packager.audio(audio, time);
    }
  }
}

function open() {
  const playlist = new LivePlaylist();
  return { playlist, packager: new Packager(playlist) };
}

const numbers = (text: string, tag: RegExp) =>
  [...text.matchAll(tag)].map(([, found = ""]) => Number(found));

describe("a playlist", () => {
  it("is held back until a segment is whole: hls.js takes none without", () => {
    const { playlist, packager } = open();
    // The first second has no end before the next key frame.
    const first = tags.filter(({ timestamp }) => timestamp < 900);
    for (const { type, timestamp, payload } of first) {
      const video = type === 9 ? parseVideo(payload) : undefined;
      if (video) packager.video(video, timestamp);
    }
    expect(playlist.isPlayable).toBe(false);
    feed(packager, 1);
    expect(playlist.isPlayable).toBe(true);
  });

  it("has parts that are no longer than it says, and segments as long as their parts", () => {
    const { playlist, packager } = open();
    feed(packager, 3);
    const text = playlist.media();
    const [target = 0] = numbers(text, /PART-TARGET=([\d.]+)/g);
    const parts = numbers(text, /#EXT-X-PART:DURATION=([\d.]+)/g);
    expect(Math.max(...parts)).toBeLessThanOrEqual(target);
    expect(numbers(text, /#EXTINF:([\d.]+)/g)).toStrictEqual([1, 1, 1, 1, 1]);
    const [holdBack = 0] = numbers(text, /PART-HOLD-BACK=([\d.]+)/g);
    expect(holdBack).toBeCloseTo(3 * target);
    expect(text).toMatch(/#EXT-X-PRELOAD-HINT:TYPE=PART,URI="\d+\.\d+\.m4s"\n$/);
    // Each whole segment begins with a key frame.
    const firsts = [...text.matchAll(/#EXT-X-PART:DURATION=[\d.]+,URI="\d+\.0\.m4s"(.*)/g)];
    expect(firsts.map(([, rest]) => rest)).toStrictEqual(Array(3).fill(",INDEPENDENT=YES"));
  });

  it("names its codecs and its size", () => {
    const { playlist, packager } = open();
    feed(packager, 2);
    expect(playlist.master()).toMatch(
      /#EXT-X-STREAM-INF:BANDWIDTH=\d+,CODECS="avc1\.64000a,mp4a\.40\.2",RESOLUTION=64x36\n/,
    );
  });

  it("takes the same memory however long a stream runs", () => {
    const { playlist, packager } = open();
    feed(packager, 50);
    const text = playlist.media();
    const listed = numbers(text, /^(\d+)\.m4s$/gm);
    expect(listed).toHaveLength(6);
    const [oldest = 0] = listed;
    expect(playlist.file(`${oldest}.m4s`)?.data.length).toBeGreaterThan(0);
    expect(playlist.file(`${oldest - 10}.m4s`)).toBe(undefined);
    expect(playlist.file("init-1.mp4")?.data.length).toBeGreaterThan(0);
  });

  it("has every frame once, in its parts and in its segments", () => {
    const { playlist, packager } = open();
    feed(packager, 2);
    const text = playlist.media();
    const [last = 0] = numbers(text, /^(\d+)\.m4s$/gm).slice(-1);
    const whole = playlist.file(`${last}.m4s`)?.data;
    const parts = [...text.matchAll(new RegExp(`URI="(${last}\\.\\d+\\.m4s)",?`, "g"))];
    const data = parts.map(([, name = ""]) => playlist.file(name)?.data ?? Buffer.alloc(0));
    expect(parts.length).toBeGreaterThan(5);
    expect(Buffer.concat(data).equals(whole ?? Buffer.alloc(0))).toBe(true);
  });

  it("says where another encoder went on", () => {
    const { playlist, packager } = open();
    feed(packager, 1);
    packager.restart();
    feed(packager, 2, { from: 1 });
    const text = playlist.media();
    expect(text.match(/#EXT-X-DISCONTINUITY\n#EXT-X-MAP:URI="init-2\.mp4"/g)).toHaveLength(1);
    expect(playlist.file("init-2.mp4")?.data.length).toBeGreaterThan(0);
    feed(packager, 20, { from: 3 });
    const later = playlist.media();
    expect(later).not.toContain("#EXT-X-DISCONTINUITY\n");
    expect(later).toContain("#EXT-X-DISCONTINUITY-SEQUENCE:1\n");
    expect(playlist.file("init-1.mp4")).toBe(undefined);
  });

  it("ends", async () => {
    const { playlist, packager } = open();
    feed(packager, 1);
    const waiting = playlist.until(() => false, 60_000);
    packager.finish();
    playlist.end();
    expect(await waiting).toBe(false);
    expect(playlist.media()).toMatch(/#EXT-X-ENDLIST\n$/);
  });

  it("plays sound without video, and video without sound", () => {
    for (const [only, codec] of [
      [[8], "mp4a.40.2"],
      [[9], "avc1.64000a"],
    ] as const) {
      const { playlist, packager } = open();
      feed(packager, 4, { only: [...only] });
      expect(playlist.isPlayable).toBe(true);
      expect(playlist.master()).toContain(`CODECS="${codec}"`);
    }
  });

  it("is cut also where an encoder sends no key frames", () => {
    const { playlist, packager } = open();
    feed(packager, 1);
    const frame = tags.find(({ type, payload }) => type === 9 && payload[0] === 0x27);
    const video = frame && parseVideo(frame.payload);
    for (let time = 2_000; time < 40_000; time += 100) if (video) packager.video(video, time);
    expect(numbers(playlist.media(), /#EXTINF:([\d.]+)/g).length).toBeGreaterThan(2);
  });
});
