import assert from "node:assert/strict";
import { beforeEach, describe, it } from "node:test";
import * as cloudflare from "@pulumi/cloudflare";
import * as pulumi from "@pulumi/pulumi";
import { Broadcast, type BroadcastArgs } from "../../components/broadcast.ts";
import { LiveInput } from "../../components/live-input.ts";
import { Livestream } from "../../components/livestream.ts";
import { inputsOf, isSecret, names, settled, startEngine, valueOf } from "./engine.ts";

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
    assert.deepEqual(names(all), ["Broadcast event", "LiveInput event"]);
    assert.deepEqual(inputsOf(all, "LiveInput event"), {});
    assert.deepEqual([made.targets, made.livestream, made.meeting], [{}, undefined, undefined]);
  });

  it("has its ways in for OBS and for ffmpeg, and its way out", async () => {
    const { made } = await broadcast();
    const ingestUrl = `${SERVER}key-of-event`;
    assert.deepEqual(await waysOf(made), {
      liveInputId: "id-of-event",
      ingestServer: SERVER,
      streamKey: "key-of-event",
      ingestUrl,
      ffmpegCommand: `ffmpeg -re -i input.mp4 -c:v libx264 -preset veryfast -tune zerolatency -pix_fmt yuv420p -b:v 4500k -g 60 -c:a aac -b:a 160k -ar 44100 -f flv "${ingestUrl}"`,
      playbackUrl: "https://play.example.com/event/manifest/video.m3u8",
    });
    assert.deepEqual(await secretsOf(made), ["streamKey", "ingestUrl", "ffmpegCommand"]);
  });

  it("has a target for each platform on its hub", async () => {
    const { made, all } = await broadcast({ targets: { youtube, twitch }, accountId: "account" });
    const where = { liveInputId: "id-of-event", accountId: "account" };
    assert.deepEqual(inputsOf(all, "LiveInput event"), { accountId: "account" });
    assert.deepEqual(inputsOf(all, "RestreamTarget event-youtube"), { ...youtube, ...where });
    assert.deepEqual(inputsOf(all, "RestreamTarget event-twitch"), { ...twitch, ...where });
    assert.deepEqual(Object.keys(made.targets), ["youtube", "twitch"]);
    const target = all.find(({ name }) => name === "event-youtube");
    assert.ok(isSecret(target?.inputs.streamKey), "the platform's key is not secret");
    assert.match(
      await valueOf(made.targets.youtube?.urn ?? assert.fail()),
      /:Broadcast\$pulumi-nodejs:dynamic\/realtimekit:RestreamTarget::/,
    );
  });

  it("shows its picture in a livestream that it makes", async () => {
    const { made, all } = await broadcast({
      appId: "app",
      livestream: { name: "event", appId: undefined },
      targets: { youtube },
    });
    assert.deepEqual(inputsOf(all, "Livestream event"), { name: "event", appId: "app" });
    const target = all.find(({ name }) => name === "event-livestream");
    assert.deepEqual(inputsOf(all, "RestreamTarget event-livestream"), {
      url: SERVER,
      streamKey: "key-of-stream-event",
      liveInputId: "id-of-event",
    });
    assert.ok(isSecret(target?.inputs.streamKey), "the livestream's key is not secret");
    const ways = await waysOf(made);
    assert.equal(ways.playbackUrl, "https://play.example.com/stream-event/manifest/video.m3u8");
    assert.equal(ways.streamKey, "key-of-event");
    assert.deepEqual(Object.keys(made.targets), ["youtube"]);
  });

  it("shows its picture in a livestream that is there", async () => {
    const livestream = new Livestream("keynote");
    const { made, all } = await broadcast({ livestream });
    assert.deepEqual(names(all), [
      "Broadcast event",
      "LiveInput event",
      "Livestream keynote",
      "RestreamTarget event-livestream",
    ]);
    const { streamKey } = inputsOf(all, "RestreamTarget event-livestream");
    assert.equal(streamKey, "key-of-stream-keynote");
    assert.equal(made.livestream, livestream);
  });

  it("is fed by a meeting, which it records", async () => {
    const meeting = { title: "Panel", recordingConfig: { maxSeconds: 600 } };
    const { made, all } = await broadcast({ meeting, appId: "app" });
    assert.deepEqual(inputsOf(all, "Meeting event"), {
      title: "Panel",
      appId: "app",
      recordOnStart: true,
      recordingConfig: {
        maxSeconds: 600,
        liveStreamingConfig: { rtmpUrl: `${SERVER}key-of-event` },
      },
    });
    assert.equal(await valueOf(made.meeting?.id ?? assert.fail()), "id-of-event");
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
    assert.deepEqual(inputsOf(all, "LiveInput event"), { ...hubArgs, accountId: "a" });
  });

  it("is an existing one by its id, which is only read", async () => {
    for (const hub of ["an-id", pulumi.output("an-id"), Promise.resolve("an-id")]) {
      startEngine();
      const { made, all } = await broadcast({ hub, targets: three });
      const read = all.filter(({ type, id }) => type.endsWith(":LiveInput") && id === "an-id");
      assert.equal(read.length, 1);
      assert.equal(await valueOf(made.liveInputId), "an-id");
      for (const name of Object.keys(three))
        assert.equal(inputsOf(all, `RestreamTarget event-${name}`).liveInputId, "an-id");
    }
  });

  it("is a LiveInput of the program", async () => {
    const hub = new LiveInput("hub");
    const { made, all } = await broadcast({ hub, targets: three });
    assert.equal(
      names(all)
        .filter((name) => name.startsWith("LiveInput"))
        .join(),
      "LiveInput hub",
    );
    assert.equal((await waysOf(made)).streamKey, "key-of-hub");
    for (const name of Object.keys(three))
      assert.equal(inputsOf(all, `RestreamTarget event-${name}`).liveInputId, "id-of-hub");
  });

  it("is a StreamLiveInput of @pulumi/cloudflare, by its uid, its keys secret", async () => {
    const hub = new cloudflare.StreamLiveInput("hub", { accountId: "account" });
    const { made, all } = await broadcast({ hub, targets: three, accountId: "account" });
    assert.deepEqual(names(all).slice(0, 4), [
      "Broadcast event",
      "RestreamTarget event-third",
      "RestreamTarget event-twitch",
      "RestreamTarget event-youtube",
    ]);
    assert.equal(all.length, 5);
    for (const name of Object.keys(three))
      assert.equal(inputsOf(all, `RestreamTarget event-${name}`).liveInputId, "uid-of-hub");
    const { ffmpegCommand, ...ways } = await waysOf(made);
    assert.deepEqual(ways, {
      liveInputId: "uid-of-hub",
      ingestServer: SERVER,
      streamKey: "key-of-hub",
      ingestUrl: `${SERVER}key-of-hub`,
      playbackUrl: "https://customer-1.example.com/uid-of-hub/manifest/video.m3u8",
    });
    assert.ok(ffmpegCommand.endsWith(`"${SERVER}key-of-hub"`));
    // Theirs are not marked as secret by their provider.
    assert.equal(await pulumi.isSecret(hub.rtmps), false);
    assert.deepEqual(await secretsOf(made), ["streamKey", "ingestUrl", "ffmpegCommand"]);
  });

  it("of @pulumi/cloudflare takes a meeting's picture, with the key secret", async () => {
    const hub = new cloudflare.StreamLiveInput("hub", { accountId: "account" });
    const { all } = await broadcast({ hub, meeting: {} });
    const { recordingConfig } = inputsOf(all, "Meeting event");
    assert.deepEqual(recordingConfig, {
      liveStreamingConfig: { rtmpUrl: `${SERVER}key-of-hub` },
    });
    const meeting = all.find(({ type }) => type.endsWith(":Meeting"));
    assert.ok(isSecret(meeting?.inputs.recordingConfig), "the hub's key is not secret");
  });
});

