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
    expect(showOutputs(outputs)).toBe(`
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
    enabled   true`);
  });

  it("tells how to send a picture with OBS and ffmpeg, and what the emulator cannot do", () => {
    const text = nextSteps(outputs);
    expect(text).toMatch(/accepts no video/);
    expect(text).toMatch(/Server +rtmps:\/\/ingest\.example\/live\//);
    expect(text).toMatch(/ffmpeg -re -f lavfi -i testsrc2/);
    expect(text).toMatch(/npm run pulumi -- destroy/);
  });

  it("says where to watch on this machine, if the emulator takes video", () => {
    const text = nextSteps(outputs, "http://127.0.0.1:8642/");
    expect(text).not.toMatch(/accepts no video/);
    expect(text).toMatch(/To watch: http:\/\/127\.0\.0\.1:8642\/\n/);
  });

  it("leaves the picture out where there is no livestream", () => {
    expect(nextSteps({ livestreams: {} })).not.toMatch(/OBS|ffmpeg/);
    expect(nextSteps({})).not.toMatch(/OBS|ffmpeg/);
  });

  it("quotes a logical name for the shell", () => {
    expect(ffmpeg("it's")).toContain(`["it'\\''s"].ingestUrl'`);
  });
});
