/**
 * The page of what is on air, for people on this machine:
 *
 * GET  /                    the page
 * GET  /on-air/state        what changes while it is open, as JSON
 * POST /on-air/keys/{id}    the stream key of a livestream or live input, by its playback ID
 * GET  /on-air/{file}       its script, style sheet, icon and player
 */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import type { EmulatorContext } from "../../context.ts";
import { strangeTo } from "../../local-only.ts";
import { allSources } from "../sources.ts";
import type { Streams } from "../streams.ts";
import { documentOf } from "./document.ts";
import { viewOf } from "./view.ts";

const SECURITY_HEADERS = {
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "media-src 'self' blob:",
    // The logos of presets are anywhere.
    "img-src 'self' data: http: https:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
};

const player = createRequire(import.meta.url).resolve("hls.js/dist/hls.light.min.mjs");
const files: Readonly<Record<string, { path: string; type: string }>> = {
  "page.mjs": { path: join(import.meta.dirname, "page.mjs"), type: "text/javascript" },
  "page.css": { path: join(import.meta.dirname, "page.css"), type: "text/css" },
  "presets.css": { path: join(import.meta.dirname, "presets.css"), type: "text/css" },
  "icon.svg": { path: join(import.meta.dirname, "icon.svg"), type: "image/svg+xml" },
  "hls.mjs": { path: player, type: "text/javascript" },
};

export function addPage(
  server: FastifyInstance,
  emulator: EmulatorContext,
  streams: Streams,
): void {
  void server.register((routes, _options, done) => {
    routes.addHook("onRequest", (request, reply, next) => {
      const why = strangeTo(request.headers);
      if (why !== undefined) return reply.code(403).type("text/plain").send(`${why}\n`);
      void reply.headers(SECURITY_HEADERS);
      next();
      return undefined;
    });
    routes.get("/", (_request, reply) =>
      reply.type("text/html; charset=utf-8").send(documentOf(viewOf(emulator, streams))),
    );
    routes.get("/on-air/state", () => stateOf(emulator, streams));
    routes.post<{ Params: { id: string } }>("/on-air/keys/:id", (request, reply) => {
      const { id } = request.params;
      const source = allSources(emulator).find(({ playbackId }) => playbackId === id);
      if (source === undefined) return reply.code(404).send({ error: "There is no such stream." });
      return reply.send({ streamKey: source.streamKey });
    });
    routes.get<{ Params: { file: string } }>("/on-air/:file", async (request, reply) => {
      const { file: name } = request.params;
      const file = Object.hasOwn(files, name) ? files[name] : undefined;
      if (file === undefined) return reply.code(404).type("text/plain").send("Not found.\n");
      return reply.type(`${file.type}; charset=utf-8`).send(await readFile(file.path));
    });
    done();
  });
}

/** What changes, without what is fixed. */
function stateOf(emulator: EmulatorContext, streams: Streams) {
  const { shape, streams: shown } = viewOf(emulator, streams);
  return {
    shape,
    streams: shown.map(({ id, name, tone, label, detail, isPlayable, began, targets }) => ({
      ...{ id, name, tone, label, detail, isPlayable, began },
      targets: (targets ?? []).map((target) => ({
        id: target.id,
        tone: target.tone,
        label: target.label,
        detail: target.detail,
      })),
    })),
  };
}
