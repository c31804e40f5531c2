/** `npm run languages`, and the schema's names for other languages. */
import { chmod, mkdir, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { constantName, forLanguages } from "../../publish/schema/languages.ts";
import type { PackageSpec } from "../../publish/schema/spec.ts";
import { root } from "../../scripts/places.ts";
import { type Captured, runCaptured } from "../../cli/processes.ts";
import { cliFolder, ensureToolchain } from "../../toolchain/ensure.ts";
import { TOOLS } from "../../toolchain/versions.ts";
import { removeDirectory, temporaryDirectory } from "../support/directory.ts";

const EXECUTOR = "pulumi-language-python-exec";

let directory = "";
let env: NodeJS.ProcessEnv = {};

beforeEach(async () => {
  directory = await temporaryDirectory();
  env = {
    PATH: join(directory, "bin"),
    HOME: directory,
    PULUMI_REALTIMEKIT_CACHE: join(directory, "the cache"),
  };
  for (const tool of Object.values(TOOLS))
    await program(join(cliFolder(env).path, "bin", tool), "");
});
afterEach(() => removeDirectory(directory));

async function program(path: string, script: string): Promise<void> {
  await mkdir(join(path, ".."), { recursive: true });
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
}

function languages(): Promise<Captured> {
  return runCaptured(process.execPath, [join(root, "scripts", "languages.ts")], { env });
}

/** A `go` whose programs do nothing. */
async function fakeGo(): Promise<void> {
  const sdk = join(directory, "sdk");
  await program(join(sdk, "python", "cmd", EXECUTOR), "");
  await program(
    join(directory, "bin", "go"),
    `case "$1" in
env) echo go1.99.0; echo auto ;;
list) echo "${sdk}" ;;
build)
  while [ "$1" != -o ]; do shift; done
  echo "#!/bin/sh" >"$2"
  /bin/chmod +x "$2" ;;
esac`,
  );
}

describe("npm run languages", () => {
  it("builds the hosts beside the cached CLI, once, and commands use both", async () => {
    await fakeGo();
    const before = (await ensureToolchain(env)).directory;
    const { code, stdout, stderr } = await languages();
    expect([code, stderr]).toStrictEqual([
      0,
      expect.stringContaining("Building the language hosts"),
    ]);
    const { directory: bin } = await ensureToolchain(env);
    expect(bin).not.toBe(before);
    for (const name of ["yaml", "python", "go", "dotnet"])
      expect(stdout).toContain(`${name}: ${join(bin, `pulumi-language-${name}`)}\n`);
    expect(await readdir(bin)).toContain(EXECUTOR);
    expect(await readdir(join(bin, "..", "generators"))).toStrictEqual(["pulumi-language-nodejs"]);
    // The CLI is linked, not copied.
    const [own, linked] = [before, bin].map((each) => stat(join(each, TOOLS.cli)));
    expect((await linked)?.ino).toBe((await own)?.ino);
    expect((await languages()).stderr).toBe("");
  });

  it("says what is missing without Go, and leaves the CLI as it is", async () => {
    const before = await ensureToolchain(env);
    const { code, stderr } = await languages();
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^The language hosts cannot be built: Go is not installed\. Install Go /,
    );
    expect(await ensureToolchain(env)).toStrictEqual(before);
  });

  it("does not touch a CLI on PATH, and says what it needs", async () => {
    for (const tool of Object.values(TOOLS))
      await program(join(directory, "bin", tool), "echo v3.300.0");
    await program(join(directory, "bin", "pulumi-language-yaml"), "");
    const { code, stderr } = await languages();
    expect(code).toBe(1);
    expect(stderr).toContain(
      "has no language hosts for python, go, dotnet: install Pulumi's release",
    );
  });
});

describe("the schema for other languages", () => {
  it("names the values of enums as constants are named", () => {
    const names = {
      host: "Host",
      CAN_REQUEST: "CanRequest",
      LIVE: "Live",
      "en-US": "EnUS",
      "left top": "LeftTop",
      team_meeting: "TeamMeeting",
      "meeting.participantJoined": "MeetingParticipantJoined",
      H264: "H264",
    };
    for (const [value, name] of Object.entries(names)) expect(constantName(value)).toBe(name);
  });

  it("has maps where keys cannot be names", () => {
    const types = {
      "a:index:Shades": { type: "object", properties: { 500: { type: "string" } }, required: [] },
      "a:index:Colors": {
        type: "object",
        properties: {
          brand: { oneOf: [{ type: "string" }, { $ref: "#/types/a:index:Shades" }] },
          back: { $ref: "#/types/a:index:Shades", description: "The back." },
        },
        required: [],
      },
    };
    const map = { type: "object", additionalProperties: { type: "string" } };
    expect(forLanguages({ types } as unknown as PackageSpec).types).toStrictEqual({
      "a:index:Colors": {
        type: "object",
        properties: {
          brand: { oneOf: [{ type: "string" }, map] },
          back: { description: "The back.", ...map },
        },
        required: [],
      },
    });
  });
});
