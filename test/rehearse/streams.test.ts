/** What of a stack's state is rehearsed. */
import { streamsIn } from "../../cli/rehearse/streams.ts";

const DYNAMIC = "pulumi-nodejs:dynamic/realtimekit:";
const NATIVE = "realtimekit:index:";

function secret(plain: string) {
  return {
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    plaintext: JSON.stringify(plain),
  };
}

function resource(
  kind: string,
  name: string,
  outputs: Record<string, unknown>,
  { prefix = DYNAMIC, inputs = {}, id = `${name}-id` } = {},
) {
  const type = prefix + kind;
  return { urn: `urn:pulumi:s::p::${type}::${name}`, type, id, inputs, outputs };
}

function stream(name: string, key: string) {
  return {
    ingestServer: "rtmps://live.example.com:443/live/",
    streamKey: secret(key),
    playbackUrl: `https://play.example.com/${name}/video.m3u8`,
  };
}

it("is each livestream and each live input, with its targets", () => {
  const found = streamsIn([
    resource("Livestream", "keynote", stream("keynote", "k1")),
    resource("LiveInput", "hub", stream("hub", "k2"), { prefix: NATIVE }),
    resource(
      "RestreamTarget",
      "youtube",
      { enabled: true },
      {
        prefix: NATIVE,
        inputs: {
          liveInputId: "hub-id",
          platform: "youtube",
          streamKey: secret("yt"),
          enabled: true,
        },
      },
    ),
    resource(
      "RestreamTarget",
      "own",
      {},
      {
        inputs: {
          liveInputId: "hub-id",
          url: "rtmp://own.example.com/app",
          streamKey: secret("o"),
          enabled: false,
        },
      },
    ),
    resource("Preset", "host", {}),
  ]);
  expect(found).toMatchObject([
    {
      name: "hub",
      kind: "live input",
      id: "hub-id",
      streamKey: "k2",
      playback: [{ url: "https://play.example.com/hub/video.m3u8" }],
      targets: [
        {
          name: "youtube",
          url: "rtmps://a.rtmps.youtube.com/live2",
          streamKey: "yt",
          enabled: true,
        },
        { name: "own", url: "rtmp://own.example.com/app", streamKey: "o", enabled: false },
      ],
    },
    { name: "keynote", kind: "livestream", streamKey: "k1", targets: [] },
  ]);
});

it("sends to a livestream through the live input that feeds it", () => {
  const found = streamsIn([
    resource("Livestream", "watch", stream("watch", "k1")),
    resource("LiveInput", "hub", stream("hub", "k2")),
    resource(
      "RestreamTarget",
      "hub-livestream",
      {},
      {
        inputs: {
          liveInputId: "hub-id",
          url: "rtmps://live.example.com:443/live",
          streamKey: secret("k1"),
        },
      },
    ),
  ]);
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({
    name: "hub",
    feeds: ["watch"],
    targets: [],
    playback: [
      { name: "hub", url: "https://play.example.com/hub/video.m3u8" },
      { name: "watch", url: "https://play.example.com/watch/video.m3u8" },
    ],
  });
});

it("is nothing that is about to be deleted, and nothing without an ingest server", () => {
  const gone = { ...resource("Livestream", "keynote", stream("keynote", "k0")), delete: true };
  expect(streamsIn([gone, resource("Livestream", "empty", { ingestServer: "" })])).toStrictEqual(
    [],
  );
});
