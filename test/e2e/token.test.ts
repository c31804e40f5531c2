import { join } from "node:path";
import { startEmulator } from "../../emulator/server.ts";
import { assertRefused } from "../support/outcome.ts";
import {
  ACCOUNT,
  APP,
  type Operation,
  type Project,
  Secret,
  withProject,
} from "../support/project.ts";
import { assertSteps, errorsOf } from "./stack-under-test.ts";

describe("a token that was rotated", () => {
  it("in config, reaches refresh and destroy after an up or by --run-program, and not before", async () => {
    await withApi(async (project, api) => {
      const rotateTo = async (token: string) => {
        await api.takeOnly(token);
        await project.config(stack(api.baseUrl(), token));
        // Pulumi hands them the config of the last up, and config goes before the environment.
        return { env: { CLOUDFLARE_API_TOKEN: token } };
      };
      await rotateTo("token-in-config-1");
      assertSteps(await project.up(), ["create hub"]);

      assertTokenRefused(await project.refresh([], await rotateTo("token-in-config-2")));
      assertSteps(await project.refresh(["--run-program"]), []);
      assertSteps(await project.refresh(), []);

      assertTokenRefused(await project.destroy([], await rotateTo("token-in-config-3")));
      assertSteps(await project.up(), []);
      assertSteps(await project.destroy(), ["delete hub"]);
      await project.assertNoSecretLeaked();
    });
  });

  it("in the environment, reaches refresh and destroy at once", async () => {
    await withApi(async (project, api) => {
      await project.config(stack(api.baseUrl(), undefined));
      const withToken = (token: string) => ({
        env: { CLOUDFLARE_API_TOKEN: project.secrets.add(token) },
      });
      await api.takeOnly("token-in-environment-1");
      assertSteps(await project.up([], withToken("token-in-environment-1")), ["create hub"]);
      await api.takeOnly("token-in-environment-2");
      assertTokenRefused(await project.refresh([], withToken("token-in-environment-1")));
      assertSteps(await project.refresh([], withToken("token-in-environment-2")), []);
      assertSteps(await project.destroy([], withToken("token-in-environment-2")), ["delete hub"]);
      await project.assertNoSecretLeaked();
    });
  });
});

function stack(baseUrl: string, token: string | undefined): Record<string, unknown> {
  return {
    "realtimekit:baseUrl": baseUrl,
    "realtimekit:apiToken": token && new Secret(token),
    "livestreaming:liveInputs": { hub: {} },
  };
}

interface Api {
  baseUrl: () => string;
  /** From now on the API refuses every other token; its data and its address stay. */
  takeOnly: (token: string) => Promise<void>;
}

/** A project beside an emulator whose token changes. */
async function withApi(work: (project: Project, api: Api) => Promise<void>): Promise<void> {
  await withProject(async (project) => {
    const data = join(project.directory, "..", "api");
    const start = (token: string, port = 0) =>
      startEmulator({ data, accountId: ACCOUNT, appId: APP, token, port });
    let emulator = await start("none yet");
    try {
      await work(project, {
        baseUrl: () => emulator.baseUrl,
        takeOnly: async (token) => {
          const { port } = emulator;
          await emulator.close();
          emulator = await start(token, port);
        },
      });
    } finally {
      await emulator.close();
    }
  });
}

function assertTokenRefused(operation: Operation): void {
  assertRefused(operation);
  const [only, ...more] = errorsOf(operation);
  expect(only).toMatch(/ responded with 401: .* The API rejects the token: /);
  expect(more).toStrictEqual([]);
}
