/** The emulator as a process of its own, to be killed; and its database as it lies there afterwards. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { ACCOUNT, APP } from "../support/emulator.ts";

const MAIN = join(import.meta.dirname, "../../emulator/main.ts");

export class EmulatorProcess {
  readonly baseUrl: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, baseUrl: string) {
    this.#child = child;
    this.baseUrl = baseUrl;
  }

  /** Starts one, and waits until it serves. */
  static async start(
    data: string,
    port: number,
    more: readonly string[] = [],
  ): Promise<EmulatorProcess> {
    const flags = ["--port", port, "--data", data, "--account", ACCOUNT, "--app", APP, ...more];
    const child = spawn(process.execPath, [MAIN, ...flags.map(String), "--rate-limit", "0"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    for await (const line of createInterface(child.stdout)) {
      const baseUrl = /base URL +(\S+)/.exec(line)?.[1];
      if (baseUrl !== undefined) return new EmulatorProcess(child, baseUrl);
    }
    return assert.fail("the emulator ended without a base URL");
  }

  get pid(): number {
    return this.#child.pid ?? assert.fail("the emulator did not start");
  }

  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await ended;
  }
}

interface Row {
  kind: string;
  parent: string;
  id: string;
  body: unknown;
}

/** What the database says of itself, and its rows; read from a copy, since reading mends it. */
export async function readDatabase(
  data: string,
  copy: string,
): Promise<{ integrity: unknown; rows: Row[] }> {
  for (const name of await readdir(data)) await copyFile(join(data, name), join(copy, name));
  const database = new DatabaseSync(join(copy, "emulator.sqlite"));
  try {
    const integrity = database.prepare("PRAGMA integrity_check").all();
    const rows = database.prepare("SELECT kind, parent, id, body FROM documents").all();
    return {
      integrity: integrity.map((row) => row.integrity_check),
      rows: rows.map(({ kind, parent, id, body }) => ({
        kind: String(kind),
        parent: String(parent),
        id: String(id),
        body: JSON.parse(String(body)) as unknown,
      })),
    };
  } finally {
    database.close();
  }
}
