import assert from "node:assert/strict";
import { assertSucceeded } from "../support/outcome.ts";
import { type Project, projectStory } from "../support/project.ts";
import {
  assertSteps,
  config,
  counts,
  devStack,
  held,
  named,
  stackOutputs,
  writes,
} from "./stack-under-test.ts";

const ALL = ["keynote", "workshop", "host", "viewer", "hub", "youtube", "backup"];
const creates = ALL.map((name) => `create ${name}`);

describe("a stack from nothing", () => {
  describe("comes up, stays unchanged, and can be renamed", () => {
    const { step, check } = projectStory({ config: config(devStack()) });

    check("the first preview plans it all, the hub's id not yet known", async (project) => {
      assertSteps(await project.preview(["--diff"]), creates);
      expect(await project.requests()).toStrictEqual([]);
    });

    step("the first up makes each resource with one write", async (project) => {
      assertSteps(await project.up(), creates);
      expect(await writes(project)).toHaveLength(ALL.length);
      expect(await counts(project)).toStrictEqual({
        livestreams: 2,
        presets: 2,
        liveInputs: 1,
        targets: 2,
      });
    });

    check("the outputs have the promised keys and what the API has", assertOutputs);

    check("the API has what was declared", assertDeclared);

    step("an unchanged up and preview send no request", async (project) => {
      await project.control.clearRequests();
      for (const operation of [await project.up(), await project.preview(["--diff"])]) {
        assertSteps(operation, []);
        // And the stack's own.
        expect(operation.text).toMatch(new RegExp(`\\b${ALL.length + 1} unchanged`));
      }
      expect(await project.requests()).toStrictEqual([]);
    });

    step("a refresh finds nothing changed, and reads only", async (project) => {
      const before = await project.exportState();
      assertSteps(await project.refresh(), []);
      expect(await writes(project)).toStrictEqual([]);
      expect(await project.requests()).not.toHaveLength(0);
      expect(inputsIn(await project.exportState())).toStrictEqual(inputsIn(before));
    });

    check("what is secret is nowhere in plain text", (project) => project.assertNoSecretLeaked());

    step("the renamed stack keeps the names of the old one", async (project) => {
      const renamed = { env: { PULUMI_STACK: "renamed" } };
      assertSucceeded(await project.pulumi(["stack", "rename", "renamed"]));
      await project.control.clearRequests();
      assertSteps(await project.preview([], renamed), []);
      assertSteps(await project.up([], renamed), []);
      expect(await project.requests()).toStrictEqual([]);
    });
  });
});

function ffmpegCommand(ingestUrl: string): string {
  const encode =
    "-c:v libx264 -preset veryfast -tune zerolatency -pix_fmt yuv420p -b:v 4500k -g 60";
  return `ffmpeg -re -i input.mp4 ${encode} -c:a aac -b:a 160k -ar 44100 -f flv "${ingestUrl}"`;
}

async function assertOutputs(project: Project): Promise<void> {
  const api = held(project);
  const { livestreams, presets, liveInputs, restreamTargets } = await stackOutputs(project);
  const ways = (await api.livestreams()).map((one) => ({
    id: one.id,
    name: one.name,
    ingestServer: one.ingest_server,
    streamKey: one.stream_key,
    ingestUrl: one.ingest_server + one.stream_key,
    ffmpegCommand: ffmpegCommand(one.ingest_server + one.stream_key),
    playbackUrl: one.playback_url,
  }));
  const [first] = ways;
  expect(first?.ingestUrl).toMatch(/^rtmps:\/\/[^/]+\/live\/\w+$/);
  expect(byId(Object.values(livestreams))).toStrictEqual(byId(ways));
  expect(named(livestreams, "keynote").name).toMatch(/^keynote-[0-9a-f]{7}$/);
  expect(named(livestreams, "workshop").name).toMatch(/^workshop-[0-9a-f]{7}$/);

  expect(byId(Object.values(presets))).toStrictEqual(
    byId(Object.values(await api.presets()).map(({ id, name }) => ({ id, name }))),
  );
  expect(Object.keys(presets).sort()).toStrictEqual(["host", "viewer"]);

  const [hub, ...more] = await api.liveInputs();
  assert.ok(hub && more.length === 0);
  expect(liveInputs).toStrictEqual({
    hub: {
      id: hub.uid,
      name: hub.meta.name,
      ingestServer: hub.rtmps.url,
      streamKey: hub.rtmps.streamKey,
      ingestUrl: hub.rtmps.url + hub.rtmps.streamKey,
      ffmpegCommand: ffmpegCommand(hub.rtmps.url + hub.rtmps.streamKey),
      playbackUrl: hub.playback.hls,
      playback: hub.playback,
      rtmps: hub.rtmps,
      rtmpsPlayback: hub.rtmpsPlayback,
      srt: hub.srt,
      srtPlayback: hub.srtPlayback,
      webRtc: hub.webRTC,
      webRtcPlayback: hub.webRTCPlayback,
    },
  });

  const uidOf = new Map((await api.targets(hub.uid)).map(({ url, uid }) => [url, uid]));
  expect(restreamTargets).toStrictEqual({
    youtube: {
      id: uidOf.get("rtmps://a.rtmps.youtube.com/live2"),
      platform: "youtube",
      enabled: true,
    },
    backup: {
      id: uidOf.get("rtmps://backup.example.com/live"),
      platform: "custom",
      enabled: false,
    },
  });
}

async function assertDeclared(project: Project): Promise<void> {
  const api = held(project);
  const ids = await stackOutputs(project);
  const host = await api.preset(named(ids.presets, "host").id);
  expect(host.config.max_video_streams).toStrictEqual({ desktop: 8, mobile: 6 });
  expect(host.permissions.kick_participant).toBe(true);
  const viewer = await api.preset(named(ids.presets, "viewer").id);
  expect(viewer.ui.design_tokens.theme).toBe("light");
  expect(viewer.permissions.kick_participant).toBe(false);
  const hub = named(ids.liveInputs, "hub").id;
  const [input] = await api.liveInputs();
  expect(input?.recording.mode).toBe("automatic");
  const targets = await api.targets(hub);
  expect(
    Object.fromEntries(targets.map(({ streamKey, enabled }) => [streamKey, enabled])),
  ).toStrictEqual({
    "youtube-key-of-this-test": true,
    "backup-key-of-this-test": false,
  });
}

function byId<T extends { id: string }>(items: T[]): T[] {
  return items.toSorted((a, b) => a.id.localeCompare(b.id));
}

/** The inputs of all resources; a secret is encrypted anew each time it is shown. */
function inputsIn({ deployment }: Awaited<ReturnType<Project["exportState"]>>): unknown {
  return deployment.resources?.map(({ urn, inputs }) => [urn, Object.keys(inputs ?? {}).sort()]);
}
