import { assertRefused, assertSucceeded } from "../support/outcome.ts";
import {
  ACCOUNT,
  APP,
  type Project,
  projectStory,
  Secret,
  withProject,
} from "../support/project.ts";
import { at, call, get, list, textAt } from "./api.ts";
import { assertSteps, errorsOf, KIT, lines, LIVE_INPUTS } from "./stack-under-test.ts";

const imports = `
  import * as pulumi from "@pulumi/pulumi";
  import { App, Broadcast, LiveInput, Livestream, Stage } from "pulumi-realtimekit";
  const youtube = { platform: "youtube", streamKey: new pulumi.Config().requireSecret("key") } as const;
`;

/** Every way to give a hub, a livestream and a meeting; `id` is that of a live input made by hand. */
const whole = (id: string) => `
  ${imports}
  const app = new App("events");
  const hub = new LiveInput("hub");
  const keynote = new Livestream("keynote", { appId: app.id });
  const ours = new Broadcast("ours", { hub, livestream: keynote, targets: { youtube } });
  const byId = new Broadcast("byId", { hub: "${id}", targets: { youtube } });
  const byOutput = new Broadcast("byOutput", { hub: hub.id, targets: { twitch: { ...youtube, platform: "twitch" } } });
  const fed = new Broadcast("fed", { appId: app.id, livestream: {}, meeting: { recordingConfig: pulumi.output({ maxSeconds: 600 }) } });
  const ids = (made: Broadcast) => ({ hub: made.liveInputId, key: made.streamKey, playback: made.playbackUrl });
  export const out = { app: app.id, hub: hub.id, ours: ids(ours), byId: ids(byId), byOutput: ids(byOutput), fed: ids(fed), meeting: fed.meeting?.id };
`;

const CREATES = [
  ...["byId", "byId-youtube", "byOutput", "byOutput-twitch", "events", "hub", "keynote"],
  ...["fed", "fed", "fed", "fed", "fed-livestream", "ours", "ours-livestream", "ours-youtube"],
].map((name) => `create ${name}`);
/** A hub by its id is only read; one whose id is not known yet is not read in a preview. */
const READS = ["read byId", "read byOutput"];

/** What a program says wrongly, and what it is told. */
const REFUSED: [program: string, message: RegExp][] = [
  [
    `new Broadcast("x", { hub: "an-id", hubArgs: {} });`,
    /Broadcast x: hubArgs: cannot be set together with hub, because an existing live input is not changed; remove one of them/,
  ],
  [
    `new Stage("x", { meeting: { recordingConfig: { liveStreamingConfig: { rtmpUrl: "rtmps://a.example.com/b" } } }, restream: {} });`,
    /Stage x: meeting\.recordingConfig\.liveStreamingConfig: cannot be set here, because the meeting streams to the hub; remove it/,
  ],
];

describe("broadcasts in a program", () => {
  describe("take any hub, and say what cannot be", () => {
    const { step, check } = projectStory({
      program: "",
      config: { "livestreaming:key": new Secret("youtube-key-of-a-program") },
    });
    let byHand = "";

    step("a refused one makes nothing", async (project) => {
      byHand = textAt(
        await call(project, "POST", LIVE_INPUTS, { meta: { name: "by hand" } }),
        "uid",
      );
      for (const [source, message] of REFUSED) {
        await project.program(`${imports} ${source}`);
        const up = await project.up();
        assertRefused(up);
        expect(lines(up)).toStrictEqual([]);
        expect(errorsOf(up).join("\n")).toMatch(message);
      }
      expect(await list(project, LIVE_INPUTS)).toHaveLength(1);
    });

    step("the first preview knows no id, and plans it all", async (project) => {
      await project.program(whole(byHand));
      const preview = await project.preview();
      assertSucceeded(preview);
      const creates = lines(preview).filter((line) => line.startsWith("create"));
      expect(creates).toStrictEqual(CREATES.toSorted());
    });

    step("the up makes them, each with the hub that it was given", async (project) => {
      assertSteps(await project.up(), [...CREATES, ...READS]);
      await assertHubs(project, byHand);
    });

    step("the next up changes nothing", async (project) => {
      const up = await project.up();
      assertSucceeded(up);
      expect(lines(up).filter((line) => !READS.includes(line))).toStrictEqual([]);
    });

    check("what is secret is nowhere in plain text", (project) => project.assertNoSecretLeaked());
  });

  it("of an account that makes no livestreams any more are pointed to the live input", async () => {
    const config = { "livestreaming:broadcasts": { event: { livestream: {} } } };
    await withProject(
      async (project) => {
        await project.control.quirks({ createLivestreamGone: 410 });
        const up = await project.up();
        expect(up.code).not.toBe(0);
        expect(errorsOf(up)).toStrictEqual([
          `The API no longer creates independent livestreams in account ${ACCOUNT} (the create failed with 410, although the list works). ` +
            "Use a Stream live input for ingest instead: LiveInput, or `liveInputs` in config.",
        ]);
        // And so it is done.
        await project.config({ "livestreaming:broadcasts": { event: {} } });
        assertSucceeded(await project.up());
        expect(await list(project, LIVE_INPUTS)).toHaveLength(1);
        expect(await list(project, `${KIT}/livestreams`)).toStrictEqual([]);
      },
      { config },
    );
  });
});

async function assertHubs(project: Project, byHand: string): Promise<void> {
  const { out } = await project.outputs({ showSecrets: true });
  const hub = textAt(out, "hub");
  const fed = textAt(out, "fed.hub");
  expect(["ours", "byOutput", "byId"].map((name) => at(out, `${name}.hub`))).toStrictEqual([
    hub,
    hub,
    byHand,
  ]);
  const keys = async (uid: string) =>
    (await list(project, `${LIVE_INPUTS}/${uid}/outputs`)).map(({ url }) => url).sort();
  const live = textAt(await get(project, `${LIVE_INPUTS}/${hub}`), "rtmps.url");
  const youtube = "rtmps://a.rtmps.youtube.com/live2";
  const twitch = "rtmps://ingest.global-contribute.live-video.net/app";
  expect(await keys(hub)).toStrictEqual([youtube, twitch, live].sort());
  expect(await keys(byHand)).toStrictEqual([youtube]);
  expect(await keys(fed)).toStrictEqual([live]);

  const held = await get(project, `${LIVE_INPUTS}/${byHand}`);
  expect(at(held, "meta.name")).toBe("by hand");
  expect(at(out, "byId.key")).toBe(at(held, "rtmps.streamKey"));
  expect(at(out, "byId.playback")).toBe(at(held, "playback.hls"));

  const kit = `/accounts/${ACCOUNT}/realtime/kit/${textAt(out, "app")}`;
  expect(textAt(out, "app")).not.toBe(APP);
  const streams = await list(project, `${kit}/livestreams`);
  expect(["ours", "fed"].map((name) => at(out, `${name}.playback`)).sort()).toStrictEqual(
    streams.map(({ playback_url }) => playback_url).sort(),
  );
  const meeting = await get(project, `${kit}/meetings/${textAt(out, "meeting")}`);
  const { rtmps } = await get(project, `${LIVE_INPUTS}/${fed}`);
  expect(meeting.recording_config).toStrictEqual({
    max_seconds: 600,
    live_streaming_config: { rtmp_url: textAt(rtmps, "url") + textAt(rtmps, "streamKey") },
  });
}
