/** Why a server did not take a stream: each has one clear message, without the stream key. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import { createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { parseAddress } from "../../media/rtmp/address.ts";
import { type ClientOptions, RtmpClient } from "../../media/rtmp/client.ts";
import { PublishFailure } from "../../media/rtmp/failure.ts";
import type { Message } from "../../media/rtmp/message.ts";
import { startRtmpServer, type RtmpServerOptions } from "../../media/rtmp/server.ts";
import { closeAfterEach, directoryPerTest } from "../support/after-each.ts";
import { eventually } from "../support/eventually.ts";
import { freePort } from "../support/port.ts";
import { TinyEncoder, tinyTags } from "../support/tiny-stream.ts";

const later = closeAfterEach();
const newDirectory = directoryPerTest();

const KEY = "a-stream-key-that-is-secret";

/** A server that takes KEY and keeps what it gets. */
async function serve(tls?: RtmpServerOptions["tls"]) {
  const media: Message[] = [];
  const ends: boolean[] = [];
  const server = await startRtmpServer(0, {
    app: "live",
    tls,
    publish: (key) =>
      key === KEY
        ? { media: (message) => void media.push(message), ended: (clean) => void ends.push(clean) }
        : "This key does not exist.",
  });
  later(() => server.close());
  return { port: server.port, media, ends };
}

async function failure(url: string, key = KEY, options: ClientOptions = {}): Promise<string[]> {
  const error: unknown = await TinyEncoder.start(url, key, options).then(
    (encoder) => encoder.close(),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(PublishFailure);
  const { reason, message } = error as PublishFailure;
  expect(message).not.toContain(key);
  return [reason, message];
}

/** Listens with a server of Node's. */
async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => sockets.add(socket));
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  later(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return port;
}

describe("a server that takes the stream", () => {
  it("gets all of it, and learns that it ends", async () => {
    const { port, media, ends } = await serve();
    const encoder = await TinyEncoder.start(`rtmp://127.0.0.1:${port}/live`, KEY);
    encoder.send();
    encoder.close();
    await eventually(() => ends.length > 0);
    expect(ends).toStrictEqual([true]);
    const sent = tinyTags().map(({ type, payload }) => [type, payload.toString("hex")]);
    const got = media.map(({ type, payload }) => [type, payload.toString("hex")]);
    expect(got.toSorted()).toStrictEqual(sent.toSorted());
  });

  it("can be tried as far as connect, without a stream", async () => {
    const { port, media, ends } = await serve();
    const address = parseAddress(`rtmp://127.0.0.1:${port}/live`);
    const client = await RtmpClient.connect(address ?? assert.fail());
    client.close();
    expect([media, ends]).toStrictEqual([[], []]);
  });
});

describe("the failure", () => {
  it("of a key that does not exist is: refused key", async () => {
    const { port } = await serve();
    expect(await failure(`rtmp://127.0.0.1:${port}/live`, "another-secret-key")).toStrictEqual([
      ...["refused key", `127.0.0.1:${port} refused the stream key (NetStream.Publish.BadName).`],
    ]);
  });

  it("of a port where nothing listens is: closed port", async () => {
    const port = await freePort();
    expect(await failure(`rtmp://127.0.0.1:${port}/live`)).toStrictEqual([
      ...["closed port", `Nothing listens at 127.0.0.1:${port}.`],
    ]);
  });

  it("of an application that does not exist is: unknown application", async () => {
    const { port } = await serve();
    const [reason, message] = await failure(`rtmp://127.0.0.1:${port}/show`);
    expect(reason).toBe("unknown application");
    expect(message).toMatch(/refused the application "show" \(NetConnection\.Connect\.InvalidApp/);
  });

  it("of a host that does not exist is: unknown host", async () => {
    const [reason] = await failure("rtmp://no-such-host.invalid/live");
    expect(reason).toBe("unknown host");
  });

  it("of a web server is: not RTMP", async () => {
    const port = await listen(createHttpServer());
    const [reason] = await failure(`rtmp://127.0.0.1:${port}/live`);
    expect(reason).toBe("not RTMP");
    const { port: plain } = await serve();
    expect((await failure(`rtmps://127.0.0.1:${plain}/live`))[0]).toBe("not RTMP");
  });

  it("of a server that says nothing is: no answer", async () => {
    const port = await listen(createServer());
    expect(await failure(`rtmp://127.0.0.1:${port}/live`, KEY, { timeoutMs: 100 })).toStrictEqual([
      "no answer",
      `127.0.0.1:${port} did not answer in 0.1 s.`,
    ]);
  });

  it("of a certificate that nobody trusts is: bad certificate", async () => {
    const directory = await newDirectory();
    const [keyFile, certFile] = [join(directory, "key.pem"), join(directory, "cert.pem")];
    const made = await promisify(execFile)("openssl", [
      ...["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"],
      ...["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"],
      ...["-keyout", keyFile, "-out", certFile],
    ]).catch((error: unknown) => {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
      throw error;
    });
    if (made === undefined) {
      console.warn("openssl is not installed: RTMPS is not tried.");
      return;
    }
    const [key, cert] = [await readFile(keyFile), await readFile(certFile)];
    const { port, ends } = await serve({ key, cert });
    const url = `rtmps://localhost:${port}/live`;
    const [reason, message] = await failure(url);
    expect(reason).toBe("bad certificate");
    expect(message).toMatch(/^The certificate of localhost:\d+ is not valid: self-signed/);
    // With the certificate, the same server takes the stream.
    (await TinyEncoder.start(url, KEY, { tls: { ca: cert } })).close();
    await eventually(() => ends.length > 0);
  });
});
