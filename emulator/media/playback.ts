/**
 * What players load, at the path of Cloudflare's playback URLs:
 *
 * GET /{id}/manifest/video.m3u8   the multivariant playlist; waits until a player can begin
 * GET /{id}/manifest/stream.m3u8  the media playlist; with _HLS_msn and _HLS_part it waits for that part
 * GET /{id}/manifest/{file}       an initialization segment, a segment, or a part
 *
 * Any page on this machine may load them, so that you can try your own player.
 */
import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import { strangeTo } from "../local-only.ts";
import type { OnAir } from "./on-air.ts";
import { type Position, positionOf } from "./playlist.ts";
import type { Streams } from "./streams.ts";

/** A key frame comes every few seconds at most. */
const FIRST_SEGMENT_MS = 12_000;
/** Players ask again. */
const NEXT_PART_MS = 5_000;

const count = z
  .string()
  .regex(/^\d{1,12}$/)
  .transform(Number);
const reloadQuery = z.object({ _HLS_msn: count, _HLS_part: count.optional() });

interface Path {
  id: string;
}

export function addPlayback(server: FastifyInstance, streams: Streams): void {
  void server.register((routes, _options, done) => {
    routes.addHook("onRequest", (request, reply, next) => {
      const why = strangeTo(request.headers);
      if (why !== undefined) return reply.code(403).type("text/plain").send(`${why}\n`);
      const { origin } = request.headers;
      if (origin !== undefined) void reply.header("access-control-allow-origin", origin);
      void reply.header("vary", "origin");
      next();
      return undefined;
    });
    routes.get<{ Params: Path }>("/:id/manifest/video.m3u8", (request, reply) =>
      withStream(streams, request.params, reply, async ({ playlist }) => {
        const isReady = await playlist.until(() => playlist.isPlayable, FIRST_SEGMENT_MS);
        return isReady ? sendPlaylist(reply, playlist.master()) : notYet(reply);
      }),
    );
    routes.get<{ Params: Path }>("/:id/manifest/stream.m3u8", (request, reply) =>
      withStream(streams, request.params, reply, async ({ playlist }) => {
        const position = asked(request.query);
        if (position && playlist.isFarAhead(position)) return reply.code(400).send();
        const isReady = await playlist.until(
          () => playlist.isPlayable && (position === undefined || playlist.has(position)),
          position ? NEXT_PART_MS : FIRST_SEGMENT_MS,
        );
        return isReady || playlist.isPlayable
          ? sendPlaylist(reply, playlist.media())
          : notYet(reply);
      }),
    );
    routes.get<{ Params: Path & { file: string } }>("/:id/manifest/:file", (request, reply) =>
      withStream(streams, request.params, reply, (stream) =>
        sendFile(stream, request.params.file, reply),
      ),
    );
    done();
  });
}

async function withStream(
  streams: Streams,
  { id }: Path,
  reply: FastifyReply,
  answer: (stream: OnAir) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  const stream = streams.get(id);
  if (stream) return await answer(stream);
  return reply.code(404).type("text/plain").send("Nothing is on air here.\n");
}

/** The part that a player waits for. */
function asked(query: unknown): Position | undefined {
  const { data } = reloadQuery.safeParse(query);
  return data && { segment: data._HLS_msn, part: data._HLS_part };
}

function sendPlaylist(reply: FastifyReply, text: string): FastifyReply {
  return reply.type("application/vnd.apple.mpegurl").header("cache-control", "no-cache").send(text);
}

function notYet(reply: FastifyReply): FastifyReply {
  return reply.code(404).type("text/plain").send("The stream has no whole segment yet.\n");
}

async function sendFile(stream: OnAir, name: string, reply: FastifyReply): Promise<FastifyReply> {
  const { playlist } = stream;
  const position = positionOf(name);
  // The playlist names the next part before it exists.
  if (position && !playlist.isFarAhead(position)) {
    await playlist.until(() => playlist.has(position), NEXT_PART_MS);
  }
  const file = playlist.file(name);
  if (file === undefined)
    return reply.code(404).type("text/plain").send("There is no such file.\n");
  stream.viewed(file.seconds);
  return reply.type("video/mp4").header("cache-control", "max-age=60").send(file.data);
}
