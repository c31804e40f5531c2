/** The native plugin's own process, as it is published: started, asked over gRPC, left alone. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { readFile, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import grpc from "@grpc/grpc-js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import type * as services from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import proto from "@pulumi/pulumi/proto/provider_pb.js";
import { livestream } from "../../provider/resources/livestream/definition.ts";
import { tokenOf } from "../../provider/hosts/native/kinds.ts";
import { pluginFolder } from "../../publish/plugin.ts";
import { closeAfterEach } from "../support/after-each.ts";
import { removeDirectory, temporaryDirectory } from "../support/directory.ts";
import { ensurePlugin } from "../support/plugin.ts";
import { hiddenIn, plainOf } from "../native/plugin.ts";
import { toStruct } from "../provider/native.ts";

const { ResourceProviderClient } = createRequire(import.meta.url)(
  "@pulumi/pulumi/proto/provider_grpc_pb.js",
) as typeof services;

const later = closeAfterEach();
const program = join(pluginFolder, "pulumi-resource-realtimekit");

beforeAll(() => ensurePlugin());

/** Starts it and answers what it prints first. */
async function start(
  command: string,
  args: string[],
): Promise<{ process: ChildProcess; line: string }> {
  const started = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] });
  later(() => started.kill("SIGKILL"));
  let text = "";
  for await (const part of started.stdout as AsyncIterable<Buffer>) {
    text += part.toString();
    if (text.includes("\n")) break;
  }
  return { process: started, line: text.trim() };
}

type Ask<Request, Response> = (
  request: Request,
  callback: (error: grpc.ServiceError | null, response: Response) => void,
) => unknown;

function ask<Request, Response>(call: Ask<Request, Response>, request: Request): Promise<Response> {
  return new Promise((resolve, reject) => {
    call(request, (error, response) => (error ? reject(error) : resolve(response)));
  });
}

function connect(port: string) {
  const client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  later(() => client.close());
  return client;
}

async function isThere(id: number): Promise<boolean> {
  try {
    process.kill(id, 0);
    // What nobody has taken notice of yet is no more.
    return !/^State:\s+Z/m.test(await readFile(`/proc/${id}/status`, "utf8").catch(() => ""));
  } catch {
    return false;
  }
}

describe("the plugin's process", () => {
  it("prints its port and answers, also by a link from elsewhere", async () => {
    const directory = await temporaryDirectory();
    later(() => removeDirectory(directory));
    const link = join(directory, "pulumi-resource-realtimekit");
    await symlink(program, link);
    const { line } = await start(link, ["127.0.0.1:1"]);
    expect(line).toMatch(/^\d+$/);
    const client = connect(line);
    const info = await ask(client.getPluginInfo.bind(client) as never, new empty.Empty());
    expect((info as { getVersion(): string }).getVersion()).toMatch(/^\d+\.\d+\.\d+/);
    const request = new proto.GetSchemaRequest();
    const schema = await ask(client.getSchema.bind(client) as never, request);
    const { resources } = JSON.parse((schema as { getSchema(): string }).getSchema()) as {
      resources: object;
    };
    expect(Object.keys(resources)).toContain(tokenOf(livestream));
  });

  it("checks over the wire; what is wrong comes back as an error's text", async () => {
    const { line } = await start(program, []);
    const client = connect(line);
    const configure = new proto.ConfigureRequest();
    const settings = { accountId: "a", appId: "b", apiToken: "t" };
    configure.setArgs(toStruct(settings));
    await ask(client.configure.bind(client) as never, configure);
    const check = new proto.CheckRequest();
    check.setUrn(`urn:pulumi:s::p::${tokenOf(livestream)}::it`);
    check.setNews(toStruct({ name: "given" }));
    const checked = await ask(client.check.bind(client) as never, check);
    const inputs = (checked as InstanceType<typeof proto.CheckResponse>).getInputs();
    expect(plainOf(inputs)).toStrictEqual({ name: "given", accountId: "a", appId: "b" });
    expect(hiddenIn(inputs)).toStrictEqual({});
    check.setUrn("urn:pulumi:s::p::realtimekit:index:Nothing::it");
    await expect(ask(client.check.bind(client) as never, check)).rejects.toMatchObject({
      details: expect.stringMatching(
        /^realtimekit:index:Nothing is no type of this package; /,
      ) as string,
    });
    const unknown = ask(client.call.bind(client) as never, new proto.CallRequest());
    await expect(unknown).rejects.toMatchObject({ code: grpc.status.UNIMPLEMENTED });
  });

  it("ends when what started it was killed", async () => {
    const { process: parent, line } = await start(process.execPath, [
      "-e",
      `const { spawn } = require("node:child_process");
       const child = spawn(${JSON.stringify(program)}, [], { stdio: ["ignore", "pipe", "inherit"] });
       child.stdout.once("data", () => console.log(child.pid));
       setInterval(() => {}, 1000);`,
    ]);
    const id = Number(line);
    expect(await isThere(id)).toBe(true);
    parent.kill("SIGKILL");
    for (let tries = 0; tries < 300 && (await isThere(id)); tries++) await wait(100);
    assert.equal(await isThere(id), false);
  });
});