describe("a broadcast is refused before anything is made:", () => {
  const targets = (count: number) =>
    Object.fromEntries([...Array(count).keys()].map((at) => [`target${at}`, youtube]));
  const own = { recordingConfig: { liveStreamingConfig: { rtmpUrl: "rtmps://a.example.com/x" } } };
  const FAILURES: [what: string, args: BroadcastArgs, messages: string[]][] = [
    [
      "hub with hubArgs",
      { hub: "an-id", hubArgs: {} },
      ["hubArgs: not together with hub, which is as it is; remove one of them"],
    ],
    [
      "51 targets",
      { targets: targets(51) },
      ["targets: 51 outputs are too many; a live input has at most 50"],
    ],
    [
      "50 targets and a livestream",
      { targets: targets(50), livestream: {} },
      ["targets: 51 outputs with the livestream's are too many; a live input has at most 50"],
    ],
    [
      "a target named as the livestream's own",
      { targets: { livestream: youtube }, livestream: {} },
      ["targets.livestream: the name is that of the livestream's own target; give another"],
    ],
    [
      "a meeting with an RTMP address of its own",
      { meeting: own },
      [
        "meeting.recordingConfig.liveStreamingConfig: the hub is where the meeting's picture goes; remove it",
      ],
    ],
    [
      "two at once",
      { hub: "an-id", hubArgs: {}, targets: targets(51) },
      [
        "hubArgs: not together with hub, which is as it is; remove one of them",
        "targets: 51 outputs are too many; a live input has at most 50",
      ],
    ],
  ];
  for (const [what, args, messages] of FAILURES) {
    it(what, async () => {
      const message = messages.map((each) => `Broadcast event: ${each}`).join("\n");
      assert.throws(
        () => new Broadcast("event", args),
        (error) => {
          assert.ok(pulumi.RunError.isInstance(error));
          assert.equal(error.message, message);
          return true;
        },
      );
      assert.deepEqual(await settled(), []);
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
      assert.equal(all.filter(({ type }) => type.endsWith(":RestreamTarget")).length, count);
    });
  }
});
