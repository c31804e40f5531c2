/** An S3 server for a test: moto's, from PyPI, which stores everything in memory. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { find } from "../../toolchain/on-path.ts";
import { freePort } from "./port.ts";
import type { StateStore } from "./state-store.ts";
import type { Scene } from "./story.ts";

const BUCKET = "state";

/** The path of the server's program; undefined if it is not installed. */
export function findMoto(): string | undefined {
  return find("moto_server", process.env.PATH);
}

/** Starts a server with an empty bucket. */
export async function openS3(program: string): Promise<Scene<StateStore>> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const server = spawn(program, ["-H", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
  const ended = once(server, "exit");
  const close = async () => {
    server.kill("SIGKILL");
    await ended;
  };
  try {
    await bucketAt(origin);
  } catch (error) {
    await close();
    throw error;
  }
  const address = `endpoint=127.0.0.1:${port}&disableSSL=true&s3ForcePathStyle=true`;
  return {
    scene: {
      backend: `s3://${BUCKET}?region=us-east-1&${address}`,
      env: { AWS_ACCESS_KEY_ID: "of-the-test", AWS_SECRET_ACCESS_KEY: "of-the-test" },
      files: () => filesIn(origin),
    },
    close,
  };
}

async function bucketAt(origin: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const answer = await fetch(`${origin}/${BUCKET}`, { method: "PUT" }).catch(() => undefined);
    if (answer?.ok) return;
    await wait(100);
  }
  throw new Error("the S3 server did not come up within a minute");
}

async function filesIn(origin: string): Promise<Map<string, string>> {
  const listing = await (await fetch(`${origin}/${BUCKET}?list-type=2`)).text();
  const keys = [...listing.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = ""]) => key);
  const texts = keys.map(async (key): Promise<[string, string]> => {
    const answer = await fetch(`${origin}/${BUCKET}/${key}`);
    return [key, await answer.text()];
  });
  return new Map(await Promise.all(texts));
}
