/** A real stream without ffmpeg: two seconds of H.264 and AAC, recorded once, as often as needed. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { FlvReader, type FlvTag } from "../../media/flv.ts";
import { parseAddress } from "../../media/rtmp/address.ts";
import { RtmpClient, type ClientOptions } from "../../media/rtmp/client.ts";

/** 64 × 36 pixels, 10 frames and a key frame a second, 22,050 Hz. */
export const TINY_FLV = readFileSync(join(import.meta.dirname, "tiny.flv"));

const LENGTH_MS = 2_000;

/** The tags of the recording: metadata and configurations first. */
export function tinyTags(): FlvTag[] {
  return [...new FlvReader().read(TINY_FLV)];
}

function isHeader({ type, payload }: FlvTag): boolean {
  return type === 18 || payload[1] === 0;
}

/** An encoder that sends the recording as fast as it is asked to. */
export class TinyEncoder {
  readonly client: RtmpClient;
  readonly #tags = tinyTags();
  #round = 0;

  private constructor(client: RtmpClient) {
    this.client = client;
  }

  /** Connects to a server and publishes with a key. */
  static async start(
    server: string,
    key: string,
    options: ClientOptions = {},
  ): Promise<TinyEncoder> {
    const address = parseAddress(server);
    if (address === undefined) throw new Error(`${server} is no address`);
    const client = await RtmpClient.connect(address, options);
    await client.publish(key);
    const encoder = new TinyEncoder(client);
    for (const tag of encoder.#tags.filter(isHeader)) client.send(tag);
    return encoder;
  }

  /** Sends so many times the two seconds. */
  send(rounds = 1): void {
    for (let left = rounds; left > 0; left--, this.#round++) {
      for (const tag of this.#tags.filter((each) => !isHeader(each)))
        this.client.send({ ...tag, timestamp: tag.timestamp + this.#round * LENGTH_MS });
    }
  }

  close(): void {
    this.client.close();
  }

  /** As if the encoder was killed. */
  kill(): void {
    this.client.destroy();
  }
}
