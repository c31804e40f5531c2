/**
 * A rehearsal of a stack whose video is taken by the emulator: what is go, and the one clear line for each
 * reason that is not.
 */
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:tls";
import { generate } from "selfsigned";
import { runCommand } from "../support/run-command.ts";
import { FFMPEG as ffmpeg } from "../support/installed.ts";
import { freePort } from "../support/port.ts";
import { type Project, projectStory, Secret } from "../support/project.ts";
import { config, KIT } from "./stack-under-test.ts";

const KEY = "key-of-the-own-target-01";

interface Report {
  readonly go: boolean;
  readonly streams: {
    name: string;
    kind: string;
    checks: { what: string; status: string; found: string; ms?: number }[];
  }[];
}

async function rehearse(project: Project, args: string[], env: NodeJS.ProcessEnv = {}) {
  return await runCommand(project, "rehearse", ["--seconds", "1", ...args], env);
}

async function reportOf(project: Project, args: string[]) {
  const { code, stdout, stderr } = await rehearse(project, ["--json", "--yes", ...args]);
  expect([code, stderr]).toStrictEqual([expect.any(Number), expect.stringMatching(/^Sending/)]);
  const { go, streams } = JSON.parse(stdout) as Report;
  const lines = streams.flatMap(({ kind, name, checks }) =>
    checks.map(
      ({ what, status, found }) =>
        `${kind} ${name}: ${what}: ${status}: ${found.replace(/\d+(\.\d+)?/g, "N")}`,
    ),
  );
  return { code, go, lines };
}

/** Declares the stack again, and brings it up. */
async function bring(project: Project, stack: object): Promise<void> {
  await project.config(config(stack));
  expect((await project.up()).code).toBe(0);
}

const whereInstalled = ffmpeg === undefined ? describe.skip : describe;

whereInstalled("npm run rehearse", () => {
  const story = projectStory({ emulator: { mediaPort: 0 } });

  story.step("is a go where the video is played, also through a hub", async (project) => {
    project.secrets.add(KEY);
    await bring(project, stackWith({ url: `${serverOf(project)}/live` }));
    const { code, go, lines } = await reportOf(project, []);
    expect([code, go, lines]).toMatchSnapshot();
  });

  story.step(
    "asks before a test video goes to a target; nobody to ask is a no",
    async (project) => {
      const { code, stdout, stderr } = await rehearse(project, []);
      expect([code, stdout]).toStrictEqual([20, ""]);
      expect(stderr).toMatch(
        /^The test video also goes to the enabled restream targets event-own \(of event\), /,
      );
    },
  );

  story.step("names what it cannot find", async (project) => {
    const { code, stderr } = await rehearse(project, ["keynot", "--yes"]);
    expect(code).toBe(20);
    expect(stderr).toMatch(
      /no livestream, live input or broadcast with the logical name "keynot"; it has event, .*keynote/,
    );
  });

  story.step("says which target does not answer, and tries a key if asked to", async (project) => {
    await bring(project, stackWith({ url: `rtmp://127.0.0.1:${await freePort()}/live` }));
    const closed = await reportOf(project, ["event"]);
    expect([closed.code, closed.lines.filter((line) => line.includes("target"))]).toMatchSnapshot();
    await bring(project, stackWith({ url: `${serverOf(project)}/live` }));
    const key = await reportOf(project, ["event", "--publish-targets"]);
    expect([key.code, key.lines.filter((line) => line.includes("target"))]).toMatchSnapshot();
    await bring(project, stackWith({ url: `${serverOf(project)}/other` }));
    const app = await reportOf(project, ["event"]);
    expect([app.code, app.lines.filter((line) => line.includes("target"))]).toMatchSnapshot();
  });

  story.step("says that a certificate is bad", async (project) => {
    const { private: key, cert } = await generate([{ name: "commonName", value: "example.com" }]);
    const server = createServer({ key, cert }).listen(0, "127.0.0.1");
    try {
      await once(server, "listening");
      const { port } = server.address() as AddressInfo;
      await bring(project, stackWith({ url: `rtmps://127.0.0.1:${port}/live` }));
      const { code, lines } = await reportOf(project, ["event"]);
      expect([code, lines.filter((line) => line.includes("target"))]).toMatchSnapshot();
    } finally {
      server.close();
    }
  });

  story.step(
    "does not send to a live input that is disabled, and does not wait",
    async (project) => {
      await bring(project, {
        ...stackWith({ enabled: false }),
        broadcasts: {},
        liveInputs: { spare: { enabled: false } },
      });
      const { code, lines } = await reportOf(project, ["spare"]);
      expect([code, lines]).toMatchSnapshot();
    },
  );

  story.step("is Markdown for a pull request", async (project) => {
    const { code, stdout } = await rehearse(project, ["keynote", "--markdown"]);
    expect([
      code,
      stdout.replace(/\d+(\.\d+)?/g, "N").replace(/ {2,}| ?-+ ?(?=\|)/g, " "),
    ]).toMatchSnapshot();
  });
});

