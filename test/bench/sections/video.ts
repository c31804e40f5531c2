/**
 * How quickly the emulator with --media plays what it gets, and what it costs. ffmpeg sends the documented test
 * picture; needs ffmpeg.
 */
import { execFile, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { EmulatorProcess } from "../../contract/emulator-process.ts";
import { callerOf, type Endpoint, MediaEmulator, mediaPlaylist } from "../../contract/media.ts";
import { FlvReader } from "../../../media/flv.ts";
import { parseAddress } from "../../../media/rtmp/address.ts";
import { RtmpClient } from "../../../media/rtmp/client.ts";
import { startRtmpServer } from "../../../media/rtmp/server.ts";
import { removeDirectory, temporaryDirectory } from "../../support/directory.ts";
import { eventually } from "../../support/eventually.ts";
import { Ffmpeg } from "../../support/ffmpeg.ts";
import { FFMPEG } from "../../support/installed.ts";
import { freePort } from "../../support/port.ts";
import { median } from "../measure.ts";
import type { Scale, Section } from "../row.ts";

const MEASURED_SECONDS = 10;

export async function video({ rounds }: Scale): Promise<Section[]> {
  const title = "The emulator's video: one 720p30 stream to three restream targets";
  if (FFMPEG === undefined) return [{ title: `${title} (not measured without ffmpeg)`, rows: [] }];
  const runs: Measured[] = [];
  for (let round = 0; round < rounds; round++) runs.push(await measure());
  const of = (key: keyof Measured) => median(runs.map((run) => run[key]));
  const alone = `${of("alone").toFixed(1)} % without targets`;
  return [
    {
      title,
      rows: [
        {
          what: "encoder connected until playable",
          value: of("playable"),
          unit: "ms",
          reach: 3000,
        },
        {
          what: "newest part, after its first frame was made",
          value: of("behind"),
          unit: "ms",
          reach: 200,
        },
        {
          what: "CPU, percent of a core",
          value: of("cpu"),
          unit: "percent",
          reach: 5,
          beside: alone,
        },
        { what: "memory", value: of("memory"), unit: "MiB" },
      ],
    },
  ];
}

interface Measured {
  readonly playable: number;
  readonly behind: number;
  /** With three targets, and with none: one after the other, so that a busy moment meets both. */
  readonly cpu: number;
  readonly alone: number;
  readonly memory: number;
}

async function measure(): Promise<Measured> {
  const data = await temporaryDirectory();
  const port = await freePort();
  const flags = ["--media", "--rtmp-port", String(await freePort())];
  const emulator = await EmulatorProcess.start(data, port, flags);
  const platform = await startRtmpServer(0, {
    app: "app",
    publish: () => ({ media: () => undefined, ended: () => undefined }),
  });
  const media = new MediaEmulator(callerOf(emulator.baseUrl));
  const hub = await media.liveInput();
  const targets = [];
  for (const key of ["one", "two", "three"])
    targets.push(await media.target(hub, `rtmp://127.0.0.1:${platform.port}/app`, key, false));
  const ffmpeg = Ffmpeg.start(hub.server + hub.key);
  try {
    await eventually(async () => (await media.liveInputStatus(hub)) === "connected", {
      everyMs: 5,
    });
    const began = performance.now();
    await eventually(async () => (await fetch(hub.playback)).ok, { everyMs: 5 });
    const playable = performance.now() - began;
    const alone = await cpuOf(emulator.pid);
    for (const target of targets) await media.enable(hub, target, true);
    await wait(3_000);
    const cpu = await cpuOf(emulator.pid);
    const memory = await memoryOf(emulator.pid);
    await ffmpeg.kill();
    return { playable, cpu, alone, memory, behind: await newestPart(media) };
  } finally {
    await ffmpeg.kill();
    await emulator.kill();
    await platform.close();
    await removeDirectory(data);
  }
}

/** A test picture whose timestamps are the clock's when each frame is made. */
const CLOCK = [
  ...["-re", "-f", "lavfi", "-i", "testsrc2=size=1280x720:rate=30"],
  ...["-vf", "settb=AVTB,setpts=RTCTIME", "-fps_mode", "passthrough"],
  ...["-enc_time_base", "1:1000", "-copyts", "-c:v", "libx264", "-preset", "veryfast"],
  ...["-tune", "zerolatency", "-pix_fmt", "yuv420p", "-b:v", "2500k", "-g", "60"],
  ...["-f", "flv", "pipe:1"],
];
/** FLV's timestamps have so many values. */
const WRAP = 2 ** 31;
const PARTS = 40;

/** How old the first frame of the newest part is when a player has loaded it: the median of some parts. */
async function newestPart(media: MediaEmulator): Promise<number> {
  const { server, key, playback, id } = await media.livestream("clock");
  const endpoint: Endpoint = { id, server, key, playback };
  const client = await RtmpClient.connect(parseAddress(server) ?? fail(server));
  await client.publish(key);
  const ffmpeg = spawn("ffmpeg", ["-hide_banner", "-loglevel", "error", ...CLOCK], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    let zero: number | undefined;
    const reader = new FlvReader();
    ffmpeg.stdout.on("data", (data: Buffer) => {
      for (const { type, timestamp, payload } of reader.read(data)) {
        // The first frame is at 0, as an encoder's is.
        if (timestamp > 0) zero ??= timestamp;
        client.send({ type, payload, timestamp: timestamp === 0 ? 0 : timestamp - (zero ?? 0) });
      }
    });
    await eventually(async () => (await fetch(playback)).ok);
    const ages: number[] = [];
    let playlist = await mediaPlaylist(endpoint);
    while (ages.length < PARTS) {
      const hint = /HINT:TYPE=PART,URI="(\d+)\.(\d+)\.m4s"/.exec(playlist) ?? fail("no hint");
      playlist = await mediaPlaylist(endpoint, `?_HLS_msn=${hint[1]}&_HLS_part=${hint[2]}`);
      const [, newest = ""] = [...playlist.matchAll(/#EXT-X-PART:.*URI="([^"]+)"/g)].at(-1) ?? [];
      const response = await fetch(playback.replace("video.m3u8", newest));
      const time = decodeTime(Buffer.from(await response.arrayBuffer()));
      ages.push((Date.now() - (time + (zero ?? 0)) + WRAP * 1000) % WRAP);
    }
    return median(ages);
  } finally {
    ffmpeg.kill("SIGKILL");
    client.close();
  }
}

function fail(what: string): never {
  throw new Error(`The emulator's video cannot be measured: ${what}`);
}

/** When the first video frame of a part is decoded, in milliseconds. */
function decodeTime(part: Buffer): number {
  return Number(part.readBigUInt64BE(part.indexOf("tfdt", 0, "latin1") + 8));
}

/** The CPU time that a process takes, in percent of a core. */
async function cpuOf(pid: number): Promise<number> {
  const before = await ticksOf(pid);
  const began = performance.now();
  await wait(MEASURED_SECONDS * 1000);
  const seconds = (performance.now() - began) / 1000;
  const { stdout } = await promisify(execFile)("getconf", ["CLK_TCK"]);
  return (((await ticksOf(pid)) - before) / Number(stdout) / seconds) * 100;
}

async function ticksOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8");
  const fields = (stat.split(") ").at(-1) ?? "").split(" ");
  return Number(fields[11]) + Number(fields[12]);
}

async function memoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}
