/**
 * Takes the video that the API hands out an ingest server for, plays it, and sends it to the restream targets.
 * The API's part of the emulator knows nothing of this: it is given other endpoints to hand out.
 */
import type { FastifyInstance } from "fastify";
import { startRtmpServer } from "../../media/rtmp/server.ts";
import type { EmulatorContext, Endpoints } from "../context.ts";
import { addPage } from "./page/routes.ts";
import { addPlayback } from "./playback.ts";
import { Streams } from "./streams.ts";

/** The only application of the ingest server, as on Cloudflare's. */
const APP = "live";

/** Starts the ingest server, and adds the routes of players and of the page; answers the port. */
export async function addMedia(
  server: FastifyInstance,
  emulator: EmulatorContext,
  port: number,
): Promise<number> {
  const streams = new Streams(emulator);
  const rtmp = await startRtmpServer(port, {
    app: APP,
    publish: (key, encoder) => streams.join(key, encoder),
  });
  emulator.endpoints = endpoints(server, rtmp.port, streams);
  addPlayback(server, streams);
  addPage(server, emulator, streams);
  server.addHook("preClose", async () => {
    streams.end();
    await rtmp.close();
  });
  streams.resume();
  return rtmp.port;
}

function endpoints(server: FastifyInstance, port: number, streams: Streams): Endpoints {
  const origin = () => {
    const address = server.server.address();
    const api = typeof address === "object" ? address?.port : undefined;
    return `http://127.0.0.1:${api ?? 0}`;
  };
  return {
    ingestServer: `rtmp://127.0.0.1:${port}/${APP}/`,
    playback: (url) => origin() + new URL(url).pathname,
    liveInputStatus: (uid) => streams.get(uid)?.connection ?? null,
  };
}
