import type { FastifyInstance } from "fastify";
import type { EmulatorContext } from "../../context.ts";
import type { Streams } from "../streams.ts";
export function addPage(
  server: FastifyInstance,
  emulator: EmulatorContext,
  streams: Streams,
): void {
  void server;
  void emulator;
  void streams;
}
