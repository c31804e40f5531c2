import assert from "node:assert/strict";
import * as cloudflare from "@pulumi/cloudflare";
import * as pulumi from "@pulumi/pulumi";
import { Broadcast, type BroadcastArgs } from "../../components/broadcast.ts";
import { LiveInput, Livestream } from "../../components/resources.ts";
import { thrownBy } from "../support/thrown.ts";
import { inputsOf, isSecret, names, settled, startEngine, valueOf } from "./mocked-engine.ts";

const SERVER = "rtmps://live.example.com:443/live/";
const youtube = { platform: "youtube", streamKey: "key-of-youtube" } as const;
const twitch = { platform: "twitch", streamKey: "key-of-twitch", enabled: false } as const;

async function broadcast(args?: BroadcastArgs) {
  const made = new Broadcast("event", args);
  return { made, all: await settled() };
}

/** The ways in and out, once they are known. */
async function waysOf(made: Broadcast) {
  const { liveInputId, ingestServer, streamKey, ingestUrl, ffmpegCommand, playbackUrl } = made;
  const ways = { liveInputId, ingestServer, streamKey, ingestUrl, ffmpegCommand, playbackUrl };
  return valueOf(pulumi.output(ways));
}

/** Those of the ways that are secret. */
async function secretsOf(made: Broadcast): Promise<string[]> {
  const keys = ["ingestServer", "streamKey", "ingestUrl", "ffmpegCommand", "playbackUrl"] as const;
  const secret = await Promise.all(keys.map((key) => pulumi.isSecret(made[key])));
  return keys.filter((_, at) => secret[at]);
}

beforeEach(() => startEngine());

describe("a broadcast", () => {
  it("is a hub by itself", async () => {
    const { made, all } = await broadcast();
    expect(names(all)).toStrictEqual(["Broadcast event", "LiveInput event"]);
    expect(inputsOf(all, "LiveInput event")).toStrictEqual({});
    expect([made.targets, made.livestream, made.meeting]).toStrictEqual([{}, undefined, undefined]);
  });

  it("has its ways in for OBS and for ffmpeg, and its way out", async () => {
    const { made } = await broadcast();
    const ingestUrl = `${SERVER}key-of-event`;
    expect(await waysOf(made)).toStrictEqual({
      liveInputId: "id-of-event",
      ingestServer: SERVER,
      streamKey: "key-of-event",
      ingestUrl,
      ffmpegCommand: `ffmpeg -re -i input.mp4 -c:v libx264 -preset veryfast -tune zerolatency -pix_fmt yuv420p -b:v 4500k -g 60 -c:a aac -b:a 160k -ar 44100 -f flv "${ingestUrl}"`,
      playbackUrl: "https://play.example.com/event/manifest/video.m3u8",
    });
    expect(await secretsOf(made)).toStrictEqual(["streamKey", "ingestUrl", "ffmpegCommand"]);
  });

  it("has a target for each platform on its hub", async () => {
    const { made, all } = await broadcast({ targets: { youtube, twitch }, accountId: "account" });
    const where = { liveInputId: "id-of-event", accountId: "account" };
    expect(inputsOf(all, "LiveInput event")).toStrictEqual({ accountId: "account" });
    expect(inputsOf(all, "RestreamTarget event-youtube")).toStrictEqual({ ...youtube, ...where });
    expect(inputsOf(all, "RestreamTarget event-twitch")).toStrictEqual({ ...twitch, ...where });
    expect(Object.keys(made.targets)).toStrictEqual(["youtube", "twitch"]);
    const target = all.find(({ name }) => name === "event-youtube");
    expect(isSecret(target?.inputs.streamKey)).toBe(true);
    expect(await valueOf(made.targets.youtube?.urn ?? assert.fail())).toMatch(
      /:Broadcast\$pulumi-nodejs:dynamic\/realtimekit:RestreamTarget::/,
    );
  });

  it("shows its picture in a livestream that it makes", async () => {
    const { made, all } = await broadcast({
      appId: "app",
      livestream: { name: "event", appId: undefined },
      targets: { youtube },
    });
    expect(inputsOf(all, "Livestream event")).toStrictEqual({ name: "event", appId: "app" });
    const target = all.find(({ name }) => name === "event-livestream");
    expect(inputsOf(all, "RestreamTarget event-livestream")).toStrictEqual({
      url: SERVER,
      streamKey: "key-of-stream-event",
      liveInputId: "id-of-event",
    });
    expect(isSecret(target?.inputs.streamKey)).toBe(true);
    const ways = await waysOf(made);
    expect(ways.playbackUrl).toBe("https://play.example.com/stream-event/manifest/video.m3u8");
    expect(ways.streamKey).toBe("key-of-event");
    expect(Object.keys(made.targets)).toStrictEqual(["youtube"]);
  });

  it("shows its picture in a livestream that is there", async () => {
    const livestream = new Livestream("keynote");
    const { made, all } = await broadcast({ livestream });
    expect(names(all)).toStrictEqual([
      "Broadcast event",
      "LiveInput event",
      "Livestream keynote",
      "RestreamTarget event-livestream",
    ]);
    const { streamKey } = inputsOf(all, "RestreamTarget event-livestream");
    expect(streamKey).toBe("key-of-stream-keynote");
    expect(made.livestream).toBe(livestream);
  });

  it("is fed by a meeting, which it records", async () => {
    const meeting = { title: "Panel", recordingConfig: { maxSeconds: 600 } };
    const { made, all } = await broadcast({ meeting, appId: "app" });
    expect(inputsOf(all, "Meeting event")).toStrictEqual({
      title: "Panel",
      appId: "app",
      recordOnStart: true,
      recordingConfig: {
        maxSeconds: 600,
        liveStreamingConfig: { rtmpUrl: `${SERVER}key-of-event` },
      },
    });
    expect(await valueOf(made.meeting?.id ?? assert.fail())).toBe("id-of-event");
  });
});

