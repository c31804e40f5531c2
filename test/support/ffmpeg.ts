/** ffmpeg as an encoder, with the very command of the documentation. */
import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { root } from "../../scripts/places.ts";

/** The command of docs/getting-started.md, with this URL in place of the one that it reads from a stack. */
export function documentedCommand(ingestUrl: string): string {
  const page = readFileSync(join(root, "docs", "getting-started.md"), "utf8");
  const [command] = /^ffmpeg (?:.*\\\n)*.*$/m.exec(page) ?? assert.fail("the page has no command");
  const [url] = /"\$\(.*\)"$/.exec(command) ?? assert.fail("the command has no URL");
  return command.replace(url, () => `"${ingestUrl}"`);
}

export class Ffmpeg {
  readonly #child: ChildProcess;
  readonly #said: Promise<string>;

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#said = child.stderr ? text(child.stderr) : Promise.resolve("");
  }

  /** Starts the documented command. */
  static start(ingestUrl: string): Ffmpeg {
    const command = documentedCommand(ingestUrl).replace(/^ffmpeg /, "exec ffmpeg -hide_banner ");
    const child = spawn("sh", ["-c", command], { stdio: ["ignore", "ignore", "pipe"] });
    return new Ffmpeg(child);
  }

  /** Waits until it ends; its exit status, and what it said. */
  async ended(): Promise<{ code: number | null; said: string }> {
    if (!this.#isOver) await once(this.#child, "exit");
    return { code: this.#child.exitCode, said: await this.#said };
  }

  async kill(): Promise<void> {
    if (this.#isOver) return;
    const ended = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await ended;
  }

  get #isOver(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }
}
