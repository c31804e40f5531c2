/** A client that stops in the middle holds its connection for so long, and no longer. */
import assert from "node:assert/strict";
import { once } from "node:events";
import type { Socket } from "node:net";
import { text } from "node:stream/consumers";
import { STREAM } from "../support/emulator.ts";
import { startPerTest } from "./harness.ts";
import { connected } from "./raw.ts";

const start = startPerTest();

const HEAD = [
  `POST /client/v4${STREAM} HTTP/1.1`,
  "Host: 127.0.0.1",
  "Authorization: Bearer a-token",
  "Content-Type: application/json",
  "Content-Length: 100",
].join("\r\n");

const HALVES: [what: string, sent: string][] = [
  ["a body", `${HEAD}\r\n\r\n{"meta":`],
  ["a head", HEAD],
  ["nothing at all", ""],
];

/** Fails where the connection outlives the wait. */
async function ended(socket: Socket, milliseconds: number): Promise<string> {
  const timer = setTimeout(() => socket.destroy(new Error("still open")), milliseconds);
  try {
    return await text(socket);
  } finally {
    clearTimeout(timer);
  }
}

describe("a connection on which a client has sent", () => {
  for (const [what, sent] of HALVES)
    it(`the half of ${what} is ended`, async () => {
      const { emulator, client } = await start({ requestTimeoutMs: 200 });
      const socket = await connected(emulator.origin);
      socket.write(sent);
      const answer = await ended(socket, 5_000);
      if (sent !== "") expect(answer).toMatch(/^HTTP\/1\.1 408 /);
      // Nothing was made of it, and others are answered.
      const list = await client.get<{ result: { total: number } }>(STREAM);
      expect(list.result.total).toBe(0);
    });

  it("half of a body does not hold up close()", async () => {
    const { emulator } = await start();
    const sockets = await Promise.all(HALVES.map(() => connected(emulator.origin)));
    for (const [index, socket] of sockets.entries()) {
      socket.on("error", () => undefined);
      socket.write(HALVES[index]?.[1] ?? assert.fail());
    }
    // They have arrived once the emulator has answered somebody else.
    await emulator.call("GET", STREAM);
    const gone = sockets.map((socket) => once(socket, "close"));
    const begun = performance.now();
    await emulator.close();
    await Promise.all(gone);
    expect(performance.now() - begun).toBeLessThan(2_000);
  });

  it("a whole request may wait longer for its answer", async () => {
    const { emulator, control } = await start({ requestTimeoutMs: 100 });
    await control.fault({ latencyMs: 600 });
    expect((await emulator.call("POST", STREAM, {})).status).toBe(200);
  });
});
