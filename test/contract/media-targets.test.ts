/** What a live input sends to its restream targets, while they come and go. */
import { connect, createServer, type Socket } from "node:net";
import { setImmediate as nextTurn, setTimeout as wait } from "node:timers/promises";
import { startRtmpServer, type RtmpServer } from "../../media/rtmp/server.ts";
import { closeAfterEach } from "../support/after-each.ts";
import { eventually } from "../support/eventually.ts";
import { TinyEncoder, tinyTags } from "../support/tiny-stream.ts";
import { mediaPerTest, mediaPlaylist } from "./media.ts";

const open = mediaPerTest();
const later = closeAfterEach();

/** Metadata and two configurations. */
const HEADERS = 3;

/** A platform that takes any key, and counts. */
class Platform {
  readonly keys: string[] = [];
  readonly payloads: string[] = [];
  readonly timestamps: number[] = [];
  ends = 0;
  #server: RtmpServer | undefined;

  static async start(port = 0): Promise<Platform> {
    const platform = new Platform();
    platform.#server = await startRtmpServer(port, {
      app: "app",
      publish: (key) => {
        platform.keys.push(key);
        return {
          media: ({ payload, timestamp }) => {
            platform.payloads.push(payload.toString("hex"));
            platform.timestamps.push(timestamp);
          },
          ended: () => {
            platform.ends++;
          },
        };
      },
    });
    later(() => platform.stop());
    return platform;
  }

  get port(): number {
    return this.#server?.port ?? 0;
  }

  get url(): string {
    return `rtmp://127.0.0.1:${this.port}/app`;
  }

  /** Waits until the emulator is connected; what is sent before, it gets only in part. */
  async connected(): Promise<void> {
    await eventually(() => this.payloads.length >= HEADERS);
  }

  async stop(): Promise<void> {
    await this.#server?.close();
  }
}

/** A connection to a port that can be shut: nothing goes through, as if the peer was slow. */
class Valve {
  readonly port: number;
  readonly #sockets: readonly Socket[];

  private constructor(port: number, sockets: readonly Socket[]) {
    this.port = port;
    this.#sockets = sockets;
  }

