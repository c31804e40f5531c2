/** The emulator as a process: what survives it, and what it says when it cannot start. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { readDevStack } from "../../emulator/dev-stack.ts";
import { startEmulator, type EmulatorOptions } from "../../emulator/server.ts";
import { closeAfterEach, directoryPerTest } from "../support/after-each.ts";
import { account_id, app_id, kit, preset, sdk, startPerTest } from "./harness.ts";

const start = startPerTest();
const later = closeAfterEach();
const newDirectory = directoryPerTest();

const main = join(import.meta.dirname, "../../emulator/main.ts");
const who = ["--account", account_id, "--app", app_id];

/** Runs main.ts to its end; one that serves, and should not have, is ended. */
async function run(...args: string[]) {
  const child = spawn(process.execPath, [main, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 20_000,
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (child.exitCode === null) await once(child, "exit");
  return { code: child.exitCode, stdout, stderr };
}

/** Starts main.ts, and waits for the base URL that it prints. */
async function serve(data: string, flags: string[] = who) {
  const child = spawn(process.execPath, [main, "--port", "0", "--data", data, ...flags], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  later(() => child.kill("SIGKILL"));
  for await (const line of createInterface(child.stdout)) {
    const baseUrl = /base URL +(\S+)/.exec(line)?.[1];
    if (baseUrl !== undefined) return { child, baseUrl, client: sdk(baseUrl) };
  }
  return assert.fail("the emulator ended without a base URL");
}

/** Starts an emulator that ought to be refused; one that is not must not outlive the test. */
async function startRefused(options: Partial<EmulatorOptions> & { data: string }) {
  const emulator = await startEmulator({ accountId: account_id, appId: app_id, ...options });
  later(() => emulator.close());
}

describe("the data", () => {
  it("survives kill -9, and the next emulator serves it", async () => {
    const data = await newDirectory();
    const { child, client } = await serve(data);
    const { data: host } = await client.realtimeKit.presets.create(app_id, {
      account_id,
      ...preset("host"),
    });
    const input = await client.stream.liveInputs.create({ account_id, meta: { name: "hub" } });
    const body = { name: "kept" };
    await client.post(`${kit}/livestreams`, { body });
    // The answer to the last write has just arrived: whatever follows it has no time to happen.
    child.kill("SIGKILL");
    await once(child, "exit");

    const next = await start({ data });
    const inApp = { account_id, app_id };
    const { presets } = next.client.realtimeKit;
    expect((await presets.getPresetByID(host.id, inApp)).data).toStrictEqual(host);
    const { liveInputs } = next.client.stream;
    expect(await liveInputs.get(input.uid ?? "", { account_id })).toStrictEqual(input);
    const list = await next.client.get<{ data: { name: string }[] }>(`${kit}/livestreams`);
    expect(list.data.map(({ name }) => name)).toStrictEqual(["kept"]);
  });

  it("outlives a restart, also one by SIGTERM", async () => {
    const data = await newDirectory();
    const { child, client } = await serve(data);
    const { data: made } = await client.realtimeKit.apps.post({ account_id, name: "second" });
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toStrictEqual([0, null]);
    const { client: again } = await start({ data });
    const { data: apps } = await again.realtimeKit.apps.get({ account_id });
    expect(apps?.map(({ id }) => id)).toStrictEqual([app_id, made?.app?.id]);
  });

  it("is refused to a second emulator, in the same process and in another", async () => {
    const data = await newDirectory();
    const { emulator, client } = await start({ data });
    const told = /^Another emulator is using the data directory .*--data DIR/;
    await expect(startRefused({ data })).rejects.toThrow(told);
    const { code, stdout, stderr } = await run("--port", "0", "--data", data, ...who);
    expect([code, stdout]).toStrictEqual([1, ""]);
    expect(stderr).toMatch(told);
    expect(stderr).not.toContain("    at ");
    // The first one goes on, and frees the directory when it closes.
    await client.stream.liveInputs.create({ account_id });
    await emulator.close();
    const next = await start({ data });
    expect((await next.client.stream.liveInputs.list({ account_id })).total).toBe(1);
  });
});

describe("starting", () => {
  it("says which port is in use, and leaves the data directory free", async () => {
    const { emulator } = await start();
    const data = await newDirectory();
    const { port } = emulator;
    const told = new RegExp(`^Port ${port} on 127\\.0\\.0\\.1 is in use\\. .*--port N`);
    await expect(startRefused({ port, data })).rejects.toThrow(told);
    const { code, stderr } = await run("--port", String(port), "--data", data, ...who);
    expect(code).toBe(1);
    expect(stderr).toMatch(told);
    expect(stderr.trim().split("\n").length).toBe(1);
    await start({ data });
  });

  it("says what is wrong with a flag, and exits with 1", async () => {
    for (const [flags, told] of [
      [["--prot", "1"], /'--prot'/],
      [["--port", "x"], /^--port: expected a whole number/],
      [["--rtmp-port", "x"], /^--rtmp-port: expected a whole number/],
      [["--port", "70000"], /^--port: expected at most 65535/],
      [["--data"], /--data/],
      [["stray"], /stray/],
    ] as const) {
      const { code, stdout, stderr } = await run(...flags);
      expect([code, stdout]).toStrictEqual([1, ""]);
      expect(stderr).toMatch(told);
      expect(stderr).not.toContain("    at ");
    }
  });

  it("with --media prints where encoders send and where the page is", async () => {
    const data = await newDirectory();
    const child = spawn(
      process.execPath,
      [main, "--port", "0", "--data", data, ...who, "--media"],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    later(() => child.kill("SIGKILL"));
    let page: string | undefined;
    let ingest: string | undefined;
    for await (const line of createInterface(child.stdout)) {
      ingest ??= /ingest +(\S+)/.exec(line)?.[1];
      page = /on air +(\S+)/.exec(line)?.[1];
      if (page !== undefined) break;
    }
    expect(ingest).toMatch(/^rtmp:\/\/127\.0\.0\.1:\d+\/live\/$/);
    expect((await fetch(page ?? "")).status).toBe(200);
    // Its ingest port is refused to another one.
    const port = new URL(ingest?.replace("rtmp:", "http:") ?? "").port;
    const flags = ["--port", "0", "--data", await newDirectory(), ...who, "--media"];
    const second = await run(...flags, "--rtmp-port", port);
    expect(second.code).toBe(1);
    expect(second.stderr).toMatch(
      new RegExp(`^Port ${port} on 127\\.0\\.0\\.1 is in use\\. .*--rtmp-port N`),
    );
  });

  it("explains itself with --help", async () => {
    const { code, stdout, stderr } = await run("--help");
    expect([code, stderr]).toStrictEqual([0, ""]);
    for (const flag of ["--port", "--data", "--token", "--rate-limit"])
      expect(stdout).toContain(flag);
  });

  it("takes only the token of --token, and listens on the loopback interface", async () => {
    const { baseUrl } = await serve(await newDirectory(), [...who, "--token", "right"]);
    expect(baseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/client\/v4$/);
    await expect(sdk(baseUrl).realtimeKit.apps.get({ account_id })).rejects.toThrow(/401/);
    await sdk(baseUrl, { apiToken: "right" }).realtimeKit.apps.get({ account_id });
  });
});

describe("the dev stack", () => {
  const write = async (yaml: string) => {
    const root = await newDirectory();
    await writeFile(join(root, "Pulumi.dev.yaml"), yaml);
    return root;
  };

  it("says where the API is, and which account and app it has", async () => {
    const root = await write(`config:
  realtimekit:baseUrl: http://127.0.0.1:8642/client/v4
  realtimekit:accountId: acc
  realtimekit:appId: app
  livestreaming:livestreams: { keynote: {} }
`);
    expect(readDevStack(root)).toStrictEqual({
      baseUrl: "http://127.0.0.1:8642/client/v4",
      port: 8642,
      accountId: "acc",
      appId: "app",
    });
  });

  it("is refused where it would send people to the real API, or lacks a value", async () => {
    const real = "config: { realtimekit:baseUrl: https://api.cloudflare.com/client/v4 }";
    const root = await write(real);
    const read = () => readDevStack(root);
    expect(read).toThrow(/Pulumi\.dev\.yaml does not describe a local API/);
    for (const key of ["baseUrl", "accountId", "appId"]) expect(read).toThrow(`realtimekit:${key}`);
  });

  it("is the project's own Pulumi.dev.yaml where no flag says otherwise", async () => {
    const stack = readDevStack(join(import.meta.dirname, "../.."));
    const { client } = await serve(await newDirectory(), []);
    const { data } = await client.realtimeKit.apps.get({ account_id: stack.accountId });
    expect(data?.map(({ id }) => id)).toStrictEqual([stack.appId]);
  });
});
