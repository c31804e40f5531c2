/** Who may send video to the emulator, and what the API says about it. */
import { once } from "node:events";
import { connect } from "node:net";
import { PublishFailure } from "../../media/rtmp/failure.ts";
import { directoryPerTest } from "../support/after-each.ts";
import { eventually } from "../support/eventually.ts";
import { KIT, STREAM } from "../support/emulator.ts";
import { TinyEncoder } from "../support/tiny-stream.ts";
import { type Endpoint, mediaPerTest, mediaPlaylist } from "./media.ts";

const newDirectory = directoryPerTest();
const open = mediaPerTest();

async function refusal({ server, key }: Pick<Endpoint, "server" | "key">): Promise<PublishFailure> {
  const error: unknown = await TinyEncoder.start(server, key).then(
    (encoder) => encoder.close(),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(PublishFailure);
  return error as PublishFailure;
}

describe("the ingest server that the API hands out", () => {
  it("is this machine's with media, and Cloudflare's without", async () => {
    const data = await newDirectory();
    const media = await open({ data });
    const port = media.emulator.mediaPort;
    const { id } = await media.liveInput();
    const livestream = await media.livestream();
    expect(livestream.server).toBe(`rtmp://127.0.0.1:${port}/live/`);
    expect((await media.liveInput()).server).toBe(livestream.server);
    expect(livestream.playback).toMatch(
      new RegExp(`^${media.origin}/[0-9a-f]{32}/manifest/video\\.m3u8$`),
    );
    await media.emulator.close();

    const without = await open({ data, mediaPort: undefined });
    expect(without.emulator.mediaPort).toBe(undefined);
    const body = await without.call("GET", `${STREAM}/${id}`);
    expect(JSON.stringify(body)).toContain("rtmps://live.cloudflare.com:443/live/");
    expect(JSON.stringify(await without.shown(livestream))).not.toContain("127.0.0.1");
    expect((await fetch(`${without.origin}/`)).status).toBe(404);
  });
});

describe("a stream key", () => {
  it("that does not exist, or no longer, is refused", async () => {
    const media = await open();
    const hub = await media.liveInput();
    const error = await refusal({ server: hub.server, key: "wrong" });
    expect([error.reason, error.message]).toStrictEqual([
      "refused key",
      `127.0.0.1:${media.emulator.mediaPort} refused the stream key (NetStream.Publish.BadName).`,
    ]);
    expect((await refusal({ server: hub.server, key: "" })).reason).toBe("refused key");
    await media.call("DELETE", `${STREAM}/${hub.id}`);
    expect((await refusal(hub)).reason).toBe("refused key");
  });

  it("of a disabled live input is refused, and let in once it is enabled", async () => {
    const media = await open();
    const hub = await media.liveInput({ enabled: false });
    expect((await refusal(hub)).reason).toBe("refused key");
    await media.call("PUT", `${STREAM}/${hub.id}`, { enabled: true });
    (await TinyEncoder.start(hub.server, hub.key)).close();
  });

  it("of a live input that is disabled or deleted on air is cut off", async () => {
    const media = await open();
    for (const act of [["PUT", { enabled: false }], ["DELETE"]] as const) {
      const hub = await media.liveInput();
      const lost = Promise.withResolvers<PublishFailure>();
      const encoder = await TinyEncoder.start(hub.server, hub.key, { onLost: lost.resolve });
      encoder.send();
      await media.call(act[0], `${STREAM}/${hub.id}`, act[1]);
      expect((await lost.promise).reason).toBe("connection lost");
    }
  });

  it("belongs to the application live", async () => {
    const media = await open();
    const { server, key } = await media.liveInput();
    const error = await refusal({ server: server.replace("/live/", "/other"), key });
    expect([error.reason, error.message]).toStrictEqual([
      "unknown application",
      `127.0.0.1:${media.emulator.mediaPort} refused the application "other" ` +
        '(NetConnection.Connect.InvalidApp: The application is live, not "other".).',
    ]);
  });
});

describe("the status of a livestream", () => {
  it("is LIVE with a session while video comes in, and ends with it", async () => {
    const media = await open();
    const keynote = await media.livestream();
    const encoder = await TinyEncoder.start(keynote.server, keynote.key);
    encoder.send(3);
    await mediaPlaylist(keynote);
    expect((await media.shown(keynote)).status).toBe("LIVE");
    const active = `${KIT}/livestreams/${keynote.id}/active-livestream-session`;
    expect((await media.emulator.call("GET", active)).status).toBe(200);

    encoder.close();
    const ended = await eventually(async () => {
      const shown = await media.shown(keynote);
      return shown.status === "OFFLINE" && shown;
    });
    // Three times two seconds, more or less a frame.
    expect(ended.ingest_seconds).toBeGreaterThan(5);
    expect(ended.ingest_seconds).toBeLessThan(6.5);
    expect((await media.emulator.call("GET", active)).status).toBe(404);
  });

  it("counts what viewers have loaded, once", async () => {
    const media = await open();
    const keynote = await media.livestream();
    const encoder = await TinyEncoder.start(keynote.server, keynote.key);
    encoder.send(3);
    const playlist = await mediaPlaylist(keynote);
    const [, segment = ""] = /^(\d+\.m4s)$/m.exec(playlist) ?? [];
    await (await fetch(keynote.playback.replace("video.m3u8", segment))).arrayBuffer();
    encoder.close();
    const ended = await eventually(async () => {
      const shown = await media.shown(keynote);
      return shown.status === "OFFLINE" && shown;
    });
    expect(ended.viewer_seconds).toBe(1);
  });

  it("goes on with an encoder that was killed and comes back", async () => {
    const media = await open();
    const keynote = await media.livestream();
    const first = await TinyEncoder.start(keynote.server, keynote.key);
    first.send(2);
    await mediaPlaylist(keynote);
    first.kill();

    const second = await TinyEncoder.start(keynote.server, keynote.key);
    second.send(2);
    const playlist = await eventually(async () => {
      const text = await mediaPlaylist(keynote);
      return text.includes("#EXT-X-DISCONTINUITY\n") && text;
    });
    // The segments of the first one are still there.
    expect(playlist.split("#EXT-X-DISCONTINUITY\n")[0]).toMatch(/\d+\.m4s/);
    expect((await media.shown(keynote)).status).toBe("LIVE");
    second.close();
    const ended = await eventually(async () => {
      const shown = await media.shown(keynote);
      return shown.status === "OFFLINE" && shown;
    });
    // One session has what both have sent.
    expect(ended.ingest_seconds).toBeGreaterThan(6);
  });

  it("is also that of an encoder that takes the place of one that is still connected", async () => {
    const media = await open();
    const keynote = await media.livestream();
    const lost = Promise.withResolvers<PublishFailure>();
    await TinyEncoder.start(keynote.server, keynote.key, { onLost: lost.resolve });
    const second = await TinyEncoder.start(keynote.server, keynote.key);
    expect((await lost.promise).reason).toBe("connection lost");
    second.send(2);
    await mediaPlaylist(keynote);
    expect((await media.shown(keynote)).status).toBe("LIVE");
  });
});

describe("the status of a live input", () => {
  it("is whether its encoder is connected", async () => {
    const media = await open();
    const hub = await media.liveInput();
    expect(await media.liveInputStatus(hub)).toBe(null);
    const encoder = await TinyEncoder.start(hub.server, hub.key);
    expect(await media.liveInputStatus(hub)).toBe("connected");
    encoder.kill();
    await eventually(async () => (await media.liveInputStatus(hub)) === "reconnecting");
    const next = await TinyEncoder.start(hub.server, hub.key);
    expect(await media.liveInputStatus(hub)).toBe("connected");
    next.close();
    await eventually(async () => (await media.liveInputStatus(hub)) === "client_disconnect");
  });
});

describe("a peer that is no encoder", () => {
  it("is cut off, and others go on", async () => {
    const media = await open();
    const keynote = await media.livestream();
    const encoder = await TinyEncoder.start(keynote.server, keynote.key);
    const greeting = Buffer.alloc(1 + 2 * 1536);
    greeting[0] = 3;
    for (const bytes of [
      Buffer.from("GET / HTTP/1.1\r\n\r\n"),
      // After the handshake: a chunk without a header; AMF that is cut off.
      Buffer.concat([greeting, Buffer.from([0xc4, 1, 2])]),
      Buffer.concat([greeting, Buffer.from([3, 0, 0, 0, 0, 0, 2, 20, 0, 0, 0, 0, 2, 0xff])]),
    ]) {
      const socket = connect(media.emulator.mediaPort ?? 0, "127.0.0.1");
      socket.on("error", () => undefined);
      socket.resume();
      socket.write(bytes);
      await once(socket, "close");
    }
    encoder.send(2);
    await mediaPlaylist(keynote);
  });

  it("sends another codec, and is told", async () => {
    const media = await open();
    const keynote = await media.livestream();
    const lost = Promise.withResolvers<PublishFailure>();
    const encoder = await TinyEncoder.start(keynote.server, keynote.key, { onLost: lost.resolve });
    const said: unknown[] = [];
    const { error } = console;
    console.error = (text: unknown) => void said.push(text);
    try {
      encoder.client.send({ type: 9, timestamp: 0, payload: Buffer.from("\x91hvc1", "latin1") });
      expect((await lost.promise).reason).toBe("connection lost");
    } finally {
      console.error = error;
    }
    expect(said).toStrictEqual(["keynote: The video codec is hvc1, not H.264."]);
  });
});
