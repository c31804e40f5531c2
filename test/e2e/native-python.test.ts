/** examples/python with an SDK that the CLI generates from the installed plugin. */
import { readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCaptured } from "../../cli/processes.ts";
import { describeLanguage, hostOf, openExample } from "../support/languages.ts";
import { assertSucceeded } from "../support/outcome.ts";
import { story } from "../support/story.ts";
import { programStory } from "./keynote-and-summit.ts";
import { assertSteps, held } from "./stack-under-test.ts";

const FILES = ["Pulumi.yaml", "__main__.py", "requirements.txt"];

/** Whether there is a Python 3 whose pip finds Pulumi's SDK: it lists the versions where one is missing. */
async function isInstallable(): Promise<boolean> {
  const args = ["-m", "pip", "download", "--no-deps", "--quiet", "--dest", tmpdir(), "pulumi<0"];
  const { stderr } = await runCaptured("python3", args, { cwd: tmpdir() }).catch(() => ({
    stderr: "",
  }));
  return /from versions: \d/.test(stderr);
}

const needed = () => {
  const told = story(() => openExample("python", FILES));

  told.step("gets its SDK and its environment from pulumi install", async (project) => {
    assertSucceeded(await project.pulumi(["install"], { timeoutMs: 300_000 }));
    const sdk = join(project.directory, "sdks", "realtimekit", "pulumi_realtimekit");
    expect(await readFile(join(sdk, "_enums.py"), "utf8")).toContain('CAN_REQUEST = "CAN_REQUEST"');
    const manifest = await readFile(join(project.directory, "requirements.txt"), "utf8");
    expect(manifest).toContain("\n./sdks/realtimekit\n");
  });

  programStory(told, async (project) => {
    const file = join(project.directory, "__main__.py");
    const text = await readFile(file, "utf8");
    const changed = text.replace("enabled=False", "enabled=True");
    expect(changed).not.toBe(text);
    await writeFile(file, changed);
  });

  told.step("has the components, and the lookups as functions", async (project) => {
    await writeFile(join(project.directory, "__main__.py"), COMPONENTS);
    const up = await project.up();
    assertSucceeded(up);
    const targets = await held(project).targets((await held(project).liveInputs())[0]?.uid ?? "");
    expect(targets.map(({ url }) => url)).toStrictEqual(["rtmps://a.rtmps.youtube.com/live2"]);
    expect(await project.outputs()).toMatchObject({
      ingestUrl: "[secret]",
      target: targets[0]?.uid,
      canRecord: false,
    });
    assertSteps(await project.up(), []);
  });
};

const COMPONENTS = `
import pulumi
import pulumi_realtimekit as realtimekit

event = realtimekit.Broadcast(
    "event",
    hub_args={"display_name": "Summit"},
    targets={
        "youtube": {
            "platform": realtimekit.RestreamTargetPlatform.YOUTUBE,
            "stream_key": pulumi.Config().require_secret("youtubeKey"),
        }
    },
)
stage = realtimekit.Stage(
    "panel", host={"permissions": {"can_record": False}}, meeting={"title": "Panel"}
)
pulumi.export("ingestUrl", event.ingest_url)
pulumi.export("target", event.targets.apply(lambda targets: targets["youtube"]["id"]))
found = realtimekit.get_preset_output(name=stage.host_preset)
pulumi.export("canRecord", found.permissions.can_record)
`;

if ((await hostOf("python")) === undefined || (await isInstallable()))
  await describeLanguage("python", "a program in Python", needed);
else describe.skip("a program in Python (pip does not find Pulumi's SDK)", needed);
