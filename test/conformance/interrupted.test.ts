/** The command as a process that is interrupted in the middle. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { APP_NAME } from "../../cli/conformance/options.ts";
import { root } from "../../scripts/places.ts";
import { closeAfterEach } from "../support/after-each.ts";
import { APPS } from "../support/account.ts";
import { ACCOUNT, emulatorPerTest, STREAM, type TestEmulator } from "../support/emulator.ts";
import { environment } from "./run.ts";

const open = emulatorPerTest();
const later = closeAfterEach();

function start({ baseUrl }: TestEmulator) {
  const child = spawn(process.execPath, [join(root, "cli", "main.ts"), "conformance", "--yes"], {
    env: { PATH: process.env.PATH, ...environment(baseUrl) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  later(() => child.kill("SIGKILL"));
  return child;
}

/** Waits until a request has arrived. */
async function arrived({ control }: TestEmulator, method: string, path: RegExp): Promise<void> {
  for (;;) {
    const requests = await control.requests();
    if (requests.some((each) => each.method === method && path.test(each.path))) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Each in the middle of another kind: the response to this request comes after the signal. */
const POINTS: [signal: NodeJS.Signals, method: string, path: string][] = [
  ["SIGINT", "POST", "/presets$"],
  ["SIGTERM", "POST", "/live_inputs/.*/outputs$"],
  ["SIGINT", "PUT", "/webhooks/"],
];

for (const [signal, method, path] of POINTS) {
  it(`leaves nothing that can be deleted after ${signal} at ${method} ${path}`, async () => {
    const api = await open();
    await api.control.fault({ method, path, latencyMs: 700 });
    const child = start(api);
    const said = Promise.all([text(child.stdout), text(child.stderr)]);
    await arrived(api, method, new RegExp(path));
    child.kill(signal);
    const [code] = (await once(child, "exit")) as [number | null];
    const [stdout, stderr] = await said;
    expect({ code, stderr }).toMatchObject({ code: 1 });
    expect(stderr).toContain("Interrupted: deleting what was created.");
    expect(stdout).toContain("Interrupted. ");
    expect(stdout).toMatch(/\nRemaining, because the API cannot delete it: .*app.*\n$/);

    const call = async (url: string) =>
      (await api.call("GET", url)).body as {
        data: { id: string; name: string; status?: string }[];
      };
    const app = (await call(APPS)).data.find(({ name }) => name === APP_NAME);
    const kit = `/accounts/${ACCOUNT}/realtime/kit/${app?.id ?? ""}`;
    expect((await call(`${kit}/presets`)).data).toStrictEqual([]);
    expect((await call(`${kit}/webhooks`)).data).toStrictEqual([]);
    const meetings = (await call(`${kit}/meetings`)).data;
    expect(meetings.filter(({ status }) => status !== "INACTIVE")).toStrictEqual([]);
    expect((await api.call("GET", STREAM)).body).toMatchObject({ result: { liveInputs: [] } });
  });
}
