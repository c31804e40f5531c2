/** SDKs and code that the CLI generates from the plugin's schema: for Go, .NET and TypeScript. */
import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { type Captured, runCaptured } from "../../cli/processes.ts";
import { pluginFolder } from "../../publish/plugin.ts";
import { addressOf, readManifest } from "../../publish/stage.ts";
import { prepare } from "../../scripts/environment.ts";
import { root } from "../../scripts/places.ts";
import { conferenceHost } from "../support/conference-host.ts";
import { removeDirectory, temporaryDirectory } from "../support/directory.ts";
import { cleanEnvironment } from "../support/environment.ts";
import { describeLanguage, nodeGenerator } from "../support/languages.ts";
import { assertSucceeded } from "../support/outcome.ts";
import { KIT, STREAM } from "../support/emulator.ts";
import type { Plain } from "../support/plain.ts";
import { type Project, withProject } from "../support/project.ts";
import { ensurePlugin } from "../support/plugin.ts";
import { find } from "../../toolchain/on-path.ts";

const GO_SDK = `${addressOf(await readManifest()).replace("https://", "")}/sdk/go`;

const GO_PROGRAM = `package main

import (
	"${GO_SDK}/realtimekit"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(func(ctx *pulumi.Context) error {
		keynote, err := realtimekit.NewLivestream(ctx, "keynote", &realtimekit.LivestreamArgs{
			KeyVersion: pulumi.String("1"),
		})
		if err != nil {
			return err
		}
		_, err = realtimekit.NewPreset(ctx, "host", &realtimekit.PresetArgs{
			Template: realtimekit.PresetTemplateHost,
			Ui: realtimekit.PresetUiArgs{DesignTokens: realtimekit.PresetUiDesignTokensArgs{
				Colors: realtimekit.PresetUiDesignTokensColorsArgs{
					Background: pulumi.StringMap{"1000": pulumi.String("#101418")},
				},
			}},
		})
		ctx.Export("streamKey", keynote.StreamKey)
		return err
	})
}
`;

let directory = "";

beforeAll(async () => {
  await ensurePlugin();
  directory = await temporaryDirectory();
});

afterAll(() => removeDirectory(directory));

async function pulumi(args: string[], first?: string): Promise<Captured> {
  const { pulumi, env } = await prepare(cleanEnvironment());
  const PATH = [first, env.PATH].filter(Boolean).join(delimiter);
  const own = { PATH, PULUMI_HOME: join(directory, "home"), PULUMI_BACKEND_URL: "file://~" };
  const captured = await runCaptured(pulumi, args, { cwd: directory, env: { ...env, ...own } });
  assertSucceeded(captured);
  return captured;
}

/** Generates an SDK; answers its folder. */
async function generate(language: string): Promise<string> {
  const plugin = join(pluginFolder, "pulumi-resource-realtimekit");
  await pulumi(["package", "gen-sdk", plugin, "--language", language, "--out", "sdk"]);
  return join(directory, "sdk", language);
}

it("the plugin's schema has no problem that the CLI knows", async () => {
  const { stdout, stderr } = await pulumi(["schema", "check", join(pluginFolder, "schema.json")]);
  expect(stdout + stderr).toBe("");
});

await describeLanguage("go", "the SDK for Go", () => {
  const test = find("go", process.env.PATH) === undefined ? it.skip : it;

  test("compiles with a program that uses it, and go vet has nothing to say", async () => {
    const sdk = await generate("go");
    const program = join(directory, "program");
    await mkdir(program);
    await writeFile(join(program, "main.go"), GO_PROGRAM);
    // With the modules of the language hosts, whose packages are compiled already.
    const modules = join(root, "toolchain", "languages");
    const manifest = await readFile(join(modules, "go.mod"), "utf8");
    await writeFile(join(program, "go.mod"), manifest.replace(/^module .*/, "module program"));
    await writeFile(join(program, "go.sum"), await readFile(join(modules, "go.sum"), "utf8"));
    const go = async (...args: string[]) => {
      const flags = "-mod=mod -trimpath -buildvcs=false";
      const env = { ...process.env, GOWORK: "off", GOFLAGS: flags, CGO_ENABLED: "0" };
      assertSucceeded(await runCaptured("go", args, { cwd: program, env }));
    };
    await go("mod", "edit", `-require=${GO_SDK}@v0.0.0`, `-replace=${GO_SDK}=${sdk}`);
    await go("vet", ".");
    await go("build", "-o", "program", ".");
  });
});

