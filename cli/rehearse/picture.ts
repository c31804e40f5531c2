/**
 * The test picture: moving bars, and at its foot two rows of 32 cells, each white for 1 and black for 0. The
 * upper row is the clock of this machine in milliseconds when the frame was made, and the lower row a number
 * of this rehearsal. A decoded frame so proves that it is this video, and shows how old it is.
 */
import { randomInt } from "node:crypto";

export const WIDTH = 1280;
export const HEIGHT = 720;
export const FRAMES_PER_SECOND = 30;

const BITS = 32;
const CELL = WIDTH / BITS;
const CLOCK_TOP = HEIGHT - 2 * CELL;
const NONCE_TOP = HEIGHT - CELL;

/** What the two rows of a frame say. */
export interface Reading {
  readonly nonce: number;
  /** The clock modulo 2^32, in milliseconds. */
  readonly clock: number;
}

export function newNonce(): number {
  return randomInt(1, 2 ** BITS);
}

/** ffmpeg's filters that draw the rows. */
export function filters(nonce: number): string {
  const cell = (bit: number, top: number, more = "") =>
    `drawbox=x=${bit * CELL}:y=${top}:w=${CELL}:h=${CELL}:color=white:t=fill${more}`;
  const bits = Array.from({ length: BITS }, (_, bit) => bit);
  const weight = (bit: number) => 2 ** (BITS - 1 - bit);
  const clock = bits.map((bit) =>
    cell(bit, CLOCK_TOP, `:enable='mod(floor(t*1000/${weight(bit)}),2)'`),
  );
  const own = bits
    .filter((bit) => Math.floor(nonce / weight(bit)) % 2 === 1)
    .map((bit) => cell(bit, NONCE_TOP));
  return [
    // The time of a frame is the clock's while the cells are drawn.
    "settb=AVTB,setpts=RTCTIME",
    `drawbox=x=0:y=${CLOCK_TOP}:w=${WIDTH}:h=${2 * CELL}:color=black:t=fill`,
    ...clock,
    ...own,
    "setpts=PTS-STARTPTS",
  ].join(",");
}

/** Frames are read at half of the size, in grey. */
const SCALE = 2;
const [SMALL_WIDTH, SMALL_HEIGHT] = [WIDTH / SCALE, HEIGHT / SCALE];

/** ffmpeg's arguments that make bytes of frames, for {@link readFrame}. */
export const asBytes = [
  ...["-vf", `scale=${SMALL_WIDTH}:${SMALL_HEIGHT}:flags=area,format=gray`],
  ...["-f", "rawvideo", "pipe:1"],
];

export const FRAME_BYTES = SMALL_WIDTH * SMALL_HEIGHT;

/** What a frame says; undefined if a cell is neither black nor white. */
export function readFrame(frame: Buffer): Reading | undefined {
  const clock = readRow(frame, CLOCK_TOP / SCALE);
  const nonce = readRow(frame, NONCE_TOP / SCALE);
  return clock === undefined || nonce === undefined ? undefined : { clock, nonce };
}

/** Cells whose mean is between these are not read. */
const [DARKEST, BRIGHTEST] = [90, 165];

function readRow(frame: Buffer, top: number): number | undefined {
  let value = 0;
  for (let bit = 0; bit < BITS; bit++) {
    const mean = meanOf(frame, (bit * CELL) / SCALE, top);
    if (mean > DARKEST && mean < BRIGHTEST) return undefined;
    value = value * 2 + (mean >= BRIGHTEST ? 1 : 0);
  }
  return value;
}

/** The mean of the middle of a cell, because encoders blur the borders. */
function meanOf(frame: Buffer, left: number, top: number): number {
  const size = CELL / SCALE;
  const [from, to] = [size / 4, (size * 3) / 4];
  let sum = 0;
  let count = 0;
  for (let y = Math.ceil(from); y < to; y++)
    for (let x = Math.ceil(from); x < to; x++, count++)
      sum += frame[(top + y) * SMALL_WIDTH + left + x] ?? 0;
  return sum / count;
}

/** How old a frame is at `now`, in milliseconds. The clock in it has 32 bits, which is 49 days. */
export function ageOf({ clock }: Reading, now: number): number {
  const period = 2 ** BITS;
  const age = (now - clock) % period;
  return age > period / 2 ? age - period : age;
}
