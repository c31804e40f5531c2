/** HTTP by hand: what fetch and the SDK would never send. */
import { once } from "node:events";
import { request } from "node:http";
import { connect, type Socket } from "node:net";
import { json } from "node:stream/consumers";
import type { ApiAnswer } from "../support/emulator.ts";

interface Call {
  readonly method?: string;
  /** Below the origin, as it goes out. */
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** A call with headers of the test's own, `host` and `origin` among them. */
export async function rawCall(origin: string, call: Call): Promise<ApiAnswer> {
  const { method = "GET", path, headers = {}, body = "" } = call;
  const { hostname, port } = new URL(origin);
  const sent = request({ hostname, port, method, path, headers: { ...CALLER, ...headers } });
  sent.end(body);
  const [answer] = (await once(sent, "response")) as [import("node:http").IncomingMessage];
  return { status: answer.statusCode ?? 0, body: await json(answer) };
}

const CALLER = { authorization: "Bearer a-token", "content-type": "application/json" };

/** A connection over which the test says what it likes. */
export async function connected(origin: string): Promise<Socket> {
  const { hostname, port } = new URL(origin);
  const socket = connect({ host: hostname, port: Number(port) });
  await once(socket, "connect");
  return socket;
}
