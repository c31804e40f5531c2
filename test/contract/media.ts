/** An emulator that takes video, for tests: its livestreams and live inputs, and what players load. */
import assert from "node:assert/strict";
import type { LivestreamDocument } from "../../emulator/livestream-store.ts";
import type { EmulatorOptions } from "../../emulator/server.ts";
import { caller } from "./writers.ts";
import { emulatorPerTest, KIT, STREAM, type TestEmulator } from "../support/emulator.ts";

/** What an encoder and a player need. */
export interface Endpoint {
  readonly id: string;
  readonly server: string;
  readonly key: string;
  readonly playback: string;
}

/** An emulator, also one in another process. */
type Called = Pick<TestEmulator, "call" | "origin" | "mediaPort">;

/** An emulator in another process. */
export function callerOf(baseUrl: string): Called {
  return { call: caller(baseUrl), origin: new URL(baseUrl).origin, mediaPort: undefined };
}

export class MediaEmulator<E extends Called = Called> {
  readonly emulator: E;

  constructor(emulator: E) {
    this.emulator = emulator;
  }

  get origin(): string {
    return this.emulator.origin;
  }

  async livestream(name = "keynote"): Promise<Endpoint> {
    const body = await this.call("POST", `${KIT}/livestreams`, { name });
    const { data } = body as { data: LivestreamDocument & { ingest_server: string } };
    const { id, ingest_server: server, stream_key: key, playback_url: playback } = data;
    return { id, server, key, playback };
  }

  async liveInput(settings: object = { meta: { name: "hub" } }): Promise<Endpoint> {
    const body = await this.call("POST", STREAM, settings);
    const { result } = body as {
      result: {
        uid: string;
        rtmps: { url: string; streamKey: string };
        playback: { hls: string };
      };
    };
    const { uid: id, rtmps, playback } = result;
    return { id, server: rtmps.url, key: rtmps.streamKey, playback: playback.hls };
  }

  async target(hub: Endpoint, url: string, streamKey: string, enabled = true): Promise<string> {
    const path = `${STREAM}/${hub.id}/outputs`;
    const body = await this.call("POST", path, { url, streamKey, enabled });
    return (body as { result: { uid: string } }).result.uid;
  }

  async enable(hub: Endpoint, target: string, enabled: boolean): Promise<void> {
    await this.call("PUT", `${STREAM}/${hub.id}/outputs/${target}`, { enabled });
  }

  /** A livestream as the API shows it. */
  async shown({ id }: Endpoint) {
    const body = await this.call("GET", `${KIT}/livestreams/${id}`);
    return (
      body as { data: LivestreamDocument & { ingest_seconds: number; viewer_seconds: number } }
    ).data;
  }

  /** The ID of the live session. */
  async activeSession({ id }: Endpoint): Promise<string> {
    const path = `${KIT}/livestreams/${id}/active-livestream-session`;
    const body = await this.call("GET", path);
    return (body as { data: { session: { id: string } } }).data.session.id;
  }

  async liveInputStatus({ id }: Endpoint): Promise<unknown> {
    const body = await this.call("GET", `${STREAM}/${id}`);
    return (body as { result: { status: unknown } }).result.status;
  }

  async call(method: string, path: string, body?: unknown): Promise<unknown> {
    const answer = await this.emulator.call(method, path, body);
    assert.ok(answer.status < 300, `${method} ${path}: ${JSON.stringify(answer)}`);
    return answer.body;
  }
}

/** Starts emulators that take video and are closed after each test. */
export function mediaPerTest() {
  const open = emulatorPerTest();
  return async (options: Partial<EmulatorOptions> = {}) =>
    new MediaEmulator<TestEmulator>(await open({ mediaPort: 0, ...options }));
}

/** The media playlist of a stream. */
export async function mediaPlaylist({ playback }: Endpoint, query = ""): Promise<string> {
  const response = await fetch(playback.replace("video.m3u8", `stream.m3u8${query}`));
  assert.equal(response.status, 200, await response.clone().text());
  return await response.text();
}
