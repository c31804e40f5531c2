/** The example that reads another stack, with Pulumi's own StackReference and engine in between. */
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { withProject } from "../support/project.ts";
import { secondProgram } from "../support/second-program.ts";
import { config, devStack, held } from "./stack-under-test.ts";

const PRODUCER = "organization/livestreaming/test";
const texts = z.record(z.string(), z.string());

describe("a stack that reads another", () => {
  it("builds players' and encoders' configuration, keys hidden and nothing else", async () => {
    await withProject(
      async (project) => {
        expect((await project.up()).code).toBe(0);
        const { directory, pulumi } = await secondProgram(project, "consumer", {
          "consumer:producer": PRODUCER,
        });
        const outputs = async (...more: string[]) => {
          const { code, stdout, text } = await pulumi(["stack", "output", "--json", ...more]);
          assert.equal(code, 0, text);
          return z
            .object({ players: z.unknown(), obsServices: z.unknown(), ffmpegCommands: z.unknown() })
            .parse(JSON.parse(stdout));
        };

        await t.test("its preview and its up go well", async () => {
          for (const args of [["preview"], ["up", "--yes", "--skip-preview"]]) {
            const { code, text } = await pulumi(args);
            assert.equal(code, 0, text);
            assert.match(text, /application\/x-mpegURL/, "the players are shown");
          }
        });

        await t.test("players have the playback URLs, and they can be read", async () => {
          const players = texts.parse((await outputs()).players);
          const urls = await byLogicalName(project, ({ playback_url }) => playback_url);
          for (const [name, url] of Object.entries(urls))
            expect(JSON.parse(players[name] ?? "null")).toStrictEqual({
              sources: [{ src: url, type: "application/x-mpegURL" }],
            });
          expect(Object.keys(players).sort()).toStrictEqual(Object.keys(urls).sort());
        });

        await t.test("encoders have server and key, hidden from who may not see them", async () => {
          const hidden = await outputs();
          expect(JSON.stringify(hidden.obsServices)).not.toMatch(/rtmps/);
          expect(JSON.stringify(hidden.ffmpegCommands)).not.toMatch(/rtmps/);
          const shown = await outputs("--show-secrets");
          const keys = await byLogicalName(project, ({ stream_key }) => stream_key);
          const servers = await byLogicalName(project, ({ ingest_server }) => ingest_server);
          const services = texts.parse(shown.obsServices);
          const commands = texts.parse(shown.ffmpegCommands);
          for (const [name, key] of Object.entries(keys)) {
            expect(JSON.parse(services[name] ?? "null")).toStrictEqual({
              type: "rtmp_custom",
              settings: { server: servers[name], key, use_auth: false },
            });
            assert.ok(commands[name]?.endsWith(`-f flv '${servers[name] ?? ""}${key}'`));
          }
        });

        await t.test("no key is in plain text in either stack's state", () =>
          project.assertNoSecretLeaked(),
        );

        await t.test("an unknown name is told with the names that there are", async () => {
          await writeFile(
            join(directory, "index.ts"),
            `import { readLivestreaming } from "pulumi-realtimekit";
             const { livestreams } = readLivestreaming("${PRODUCER}");
             export const { playbackUrl, ingestServer } = livestreams.get("keynot");`,
          );
          const { code, text } = await pulumi(["preview"]);
          expect(code).not.toBe(0);
          const message = `Stack ${PRODUCER}: output livestreams has no "keynot"; it has "keynote", "workshop".`;
          // The progress above the diagnostics has it as well.
          const diagnostics = text.slice(text.indexOf("Diagnostics:"));
          assert.equal(diagnostics.split(message).length, 2, text);
          assert.doesNotMatch(text, /\bat .*\.cjs:/, "no stack");
        });
      },
      { config: config(devStack()) },
    );
  });
});

type Held = Awaited<ReturnType<ReturnType<typeof held>["livestreams"]>>[number];

/** A property of each livestream in the API by its logical name, which its own name begins with. */
async function byLogicalName(
  project: Parameters<typeof held>[0],
  property: (one: Held) => string,
): Promise<Record<string, string>> {
  const all = await held(project).livestreams();
  expect(all.length).toBe(2);
  return Object.fromEntries(all.map((one) => [one.name.replace(/-\w{7}$/, ""), property(one)]));
}
