/** The clock and the number in the test picture. */
import {
  ageOf,
  asBytes,
  filters,
  FRAME_BYTES,
  HEIGHT,
  newNonce,
  readFrame,
  WIDTH,
} from "../../cli/rehearse/picture.ts";
import { execa } from "execa";
import { FFMPEG as ffmpeg } from "../support/installed.ts";

/** A frame, as it is read: a row of 32 cells of 20 by 20 for each number. */
function frame(clock: number, nonce: number, [black, white] = [16, 235]): Buffer {
  const bytes = Buffer.alloc(FRAME_BYTES, 120);
  const row = (top: number, value: number) => {
    for (let bit = 0; bit < 32; bit++) {
      const shade = Math.floor(value / 2 ** (31 - bit)) % 2 === 1 ? white : black;
      for (let y = top; y < top + 20; y++)
        bytes.fill(shade, y * 640 + bit * 20, y * 640 + bit * 20 + 20);
    }
  };
  row(320, clock);
  row(340, nonce);
  return bytes;
}

it("are read from a frame", () => {
  expect(readFrame(frame(0xdead_beef, 0x0123_4567))).toStrictEqual({
    clock: 0xdead_beef,
    nonce: 0x0123_4567,
  });
});

it("are not read from another picture", () => {
  expect(readFrame(Buffer.alloc(FRAME_BYTES, 128))).toBeUndefined();
  expect(readFrame(frame(1, 1, [100, 150]))).toBeUndefined();
});

it("say how old a frame is, also when the clock in it begins again", () => {
  const reading = (clock: number) => ({ clock, nonce: 1 });
  expect(ageOf(reading(1_000), 2 ** 32 * 7 + 1_250)).toBe(250);
  expect(ageOf(reading(2 ** 32 - 100), 2 ** 32 * 7 + 50)).toBe(150);
  // A clock that is corrected meanwhile.
  expect(ageOf(reading(1_000), 2 ** 32 * 7 + 990)).toBe(-10);
});

(ffmpeg ? it : it.skip)("survive ffmpeg's encoder", async () => {
  const nonce = newNonce();
  const before = Date.now();
  const encoded = await execa(
    ffmpeg ?? "",
    [
      ...["-loglevel", "error", "-f", "lavfi", "-i", `testsrc2=size=${WIDTH}x${HEIGHT}:rate=30`],
      ...["-vf", filters(nonce), "-frames:v", "5", "-pix_fmt", "yuv420p", "-c:v", "libx264"],
      ...["-preset", "ultrafast", "-b:v", "500k", "-f", "flv", "pipe:1"],
    ],
    { encoding: "buffer" },
  );
  const { stdout } = await execa(ffmpeg ?? "", ["-loglevel", "error", "-i", "pipe:0", ...asBytes], {
    encoding: "buffer",
    input: encoded.stdout,
  });
  const frames = Buffer.from(stdout);
  expect(frames.length).toBe(5 * FRAME_BYTES);
  const readings = [0, 4].map((at) =>
    readFrame(frames.subarray(at * FRAME_BYTES, (at + 1) * FRAME_BYTES)),
  );
  for (const reading of readings) {
    expect(reading?.nonce).toBe(nonce);
    const age = ageOf(reading ?? { clock: 0, nonce: 0 }, Date.now());
    expect(age).toBeGreaterThanOrEqual(0);
    expect(age).toBeLessThanOrEqual(Date.now() - before);
  }
});