await describeLanguage("dotnet", "the SDK for .NET", () => {
  it("has a class for each resource, and values by name", async () => {
    const sdk = await generate("dotnet");
    const files = await readdir(sdk);
    for (const name of ["App", "LiveInput", "Livestream", "Meeting", "Preset", "RestreamTarget"])
      expect(files).toContain(`${name}.cs`);
    expect(files).toContain("Pulumi.RealtimeKit.csproj");
    expect(await readFile(join(sdk, "Enums.cs"), "utf8")).toContain(
      'PresetTemplate Host { get; } = new PresetTemplate("host")',
    );
  });
});

// Every host of this checkout's generates code for Node as well, as Pulumi's own does.
await describeLanguage("go", "code in TypeScript, written by pulumi import", () => {
  it("compiles with this package, whose constants it uses", async () => {
    await withProject(
      async (project) => {
        const resources = await somebodys(project);
        await writeFile(join(project.directory, "import.json"), JSON.stringify({ resources }));
        const words = ["import", "--file", "import.json", "--yes", "--out", "index.ts"];
        const PATH = [await nodeGenerator(), project.env.PATH].join(delimiter);
        assertSucceeded(await project.pulumi(words, { env: { PATH } }));
        const code = await readFile(join(project.directory, "index.ts"), "utf8");
        expect(code).toContain('from "pulumi-realtimekit"');
        expect(code).toContain("WebhookEvents.LivestreamingStatusUpdate");
        expect(code).toContain("LiveInputRecordingMode.Automatic");
        expect(code).toContain("PresetPermissionsPluginsConfigAccessControl.ViewOnly");
        await project.program(code);
        await assertCompiles(project.directory);
        const preview = await project.preview();
        expect([preview.code, preview.steps]).toStrictEqual([0, []]);
      },
      { program: "export {};", native: true, config: { "realtimekit:provider": "native" } },
    );
  });
});

/** What somebody else has made, as a file for pulumi import lists it. */
async function somebodys(project: Project): Promise<object[]> {
  const make = async (type: string, path: string, body: Plain) => {
    const { body: answer } = await project.api("POST", path, body);
    const { data, result } = answer as { data?: Plain; result?: Plain };
    const { id, uid } = data ?? result ?? {};
    expect({ type, id: id ?? uid }).toStrictEqual({ type, id: expect.any(String) as string });
    return { type: `realtimekit:index:${type}`, name: type.toLowerCase(), id: id ?? uid };
  };
  const conference = conferenceHost();
  Object.assign((conference.permissions as { plugins: Plain }).plugins, {
    config: {
      "ff7e7fbd-1e5b-4e0a-a0e9-1f3f7a3c9f2b": {
        access_control: "VIEW_ONLY",
        handles_view_only: false,
      },
    },
  });
  return [
    await make("LiveInput", STREAM, { meta: { name: "hub" }, recording: { mode: "automatic" } }),
    await make("Webhook", `${KIT}/webhooks`, {
      ...{ name: "status", url: "https://example.com/hook", enabled: true },
      events: ["livestreaming.statusUpdate"],
    }),
    await make("Preset", `${KIT}/presets`, conference),
  ];
}

async function assertCompiles(directory: string): Promise<void> {
  await symlink(join(root, "node_modules", "@types"), join(directory, "node_modules", "@types"));
  const compilerOptions = {
    ...{ strict: true, noEmit: true, skipLibCheck: true, types: ["node"] },
    ...{ module: "nodenext", target: "es2022" },
  };
  const text = JSON.stringify({ compilerOptions, files: ["index.ts"] });
  await writeFile(join(directory, "tsconfig.json"), text);
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  assertSucceeded(
    await runCaptured(process.execPath, [tsc, "--project", directory], { cwd: directory }),
  );
}
