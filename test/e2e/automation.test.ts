/** A program of Pulumi's Automation API, started from a directory that knows nothing of its packages. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runCaptured } from "../../cli/processes.ts";
import { type Project, withProject } from "../support/project.ts";
import { held } from "./stack-under-test.ts";

const program = `
import { LocalWorkspace } from "@pulumi/pulumi/automation/index.js";
import { LiveInput } from "pulumi-realtimekit";

const main = process.env.MAIN;
const stack = await LocalWorkspace.createOrSelectStack(
  {
    stackName: "automated",
    projectName: "automated",
    program: async () => ({ server: new LiveInput("hub").ingestServer }),
  },
  { projectSettings: { name: "automated", runtime: "nodejs", ...(main && { main }) } },
);
try {
  const { outputs } = await stack.up();
  console.log(outputs.server.value);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
`;

/** Runs it from the root of the file system. */
async function run(project: Project, main: string) {
  const file = join(project.directory, "automated.mjs");
  await writeFile(file, program);
  const env = {
    ...project.env,
    MAIN: main,
    PULUMI_STACK: undefined,
    CLOUDFLARE_BASE_URL: project.emulator.baseUrl,
    CLOUDFLARE_ACCOUNT_ID: project.emulatorAccount,
    CLOUDFLARE_API_TOKEN: project.token,
  };
  return await runCaptured("node", [file], { cwd: "/", env });
}

describe("a program of the Automation API that is started elsewhere", () => {
  it("finds the provider where its project settings give the program's directory as main", async () => {
    await withProject(
      async (project) => {
        const { code, stdout, stderr } = await run(project, project.directory);
        expect({ code, stderr }).toStrictEqual({ code: 0, stderr: "" });
        const [hub, ...more] = await held(project).liveInputs();
        expect(more).toStrictEqual([]);
        expect(stdout.trim()).toBe(hub?.rtmps.url);
        expect(hub?.meta.name).toMatch(/^hub-/);
      },
      { program: "export {};" },
    );
  });

  it("is told so where it does not", async () => {
    await withProject(
      async (project) => {
        const { code, stderr } = await run(project, "");
        expect(code).not.toBe(0);
        expect(stderr).toMatch(
          /@pulumi\/pulumi is not installed for the program in \S+\. .* as `main` of its project settings/,
        );
        expect(await held(project).liveInputs()).toStrictEqual([]);
      },
      { program: "export {};" },
    );
  });
});