whereInstalled("npm run rehearse -- --ingest", () => {
  const story = projectStory({ emulator: { mediaPort: 0 } });

  story.step("ends at once where the server refuses the key, and shows no key", async (project) => {
    const playback = `${project.emulator.origin}/none/manifest/video.m3u8`;
    const args = [
      "--ingest",
      `${serverOf(project)}/live`,
      "--playback",
      playback,
      "--timeout",
      "600",
    ];
    project.secrets.add("a-wrong-key-of-this-test");
    const { code, stdout } = await rehearse(project, args, {
      STREAM_KEY: "a-wrong-key-of-this-test",
    });
    expect([code, stdout]).toStrictEqual([
      10,
      expect.stringMatching(/✖ .*ingest +127\.0\.0\.1:\d+ refused the stream key/),
    ]);
    const without = await rehearse(project, args);
    expect([without.code, without.stderr]).toStrictEqual([
      20,
      "The stream key is missing: set it in STREAM_KEY.\n",
    ]);
  });

  story.step("says that a playback URL shows something else", async (project) => {
    const { streamKey, ingestServer } = await livestream(project);
    const other = await livestream(project);
    const { code, stdout } = await rehearse(
      project,
      ["--ingest", ingestServer, "--playback", other.playbackUrl, "--timeout", "3"],
      { STREAM_KEY: streamKey },
    );
    expect([code, stdout]).toStrictEqual([
      10,
      expect.stringMatching(/✖ .*playback +no test video after 3 s: /),
    ]);
  });

  story.step("says what is missing without ffmpeg", async (project) => {
    const { code, stderr } = await rehearse(project, ["--ingest", "x", "--playback", "y"], {
      PATH: "/nowhere",
    });
    expect([code, stderr]).toStrictEqual([
      20,
      expect.stringMatching(/^ffmpeg is missing: [^]*set FFMPEG to its path\.\n$/),
    ]);
  });
});

/** The ingest server of the emulator. */
function serverOf({ emulator }: Project): string {
  return `rtmp://127.0.0.1:${emulator.mediaPort ?? 0}`;
}

/** A new livestream, made by somebody else. */
async function livestream(project: Project) {
  const { body } = await project.api("POST", `${KIT}/livestreams`, {});
  const { data } = body as {
    data: Record<"stream_key" | "ingest_server" | "playback_url", string>;
  };
  project.secrets.add(data.stream_key);
  return {
    streamKey: data.stream_key,
    ingestServer: data.ingest_server,
    playbackUrl: data.playback_url,
  };
}

function stackWith(target: object) {
  return {
    livestreams: { keynote: {} },
    broadcasts: {
      event: {
        livestream: {},
        targets: { own: { url: "rtmp://127.0.0.1:9/live", streamKey: new Secret(KEY), ...target } },
      },
    },
  };
}
