import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ffmpeg, nextSteps, showOutputs } from "../../scripts/show-outputs.ts";

const outputs = {
  livestreams: {
    keynote: {
      id: "an-id",
      ingestServer: "rtmps://ingest.example/live/",
      ingestUrl: "[secret]",
      name: "keynote-1234567",
      playbackUrl: "https://watch.example/manifest/video.m3u8",
      streamKey: "[secret]",
    },
  },
  presets: {},
  restreamTargets: { youtube: { enabled: true, id: "t1", platform: "youtube" } },
};

describe("what npm start shows", () => {
  it("is every resource with what belongs together side by side, secrets masked", () => {
    assert.equal(
      showOutputs(outputs),
      `
Livestreams
  keynote
    name          keynote-1234567
    id            an-id
    ingestServer  rtmps://ingest.example/live/
    streamKey     [secret]
    ingestUrl     [secret]
    playbackUrl   https://watch.example/manifest/video.m3u8

Restream targets
  youtube
    id        t1
    platform  youtube
    enabled   true`,
    );
  });

  it("tells how to send a picture with OBS and ffmpeg, and what the emulator cannot do", () => {
    const text = nextSteps(outputs);
    assert.match(text, /takes no video/);
    assert.match(text, /Server +rtmps:\/\/ingest\.example\/live\//);
    assert.match(text, /ffmpeg -re -f lavfi -i testsrc2/);
    assert.match(text, /npm run pulumi -- destroy/);
  });

  it("leaves the picture out where there is no livestream", () => {
    assert.doesNotMatch(nextSteps({ livestreams: {} }), /OBS|ffmpeg/);
    assert.doesNotMatch(nextSteps({}), /OBS|ffmpeg/);
  });

  it("quotes a logical name for the shell", () => {
    assert.ok(ffmpeg("it's").includes(`["it'\\''s"].ingestUrl'`));
  });
});