  static async start(to: number): Promise<Valve> {
    const sockets: Socket[] = [];
    const server = createServer((socket) => {
      const onward = connect(to, "127.0.0.1");
      sockets.push(socket);
      for (const each of [socket, onward]) each.on("error", () => undefined);
      socket.on("data", (data) => onward.write(data));
      onward.on("data", (data) => socket.write(data));
      socket.on("close", () => onward.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    later(() => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    return new Valve((server.address() as { port: number }).port, sockets);
  }

  shut(): void {
    for (const socket of this.#sockets) socket.pause();
  }

  open(): void {
    for (const socket of this.#sockets) socket.resume();
  }
}

/** No key frame. */
const BIG_FRAME = Buffer.alloc(500_000, 1);
Buffer.from([0x27, 1, 0, 0, 0]).copy(BIG_FRAME);
const FRAMES = 80;

/** The configuration of the recording's video, as a platform gets it. */
const [, config] = tinyTags().map(({ payload }) => payload.toString("hex"));

const isKey = (payload: string) => payload.startsWith("1701");

describe("restream targets", () => {
  it("all get the video; one that is switched off stops alone, and begins with a key frame again", async () => {
    const media = await open();
    const hub = await media.liveInput();
    const platforms = [await Platform.start(), await Platform.start(), await Platform.start()];
    const ids: string[] = [];
    for (const [at, { url }] of platforms.entries())
      ids.push(await media.target(hub, url, `key ${at}`));
    const encoder = await TinyEncoder.start(hub.server, hub.key);
    for (const platform of platforms) await platform.connected();
    encoder.send();
    const [first, second, third] = platforms;
    for (const platform of platforms)
      await eventually(() => platform.payloads.length >= tinyTags().length);
    expect(platforms.map(({ keys }) => keys)).toStrictEqual([["key 0"], ["key 1"], ["key 2"]]);

    await media.enable(hub, ids[1] ?? "", false);
    await eventually(() => second?.ends === 1);
    const before = platforms.map(({ payloads }) => payloads.length);
    encoder.send();
    await eventually(() => (first?.payloads.length ?? 0) > (before[0] ?? 0));
    await eventually(() => (third?.payloads.length ?? 0) > (before[2] ?? 0));
    expect(platforms.map(({ ends }) => ends)).toStrictEqual([0, 1, 0]);
    expect(second?.payloads.length).toBe(before[1]);

    await media.enable(hub, ids[1] ?? "", true);
    // The group of pictures that is under way: it starts at once, not with the next key frame.
    await eventually(() => second?.payloads.slice(before[1]).some(isKey));
    expect(second?.payloads.slice(before[1])).toContain(config);
    encoder.close();
    for (const platform of platforms) await eventually(() => platform.ends > 0);
  });

  it("are connected again when they come back", async () => {
    const media = await open();
    const hub = await media.liveInput();
    const platform = await Platform.start();
    const { port, url } = platform;
    await media.target(hub, url, "the key");
    const encoder = await TinyEncoder.start(hub.server, hub.key);
    await platform.connected();
    encoder.send();
    await eventually(() => platform.payloads.length > HEADERS);
    await platform.stop();
    encoder.send();
    const again = await Platform.start(port);
    await eventually(() => again.payloads.some(isKey));
    expect(again.keys).toStrictEqual(["the key"]);
    // Playback did not stop.
    expect(await mediaPlaylist(hub)).toContain("#EXTINF");
  });

  it("get timestamps that go on when another encoder takes over", async () => {
    const media = await open();
    const hub = await media.liveInput();
    const platform = await Platform.start();
    await media.target(hub, platform.url, "the key");
    const first = await TinyEncoder.start(hub.server, hub.key);
    await platform.connected();
    first.send(2);
    await eventually(() => platform.payloads.length > 100);
    // All of it: sound and pictures come by turns, and neither waits for the other.
    let before = 0;
    while (platform.timestamps.length > before) {
      before = platform.timestamps.length;
      await wait(300);
    }
    first.kill();
    const second = await TinyEncoder.start(hub.server, hub.key);
    second.send();
    await eventually(() => platform.payloads.length >= before + tinyTags().length);
    const last = Math.max(...platform.timestamps.slice(0, before));
    expect(Math.min(...platform.timestamps.slice(before))).toBeGreaterThanOrEqual(last);
    expect(platform.keys).toHaveLength(1);
  });

  it("that never answer do not hold up the others", async () => {
    const media = await open();
    const hub = await media.liveInput();
    const stuck = createServer();
    const sockets: Socket[] = [];
    stuck.on("connection", (socket) => sockets.push(socket.pause()));
    await new Promise<void>((resolve) => stuck.listen(0, "127.0.0.1", resolve));
    later(() => {
      for (const socket of sockets) socket.destroy();
      stuck.close();
    });
    const { port } = stuck.address() as { port: number };
    await media.target(hub, `rtmp://127.0.0.1:${port}/app`, "the key");
    const platform = await Platform.start();
    await media.target(hub, platform.url, "the key");
    const encoder = await TinyEncoder.start(hub.server, hub.key);
    await platform.connected();
    encoder.send(20);
    await eventually(() => platform.payloads.length > 1_000);
  });

  it("that take too little get no more until a key frame, instead of all of it late", async () => {
    const media = await open();
    const hub = await media.liveInput();
    const platform = await Platform.start();
    const valve = await Valve.start(platform.port);
    await media.target(hub, `rtmp://127.0.0.1:${valve.port}/app`, "the key");
    const encoder = await TinyEncoder.start(hub.server, hub.key);
    await platform.connected();
    encoder.send();
    await eventually(() => platform.payloads.length >= tinyTags().length);
    valve.shut();
    // Much more than the buffers of the sockets hold.
    for (let sent = 0; sent < FRAMES; sent++) {
      encoder.client.send({ type: 9, timestamp: 2_000 + sent, payload: BIG_FRAME });
      await nextTurn();
    }
    // Playback has them all: the target has held up nothing.
    await eventually(async () => (await mediaPlaylist(hub)).length > 0);
    valve.open();
    await eventually(() => platform.payloads.at(-1)?.length === 2 * BIG_FRAME.length);
    const isBig = ({ length }: string) => length === 2 * BIG_FRAME.length;
    await eventually(
      () => {
        // While the buffers run empty, what is sent is still left out.
        encoder.send();
        return platform.payloads.slice(platform.payloads.findLastIndex(isBig)).some(isKey);
      },
      { everyMs: 200 },
    );
    const big = platform.payloads.findLastIndex(isBig);
    expect(platform.payloads.filter(isBig).length).toBeLessThan(FRAMES);
    const nextVideo = platform.payloads.slice(big + 1).find((payload) => /^[12]7/.test(payload));
    expect(isKey(nextVideo ?? "")).toBe(true);
    expect(platform.keys).toHaveLength(1);
  });

  it("of another protocol are left out, and the page says so", async () => {
    const media = await open();
    const hub = await media.liveInput();
    await media.target(hub, "srt://example.com:778", "the key");
    await TinyEncoder.start(hub.server, hub.key);
    const state = await eventually(async () => {
      const text = await (await fetch(`${media.origin}/on-air/state`)).text();
      return text.includes("Not connected") && text;
    });
    expect(state).toContain("The emulator sends to rtmp:// and rtmps:// URLs only.");
  });
});
