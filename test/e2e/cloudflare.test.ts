import assert from "node:assert/strict";
import { cp, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "../../scripts/places.ts";
import { runCaptured } from "../../cli/processes.ts";
import { assertSucceeded } from "../support/outcome.ts";
import { ACCOUNT, Secret, withProject } from "../support/project.ts";
import { at, call, get, list, textAt } from "./api.ts";
import { lend, pluginDirectory } from "./cloudflare-plugin.ts";
import { assertSteps, LIVE_INPUTS } from "./stack-under-test.ts";

const { version } = createRequire(import.meta.url)("@pulumi/cloudflare/package.json") as {
  version: string;
};
const plugin = await pluginDirectory(version);
/** Skipped where the plugin is not installed, and says then how to get it. */
const withPlugin = (name: string, test: () => Promise<void>) => {
  if (plugin !== undefined) it(name, test);
  else it.skip(`${name} (after \`pulumi plugin install resource cloudflare ${version}\`)`, test);
};

const NAMESPACES = `/accounts/${ACCOUNT}/storage/kv/namespaces`;
// The plugin refuses a token of any other length than Cloudflare's.
const token = "token-of-this-test-0123456789-0123456789";

/** Prints the files of `@pulumi/cloudflare` that a module loads. */
const probe = (module: string) => `
  const { createRequire } = await import("node:module");
  await import(${JSON.stringify(module)});
  const require = createRequire(${JSON.stringify(join(root, "package.json"))});
  const loaded = Object.keys(require.cache).filter((file) => file.includes("cloudflare"));
  console.log(JSON.stringify(loaded.filter((file) => /@pulumi.cloudflare/.test(file))));
`;

async function loadedBy(module: string): Promise<string[]> {
  const args = ["--input-type=module", "--eval", probe(module)];
  const probed = await runCaptured(process.execPath, args, { cwd: root });
  assertSucceeded(probed);
  return JSON.parse(probed.stdout) as string[];
}

describe("@pulumi/cloudflare", () => {
  it("is not imported by what declares nothing of it", async () => {
    for (const module of ["module.ts", "provider/hosts/dynamic/index.ts"])
      expect({ module, loaded: await loadedBy(join(root, module)) }).toStrictEqual({
        module,
        loaded: [],
      });
    // The probe sees it where it is imported.
    const itself = createRequire(import.meta.url).resolve("@pulumi/cloudflare");
    expect(await loadedBy(itself)).toContain(itself);
  });

  it("is not asked for its plugin by a program that declares nothing of it", async () => {
    const program = `
      import { Broadcast } from "pulumi-realtimekit";
      export const { liveInputId } = new Broadcast("event");
    `;
    await withProject(
      async (project) => {
        assertSteps(await project.up(), ["create event", "create event"]);
        const { stdout } = await project.pulumi(["plugin", "ls", "--json"]);
        expect(JSON.parse(stdout)).toStrictEqual([]);
        const { deployment } = await project.exportState();
        const types = (deployment.resources ?? []).map(({ type }) => type);
        expect(types).toContain("pulumi-nodejs:dynamic/realtimekit:LiveInput");
        expect(types.filter((type) => type.includes("cloudflare"))).toStrictEqual([]);
      },
      { program },
    );
  });

  withPlugin("gives the hub and the player's configuration of the example", async () => {
    const from = join(root, "examples", "player-config");
    await withProject(
      async (project) => {
        await lend(project, plugin ?? assert.fail(), version);
        await cp(join(from, "index.ts"), join(project.directory, "index.ts"));
        const manifest = await readFile(join(from, "Pulumi.yaml"), "utf8");
        await writeFile(join(project.directory, "Pulumi.yaml"), manifest);
        await project.config({
          "cloudflare:apiToken": new Secret(token),
          "cloudflare:baseUrl": project.emulator.baseUrl,
          "player-config:youtubeKey": new Secret("youtube-key-of-a-player"),
        });
        assertSucceeded(await project.pulumi(["stack", "init", project.stack]));
        assertSteps(await project.up(), [
          "create hub",
          "create keynote",
          "create keynote-player",
          "create keynote-youtube",
          "create players",
        ]);

        const outputs = await project.outputs({ showSecrets: true });
        const [input, ...more] = await list(project, LIVE_INPUTS);
        expect(more).toStrictEqual([]);
        const hub = await get(project, `${LIVE_INPUTS}/${textAt(input, "uid")}`);
        expect([outputs.playbackUrl, outputs.ingestServer, outputs.streamKey]).toStrictEqual(
          ["playback.hls", "rtmps.url", "rtmps.streamKey"].map((path) => at(hub, path)),
        );
        const targets = await list(project, `${LIVE_INPUTS}/${textAt(hub, "uid")}/outputs`);
        expect(targets.map(({ url }) => url)).toStrictEqual(["rtmps://a.rtmps.youtube.com/live2"]);
        const [players] = (await call(project, "GET", NAMESPACES)) as { id: string }[];
        const value = await project.api("GET", `${NAMESPACES}/${players?.id ?? ""}/values/keynote`);
        expect(value.body).toStrictEqual({
          source: outputs.playbackUrl,
          type: "application/x-mpegURL",
        });
        assertSteps(await project.preview(), []);
        await project.assertNoSecretLeaked();
      },
      { program: "", emulator: { token } },
    );
  });
});
