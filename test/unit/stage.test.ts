import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Stage, type StageArgs } from "../../components/stage.ts";
import { thrownBy } from "../support/thrown.ts";
import { inputsOf, names, settled, startEngine, valueOf } from "./mocked-engine.ts";

const youtube = { platform: "youtube", streamKey: "key-of-youtube" } as const;
const HUB_URL = "rtmps://live.example.com:443/live/key-of-webinar-restream";

/** What a declaration registers. */
async function stage(args?: StageArgs) {
  const made = new Stage("webinar", args);
  return { made, all: await settled() };
}

beforeEach(() => startEngine());

describe("a stage", () => {
  it("is two presets and a meeting that livestreams on start", async () => {
    const { all } = await stage();
    expect(names(all)).toStrictEqual([
      "Meeting webinar",
      "Preset webinar-guest",
      "Preset webinar-host",
      "Stage webinar",
    ]);
    expect(inputsOf(all, "Preset webinar-host")).toStrictEqual({ template: "host" });
    expect(inputsOf(all, "Preset webinar-guest")).toStrictEqual({ template: "guest" });
    expect(inputsOf(all, "Meeting webinar")).toStrictEqual({ liveStreamOnStart: true });
  });

  it("gives what an application server needs", async () => {
    const { made } = await stage({ host: { name: "hosts" } });
    expect(await valueOf(made.meetingId)).toBe("id-of-webinar");
    expect(await valueOf(made.hostPreset)).toBe("hosts");
    expect(await valueOf(made.guestPreset)).toBe("preset-webinar-guest");
    expect(made.restream).toBeUndefined();
  });

  it("takes viewer, as guest was called before, and gives its preset by both names", async () => {
    const { made, all } = await stage({ viewer: { name: "watching" } });
    expect(inputsOf(all, "Preset webinar-guest")).toStrictEqual({
      template: "guest",
      name: "watching",
    });
    expect(await valueOf(made.guestPreset)).toBe("watching");
    expect(await valueOf(made.viewerPreset)).toBe("watching");
  });

  it("refuses guest and viewer together", () => {
    expect(() => new Stage("webinar", { guest: {}, viewer: {} })).toThrow(
      "Stage webinar: viewer: is the former name of guest; set only guest",
    );
  });

  it("passes on what is declared of each part", async () => {
    const { all } = await stage({
      host: { name: "hosts", permissions: { canRecord: false } },
      guest: { template: "viewer", permissions: { polls: { canVote: false } } },
      meeting: { title: "Webinar", liveStreamOnStart: false },
    });
    expect(inputsOf(all, "Preset webinar-host")).toStrictEqual({
      template: "host",
      name: "hosts",
      permissions: { canRecord: false },
    });
    expect(inputsOf(all, "Preset webinar-guest")).toStrictEqual({
      template: "viewer",
      permissions: { polls: { canVote: false } },
    });
    expect(inputsOf(all, "Meeting webinar")).toStrictEqual({
      title: "Webinar",
      liveStreamOnStart: false,
    });
  });

  it("takes an undefined value for one that is not said", async () => {
    const { all } = await stage({
      appId: "app",
      host: { template: undefined },
      meeting: { liveStreamOnStart: undefined, appId: undefined },
    });
    expect(inputsOf(all, "Preset webinar-host")).toStrictEqual({ template: "host", appId: "app" });
    expect(inputsOf(all, "Meeting webinar")).toStrictEqual({
      liveStreamOnStart: true,
      appId: "app",
    });
  });

  it("is in the account and app that it says, each part in its own where it says so", async () => {
    const { all } = await stage({
      accountId: "account",
      appId: "app",
      host: { appId: "other" },
      restream: { targets: { youtube } },
    });
    const both = { accountId: "account", appId: "app" };
    expect(inputsOf(all, "Preset webinar-host")).toStrictEqual({
      ...both,
      appId: "other",
      template: "host",
    });
    expect(inputsOf(all, "Preset webinar-guest")).toStrictEqual({ ...both, template: "guest" });
    const { accountId, appId } = inputsOf(all, "Meeting webinar");
    expect({ accountId, appId }).toStrictEqual(both);
    expect(inputsOf(all, "LiveInput webinar-restream")).toStrictEqual({ accountId: "account" });
    expect(inputsOf(all, "RestreamTarget webinar-restream-youtube").accountId).toBe("account");
  });

  it("is the parent of its parts", async () => {
    const { made } = await stage({ restream: {} });
    assert.ok(made.restream);
    expect(await valueOf(made.restream.urn)).toMatch(
      /:Stage\$pulumi-realtimekit:index:Broadcast::/,
    );
  });
});

