/**
 * Secrets of every sort, planted or made by the API, through all that the CLI can say: none is in plain
 * text in the state, its history, the outputs, the stack's file or anything that was printed.
 */
import assert from "node:assert/strict";
import { APP, KIT, STREAM } from "../support/account.ts";
import { listed } from "../support/caller.ts";
import { figures } from "../support/figures.ts";
import { assertRefused, assertSucceeded } from "../support/outcome.ts";
import { type Operation, type Project, projectStory } from "../support/project.ts";
import { apiOf, everything } from "./at-api.ts";

/** What is planted, each found by itself. */
const PLANTED = {
  streamKey: "planted-key-of-youtube-1",
  nextKey: "planted-key-of-youtube-2",
  pathKey: "planted-key-in-a-path",
  passphrase: "planted-srt-passphrase",
  srtKey: "planted-key-of-the-srt-target",
  rtmpKey: "planted-key-of-the-meeting",
  hookToken: "planted-token-of-the-hook",
  presetName: "planted-secret-name",
} as const;

const planted = (more: string, last = "") => `
  import * as pulumi from "@pulumi/pulumi";
  import {
    App, LiveInput, Livestream, Meeting, Preset, RestreamTarget, Webhook,
  } from "pulumi-realtimekit";
  const hub = new LiveInput("hub");
  const stream = new Livestream("stream");
  const role = new Preset("role", { name: pulumi.secret("${PLANTED.presetName}") });
  const app = new App("app");
  const room = new Meeting("room", {
    recordingConfig: {
      liveStreamingConfig: { rtmpUrl: "rtmps://live.example.com/app/${PLANTED.rtmpKey}" },
    },
  });
  const hook = new Webhook("hook", {
    url: pulumi.secret("https://example.com/hook?token=${PLANTED.hookToken}"),
    events: ["meeting.started"],
  });
  const srt = new RestreamTarget("srt", {
    liveInputId: hub.id,
    url: pulumi.secret("srt://srt.example.com:778?passphrase=${PLANTED.passphrase}"),
    streamKey: "${PLANTED.srtKey}",
  });
  const path = new RestreamTarget("path", {
    liveInputId: hub.id,
    url: pulumi.secret("rtmps://live.example.com/${PLANTED.pathKey}/live"),
    streamKey: "a-key-of-no-secret",
  });
  ${more}
  export const outputs = { hub, stream, role, app, room, hook, srt, path };
  ${last}
`;
const youtube = (key: string, more = "", name = "youtube") =>
  `const ${name} = new RestreamTarget("${name}", {
    liveInputId: hub.id, platform: "youtube", streamKey: "${key}", ${more}
  });`;

const { step, check } = projectStory({ program: planted(youtube(PLANTED.streamKey)) });

function textOf({ diagnostics }: Operation): string {
  return diagnostics.map(({ message }) => message).join("\n");
}

describe("a secret", () => {
  step("goes up", async (project) => {
    for (const secret of Object.values(PLANTED)) project.secrets.add(secret);
    assertSucceeded(await project.preview(["--diff"]));
    assertSucceeded(await project.up(["--diff"]));
  });

  step("is changed, and replaces", async (project) => {
    await project.program(planted(youtube(PLANTED.nextKey)));
    assertSucceeded(await project.up(["--diff"]));
  });

  step("is read by .get", async (project) => {
    await project.program(
      planted(
        `${youtube(PLANTED.nextKey)}
        const gotHub = LiveInput.get("got-hub", hub.id);
        const gotStream = Livestream.get("got-stream", stream.id);
        const gotRoom = Meeting.get("got-room", room.id);
        const gotYoutube = RestreamTarget.get("got-youtube", youtube.id, { liveInputId: hub.id });
        const gotSrt = RestreamTarget.get("got-srt", srt.id, { liveInputId: hub.id });`,
        `export const got = { gotHub, gotStream, gotRoom, gotYoutube, gotSrt };`,
      ),
    );
    assertSucceeded(await project.up(["--diff"]));
  });

  step("is changed outside, found by a refresh, and put back", async (project) => {
    const rooms = await listed(apiOf(project), `${KIT}/meetings`);
    const drifted = project.secrets.add("planted-key-of-somebody-else");
    const rtmp_url = `rtmps://live.example.com/app/${drifted}`;
    await project.api("PATCH", `${KIT}/meetings/${String(rooms[0]?.id)}`, {
      recording_config: { live_streaming_config: { rtmp_url } },
    });
    assertSucceeded(await project.refresh(["--diff"]));
    assertSucceeded(await project.up(["--diff"]));
  });

  step("is repeated by the API in a refusal", async (project) => {
    // With the key that it was sent, as some do.
    const message = `no ${PLANTED.streamKey}, please`;
    const refused = { success: false, result: null, errors: [{ code: 1, message }] };
    await project.control.fault({ method: "POST", status: 400, body: refused, times: 9 });
    await project.program(planted(youtube(PLANTED.streamKey)));
    const up = await project.up(["--diff"]);
    assertRefused(up);
    expect(textOf(up)).toMatch(/responded with 400: no \S+, please/);
    await project.control.clearFaults();
  });

  step("is in a declaration that is refused", async (project) => {
    const key = PLANTED.streamKey;
    for (const [more, told] of [
      [youtube(key, `url: "rtmps://a.example.com/${key}",`), "contains the stream key"],
      [youtube(key) + youtube(key, "", "twin"), "already exists|two resources"],
      [youtube(key, 'adopt: "no-such-output",'), "there is no RestreamTarget"],
      [
        `${youtube(key)} new Preset("twin", { name: pulumi.secret("${PLANTED.presetName}") });`,
        "already exists|two resources",
      ],
    ] as const) {
      await project.program(planted(more));
      const up = await project.up(["--diff"]);
      assertRefused(up);
      expect(textOf(up)).toMatch(new RegExp(told));
    }
  });

  step("goes down", async (project) => {
    await project.program(planted(youtube(PLANTED.nextKey)));
    assertSucceeded(await project.up());
    await addKeysOf(project);
    assertSucceeded(await project.destroy(["--diff"]));
  });

  check("is nowhere in plain text", async (project) => {
    const count = project.secrets.values.length;
    let leaks = 0;
    try {
      await project.assertNoSecretLeaked();
    } catch (error) {
      leaks = (error as { actual?: unknown[] }).actual?.length ?? 1;
      throw error;
    } finally {
      figures("Secrets", "planted or made by the API", { "looked for": count, found: leaks });
    }
  });
});

/** Those that the API makes with a live input; a destroy takes them away. */
async function addKeysOf(project: Project): Promise<void> {
  const api = apiOf(project);
  const { LiveInput: inputs = [] } = await everything(api, APP);
  assert.ok(inputs.length > 0);
  for (const { uid } of inputs) {
    const whole = (await api.api("GET", `${STREAM}/${String(uid)}`)) as Record<string, unknown>;
    for (const key of keysIn(whole)) project.secrets.add(key);
  }
}

function keysIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, below]: [string, unknown]) => {
    if (typeof below !== "string") return keysIn(below);
    // The address to publish by WebRTC is itself the key.
    const inUrl = /\/([^/]+)\/webRTC\/publish$/.exec(below)?.[1];
    if (inUrl !== undefined) return [inUrl];
    return /^(streamKey|passphrase)$/.test(key) ? [below] : [];
  });
}
