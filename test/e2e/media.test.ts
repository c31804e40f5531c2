/**
 * The whole path, with what people use: Pulumi makes the resources, ffmpeg sends with the documented command,
 * Chromium plays, targets receive.
 */
import assert from "node:assert/strict";
import { startRtmpServer } from "../../media/rtmp/server.ts";
import { closeAfterEach } from "../support/after-each.ts";
import { OnAirPage } from "../support/browser.ts";
import { eventually } from "../support/eventually.ts";
import { Ffmpeg } from "../support/ffmpeg.ts";
import { itWithVideo } from "../support/installed.ts";
import { assertSucceeded } from "../support/outcome.ts";
import { type Project, Secret, withProject } from "../support/project.ts";
import { at, list, textAt } from "./api.ts";
import { KIT, LIVE_INPUTS } from "./stack-under-test.ts";

const itPlays = itWithVideo();
const later = closeAfterEach();

/** A platform of its own port; it counts what it gets. */
async function platform() {
  const received = { messages: 0, streams: 0, ends: 0 };
  const server = await startRtmpServer(0, {
    app: "app",
    publish: () => {
      received.streams++;
      return {
        media: () => {
          received.messages++;
        },
        ended: () => {
          received.ends++;
        },
      };
    },
  });
  later(() => server.close());
  return { received, url: `rtmp://127.0.0.1:${server.port}/app` };
}

function encoder(ingestUrl: string): Ffmpeg {
  const ffmpeg = Ffmpeg.start(ingestUrl);
  later(() => ffmpeg.kill());
  return ffmpeg;
}

async function page(project: Project): Promise<OnAirPage> {
  const opened = await OnAirPage.open(project.emulator.origin);
  later(() => opened.close());
  return opened;
}

/** An output of a resource, also a secret one. */
async function output(project: Project, path: string): Promise<string> {
  return textAt(await project.outputs({ showSecrets: true }), path);
}

describe("a stack on an emulator that takes video", () => {
  itPlays("plays in a browser what ffmpeg sends to ingestUrl; a wrong key is refused", async () => {
    const config = { "livestreaming:livestreams": { keynote: { name: "keynote" } } };
    await withProject(
      async (project) => {
        assertSucceeded(await project.up());
        const ingestUrl = await output(project, "livestreams.keynote.ingestUrl");
        expect(ingestUrl).toMatch(/^rtmp:\/\/127\.0\.0\.1:\d+\/live\/\w+$/);

        const { code, said } = await encoder(ingestUrl.replace(/\w+$/, "wrong")).ended();
        expect(code).not.toBe(0);
        expect(said).toContain("No livestream and no live input has this stream key.");

        encoder(ingestUrl);
        const opened = await page(project);
        await opened.plays("keynote");
        const [livestream] = await list(project, `${KIT}/livestreams`);
        expect(textAt(livestream, "status")).toBe("LIVE");
        // The playback URL that the stack exports is the one that plays.
        const playback = await output(project, "livestreams.keynote.playbackUrl");
        expect(await (await fetch(playback)).text()).toContain("avc1.");
        expect(opened.errors).toStrictEqual([]);
      },
      { config, emulator: { mediaPort: 0 } },
    );
  });

  itPlays("restreams to three targets; an up switches one of them off, alone", async () => {
    const platforms = { one: await platform(), two: await platform(), three: await platform() };
    const targets = (enabled: boolean) =>
      Object.fromEntries(
        Object.entries(platforms).map(([name, { url }]) => [
          name,
          {
            ...{ liveInput: "hub", url, streamKey: new Secret(`key-of-platform-${name}`) },
            ...(name === "two" && { enabled }),
          },
        ]),
      );
    const config = (enabled: boolean) => ({
      "livestreaming:liveInputs": { hub: {} },
      "livestreaming:restreamTargets": targets(enabled),
    });
    await withProject(
      async (project) => {
        assertSucceeded(await project.up());
        encoder(await output(project, "liveInputs.hub.ingestUrl"));
        const { one, two, three } = platforms;
        for (const { received } of [one, two, three])
          await eventually(() => received.messages > 100);

        await project.config(config(false));
        assertSucceeded(await project.up());
        await eventually(() => two.received.ends === 1);
        const before = { ...two.received };
        const others = [one.received.messages, three.received.messages];
        await eventually(() => one.received.messages > (others[0] ?? 0) + 50);
        await eventually(() => three.received.messages > (others[1] ?? 0) + 50);
        expect(two.received).toStrictEqual(before);
        // Neither of them was interrupted.
        expect(
          [one.received, three.received].map(({ streams, ends }) => [streams, ends]),
        ).toStrictEqual([
          [1, 0],
          [1, 0],
        ]);
        const [hub] = await list(project, LIVE_INPUTS);
        const shown = await project.api("GET", `${LIVE_INPUTS}/${textAt(hub, "uid")}`);
        expect(at(shown.body, "result.status")).toBe("connected");
        await project.assertNoSecretLeaked();
      },
      { config: config(true), emulator: { mediaPort: 0 } },
    );
    assert.ok(platforms.two.received.messages > 0);
  });
});