describe("a broadcast's hub", () => {
  const three = { youtube, twitch, third: { url: "srt://a.example.com:9", streamKey: "key-3" } };

  it("is what hubArgs say", async () => {
    const hubArgs = { displayName: "Event", recording: { mode: "automatic" } } as const;
    const { all } = await broadcast({
      hubArgs: { ...hubArgs, accountId: undefined },
      accountId: "a",
    });
    expect(inputsOf(all, "LiveInput event")).toStrictEqual({ ...hubArgs, accountId: "a" });
  });

  it("is an existing one by its id, which is only read", async () => {
    for (const hub of ["an-id", pulumi.output("an-id"), Promise.resolve("an-id")]) {
      startEngine();
      const { made, all } = await broadcast({ hub, targets: three });
      const read = all.filter(({ type, id }) => type.endsWith(":LiveInput") && id === "an-id");
      expect(read.length).toBe(1);
      expect(await valueOf(made.liveInputId)).toBe("an-id");
      for (const name of Object.keys(three))
        expect(inputsOf(all, `RestreamTarget event-${name}`).liveInputId).toBe("an-id");
    }
  });

  it("is a LiveInput of the program", async () => {
    const hub = new LiveInput("hub");
    const { made, all } = await broadcast({ hub, targets: three });
    expect(
      names(all)
        .filter((name) => name.startsWith("LiveInput"))
        .join(),
    ).toBe("LiveInput hub");
    expect((await waysOf(made)).streamKey).toBe("key-of-hub");
    for (const name of Object.keys(three))
      expect(inputsOf(all, `RestreamTarget event-${name}`).liveInputId).toBe("id-of-hub");
  });

  it("is a StreamLiveInput of @pulumi/cloudflare, by its uid, its keys secret", async () => {
    const hub = new cloudflare.StreamLiveInput("hub", { accountId: "account" });
    const { made, all } = await broadcast({ hub, targets: three, accountId: "account" });
    expect(names(all).slice(0, 4)).toStrictEqual([
      "Broadcast event",
      "RestreamTarget event-third",
      "RestreamTarget event-twitch",
      "RestreamTarget event-youtube",
    ]);
    expect(all.length).toBe(5);
    for (const name of Object.keys(three))
      expect(inputsOf(all, `RestreamTarget event-${name}`).liveInputId).toBe("uid-of-hub");
    const { ffmpegCommand, ...ways } = await waysOf(made);
    expect(ways).toStrictEqual({
      liveInputId: "uid-of-hub",
      ingestServer: SERVER,
      streamKey: "key-of-hub",
      ingestUrl: `${SERVER}key-of-hub`,
      playbackUrl: "https://customer-1.example.com/uid-of-hub/manifest/video.m3u8",
    });
    expect(ffmpegCommand.endsWith(` "${SERVER}key-of-hub"`)).toBe(true);
    // Theirs are not marked as secret by their provider.
    expect(await pulumi.isSecret(hub.rtmps)).toBe(false);
    expect(await secretsOf(made)).toStrictEqual(["streamKey", "ingestUrl", "ffmpegCommand"]);
  });

  it("of @pulumi/cloudflare takes a meeting's picture, with the key secret", async () => {
    const hub = new cloudflare.StreamLiveInput("hub", { accountId: "account" });
    const { all } = await broadcast({ hub, meeting: {} });
    const { recordingConfig } = inputsOf(all, "Meeting event");
    expect(recordingConfig).toStrictEqual({
      liveStreamingConfig: { rtmpUrl: `${SERVER}key-of-hub` },
    });
    const meeting = all.find(({ type }) => type.endsWith(":Meeting"));
    expect(isSecret(meeting?.inputs.recordingConfig)).toBe(true);
  });
});

