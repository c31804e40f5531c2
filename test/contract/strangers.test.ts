/**
 * A web page can reach 127.0.0.1: with a name of its own that leads there (DNS rebinding), or from its
 * own origin. The emulator answers neither, since it knows stream keys.
 */
import { text } from "node:stream/consumers";
import { KIT, STREAM } from "../support/emulator.ts";
import { startPerTest } from "./harness.ts";
import { connected, rawCall } from "./raw.ts";

const start = startPerTest();

const LIST = `/client/v4${STREAM}`;

/** The host that a header names; `:port` stands for the emulator's own. */
const hostOf = (host: string, port: number) => host.replace(":port", `:${port}`);

describe("the API answers", () => {
  for (const host of ["127.0.0.1:port", "localhost:port", "LocalHost:1234", "[::1]:port", "[::1]"])
    it(`a request to ${host}`, async () => {
      const { emulator } = await start();
      const headers = { host: hostOf(host, emulator.port) };
      const { status } = await rawCall(emulator.origin, { path: LIST, headers });
      expect(status).toBe(200);
    });

  for (const origin of ["http://localhost:5173", "http://127.0.0.1:port", "https://[::1]:8443"])
    it(`a page of this machine, ${origin}`, async () => {
      const { emulator } = await start();
      const headers = { origin: hostOf(origin, emulator.port) };
      const { status } = await rawCall(emulator.origin, { path: LIST, headers });
      expect(status).toBe(200);
    });
});

const STRANGERS: [what: string, headers: Record<string, string>, says: RegExp][] = [
  ["a name that leads here", { host: "rebound.example:8642" }, /Host: "rebound\.example:8642"/],
  [
    "a name that begins as a local one",
    { host: "localhost.example" },
    /Host: "localhost\.example"/,
  ],
  ["a name that ends as a local one", { host: "not-localhost:80" }, /Host: "not-localhost:80"/],
  ["an address of the network", { host: "192.168.0.7:8642" }, /Host: "192\.168\.0\.7:8642"/],
  ["a page elsewhere", { origin: "https://example.com" }, /Origin: "https:\/\/example\.com"/],
  ["a page of no origin", { origin: "null" }, /Origin: "null"/],
  [
    "a page that looks local",
    { origin: "http://localhost:80@example.com" },
    /Origin: "http:\/\/localhost:80@example\.com"/,
  ],
];

describe("the API refuses", () => {
  for (const [what, headers, says] of STRANGERS)
    it(`${what}, in the envelope of the path`, async () => {
      const { emulator } = await start();
      const kit = await rawCall(emulator.origin, { path: `/client/v4${KIT}/livestreams`, headers });
      expect(kit).toMatchObject({ status: 403, body: { success: false, error: { code: 403 } } });
      expect((kit.body as { error: { message: string } }).error.message).toMatch(says);
      const stream = await rawCall(emulator.origin, { path: LIST, headers });
      expect(stream).toMatchObject({
        status: 403,
        body: { result: null, success: false, errors: [{ code: 9109 }], messages: [] },
      });
      const { errors } = stream.body as { errors: { message: string }[] };
      expect(errors[0]?.message).toMatch(says);
    });

  it("a request that names no host", async () => {
    const { emulator } = await start();
    const socket = await connected(emulator.origin);
    socket.write(`GET ${LIST} HTTP/1.0\r\nAuthorization: Bearer a-token\r\n\r\n`);
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
    expect(answer).toContain("localhost only");
  });

  it("a write before it is logged, meets a fault or is carried out", async () => {
    const { emulator, control, client } = await start({
      rateLimit: { limit: 1, windowSeconds: 60 },
    });
    await control.fault({ status: 500 });
    const { status } = await rawCall(emulator.origin, {
      method: "POST",
      path: LIST,
      headers: { host: "rebound.example", authorization: "Bearer any-token" },
      body: "{}",
    });
    expect(status).toBe(403);
    expect(await control.requests()).toStrictEqual([]);
    expect((await control.faults()).length).toBe(1);
    await control.clearFaults();
    // Nor has it cost the one request that the limit allows.
    const list = await client.get<{ result: { liveInputs: unknown[] } }>(STREAM);
    expect(list.result.liveInputs).toStrictEqual([]);
  });

  it("a path that no route has", async () => {
    const { emulator } = await start();
    const headers = { host: "rebound.example" };
    expect((await rawCall(emulator.origin, { path: "/client/v4/none", headers })).status).toBe(403);
  });
});

describe("the control plane refuses", () => {
  for (const [what, headers] of [
    ...STRANGERS,
    // Nothing that a page could want is there.
    ["a page of this machine", { origin: "http://localhost:5173" }] as const,
  ])
    it(what, async () => {
      const { emulator } = await start();
      const { status } = await rawCall(emulator.origin, { path: "/__emulator/requests", headers });
      expect(status).toBe(403);
    });
});