describe("a stage that is restreamed", () => {
  it("records on start, into a hub that feeds the targets", async () => {
    const { made, all } = await stage({ restream: { targets: { youtube } } });
    expect(names(all)).toStrictEqual([
      "Broadcast webinar-restream",
      "LiveInput webinar-restream",
      "Meeting webinar",
      "Preset webinar-guest",
      "Preset webinar-host",
      "RestreamTarget webinar-restream-youtube",
      "Stage webinar",
    ]);
    expect(inputsOf(all, "Meeting webinar")).toStrictEqual({
      liveStreamOnStart: true,
      recordOnStart: true,
      recordingConfig: { liveStreamingConfig: { rtmpUrl: HUB_URL } },
    });
    expect(inputsOf(all, "RestreamTarget webinar-restream-youtube")).toStrictEqual({
      ...youtube,
      liveInputId: "id-of-webinar-restream",
    });
    expect(Object.keys(made.restream?.targets ?? {})).toStrictEqual(["youtube"]);
  });

  it("keeps what is declared of the recording", async () => {
    for (const recordingConfig of [{ maxSeconds: 600 }, pulumi.output({ maxSeconds: 600 })]) {
      startEngine();
      const meeting = { recordOnStart: false, recordingConfig };
      const { all } = await stage({ meeting, restream: {} });
      expect(inputsOf(all, "Meeting webinar")).toStrictEqual({
        liveStreamOnStart: true,
        recordOnStart: false,
        recordingConfig: { maxSeconds: 600, liveStreamingConfig: { rtmpUrl: HUB_URL } },
      });
    }
  });

  it("may have an RTMP address of its own where it is not restreamed", async () => {
    const recordingConfig = { liveStreamingConfig: { rtmpUrl: "rtmps://a.example.com/x" } };
    const { all } = await stage({ meeting: { recordingConfig } });
    expect(inputsOf(all, "Meeting webinar")).toStrictEqual({
      liveStreamOnStart: true,
      recordingConfig,
    });
  });

  const recordingConfig = { liveStreamingConfig: { rtmpUrl: "rtmps://a.example.com/x" } };
  // Some of them the compiler refuses; JavaScript does not.
  const REFUSED: [what: string, args: object, message: string][] = [
    [
      "a hub with hubArgs",
      { restream: { hub: "id", hubArgs: {} } },
      "Stage webinar: restream.hubArgs: cannot be set together with hub, because an existing live input is not changed; remove one of them",
    ],
    [
      "an RTMP address of the meeting's own",
      { meeting: { recordingConfig }, restream: {} },
      "Stage webinar: meeting.recordingConfig.liveStreamingConfig: cannot be set here, because the meeting streams to the hub; remove it",
    ],
    [
      "more than 50 targets",
      { restream: { targets: Object.fromEntries([...Array(51).keys()].map((n) => [n, youtube])) } },
      "Stage webinar: restream.targets: 51 outputs are too many; a live input can have at most 50",
    ],
  ];
  for (const [what, args, message] of REFUSED) {
    it(`is refused before anything is made: ${what}`, async () => {
      const error = thrownBy(() => new Stage("webinar", args));
      expect(error).toMatchObject({ name: "Error", message });
      expect(names(await settled())).toStrictEqual([]);
    });
  }
});