describe("a broadcast is refused before anything is made:", () => {
  const targets = (count: number) =>
    Object.fromEntries([...Array(count).keys()].map((at) => [`target${at}`, youtube]));
  const own = { recordingConfig: { liveStreamingConfig: { rtmpUrl: "rtmps://a.example.com/x" } } };
  // Some of them the compiler refuses; JavaScript does not.
  const FAILURES: [what: string, args: object, messages: string[]][] = [
    [
      "hub with hubArgs",
      { hub: "an-id", hubArgs: {} },
      [
        "hubArgs: cannot be set together with hub, because an existing live input is not changed; remove one of them",
      ],
    ],
    [
      "51 targets",
      { targets: targets(51) },
      ["targets: 51 outputs are too many; a live input can have at most 50"],
    ],
    [
      "50 targets and a livestream",
      { targets: targets(50), livestream: {} },
      [
        "targets: 51 outputs, including the livestream's, are too many; a live input can have at most 50",
      ],
    ],
    [
      "a target named as the livestream's own",
      { targets: { livestream: youtube }, livestream: {} },
      ["targets.livestream: is the name of the livestream's own target; use another name"],
    ],
    [
      "a meeting with an RTMP address of its own",
      { meeting: own },
      [
        "meeting.recordingConfig.liveStreamingConfig: cannot be set here, because the meeting streams to the hub; remove it",
      ],
    ],
    [
      "two at once",
      { hub: "an-id", hubArgs: {}, targets: targets(51) },
      [
        "hubArgs: cannot be set together with hub, because an existing live input is not changed; remove one of them",
        "targets: 51 outputs are too many; a live input can have at most 50",
      ],
    ],
  ];
  for (const [what, args, messages] of FAILURES) {
    it(what, async () => {
      const message = messages.map((each) => `Broadcast event: ${each}`).join("\n");
      const error = thrownBy(() => new Broadcast("event", args));
      assert.ok(pulumi.RunError.isInstance(error));
      expect(error.message).toBe(message);
      expect(await settled()).toStrictEqual([]);
    });
  }

  const ALLOWED: [what: string, args: BroadcastArgs, count: number][] = [
    ["50 targets", { targets: targets(50) }, 50],
    ["49 targets and a livestream", { targets: targets(49), livestream: {} }, 50],
    ["a target named livestream without one", { targets: { livestream: youtube } }, 1],
    ["a recordingConfig that is an output", { meeting: { recordingConfig: pulumi.output({}) } }, 0],
  ];
  for (const [what, args, count] of ALLOWED) {
    it(`but not ${what}`, async () => {
      const { all } = await broadcast(args);
      expect(all.filter(({ type }) => type.endsWith(":RestreamTarget")).length).toBe(count);
    });
  }
});
