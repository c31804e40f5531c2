/** The example that reads another stack, with Pulumi's own StackReference and engine in between. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { assertRefused, assertSucceeded, showing } from "../support/outcome.ts";
import { type Project, projectStory } from "../support/project.ts";
import { secondProgram } from "../support/second-program.ts";
import { config, devStack, held } from "./stack-under-test.ts";

const PRODUCER = "organization/livestreaming/test";
const texts = z.record(z.string(), z.string());

describe("a stack that reads another", () => {
  describe("builds players' and encoders' configuration, keys hidden and nothing else", () => {
    const { step, check } = projectStory({ config: config(devStack()) });
    let consumer: Consumer;

    step("its preview and its up go well", async (project) => {
      assertSucceeded(await project.up());
      consumer = await secondProgram(project, "consumer", { "consumer:producer": PRODUCER });
      for (const args of [["preview"], ["up", "--yes", "--skip-preview"]]) {
        const run = await consumer.pulumi(args);
        assertSucceeded(run);
        // The players are shown.
        expect(run.text).toMatch(/application\/x-mpegURL/);
      }
    });

    check("players have the playback URLs, and they can be read", async (project) => {
      const players = texts.parse((await outputsOf(consumer)).players);
      const urls = await byLogicalName(project, ({ playback_url }) => playback_url);
      expect(parsed(players)).toStrictEqual(
        mapped(urls, (src) => ({ sources: [{ src, type: "application/x-mpegURL" }] })),
      );
    });

    check("encoders have server and key, hidden from who may not see them", async (project) => {
      const hidden = await outputsOf(consumer);
      expect(JSON.stringify(hidden.obsServices)).not.toMatch(/rtmps/);
      expect(JSON.stringify(hidden.ffmpegCommands)).not.toMatch(/rtmps/);

      const shown = await outputsOf(consumer, "--show-secrets");
      const keys = await byLogicalName(project, ({ stream_key }) => stream_key);
      const servers = await byLogicalName(project, ({ ingest_server }) => ingest_server);
      expect(parsed(texts.parse(shown.obsServices))).toStrictEqual(
        mapped(keys, (key, name) => ({
          type: "rtmp_custom",
          settings: { server: servers[name], key, use_auth: false },
        })),
      );
      const addresses = mapped(texts.parse(shown.ffmpegCommands), (command) =>
        command.slice(command.lastIndexOf("-f flv ")),
      );
      expect(addresses).toStrictEqual(
        mapped(keys, (key, name) => `-f flv '${servers[name] ?? ""}${key}'`),
      );
    });

    check("no key is in plain text in either stack's state", (project) =>
      project.assertNoSecretLeaked(),
    );

    step("an unknown name is told with the names that there are", async () => {
      await writeFile(
        join(consumer.directory, "index.ts"),
        `import { readLivestreaming } from "pulumi-realtimekit";
         const { livestreams } = readLivestreaming("${PRODUCER}");
         export const { playbackUrl, ingestServer } = livestreams.get("keynot");`,
      );
      const preview = await consumer.pulumi(["preview"]);
      assertRefused(preview);
      const message = `Stack ${PRODUCER}: output livestreams has no "keynot"; it has "keynote", "workshop".`;
      // The progress above the diagnostics has it as well.
      const diagnostics = preview.text.slice(preview.text.indexOf("Diagnostics:"));
      showing(preview, () => expect(diagnostics.split(message)).toHaveLength(2));
      expect(preview.text).not.toMatch(/\bat .*\.cjs:/);
    });
  });
});

type Consumer = Awaited<ReturnType<typeof secondProgram>>;

async function outputsOf({ pulumi }: Consumer, ...more: string[]) {
  const output = await pulumi(["stack", "output", "--json", ...more]);
  assertSucceeded(output);
  return z
    .object({ players: z.unknown(), obsServices: z.unknown(), ffmpegCommands: z.unknown() })
    .parse(JSON.parse(output.stdout));
}

/** Each value anew, by the same names. */
function mapped<T, U>(
  values: Record<string, T>,
  map: (value: T, name: string) => U,
): Record<string, U> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, map(value, name)]),
  );
}

function parsed(values: Record<string, string>): Record<string, unknown> {
  return mapped(values, (text): unknown => JSON.parse(text));
}

type Held = Awaited<ReturnType<ReturnType<typeof held>["livestreams"]>>[number];

/** A property of each livestream in the API by its logical name, which its own name begins with. */
async function byLogicalName(
  project: Project,
  property: (one: Held) => string,
): Promise<Record<string, string>> {
  const all = await held(project).livestreams();
  expect(all).toHaveLength(2);
  return Object.fromEntries(all.map((one) => [one.name.replace(/-\w{7}$/, ""), property(one)]));
}
