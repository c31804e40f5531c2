/**
 * Shows the progress of long work on stderr: one changing line at a terminal, otherwise a line every few
 * seconds.
 */
export class Progress {
  readonly #title: string;
  readonly #started = performance.now();
  readonly #timer: NodeJS.Timeout;
  #detail = "";
  #shown = "";

  constructor(title: string) {
    this.#title = title;
    this.#show();
    this.#timer = setInterval(() => this.#show(), process.stderr.isTTY ? 500 : 5_000);
  }

  update(detail: string): void {
    this.#detail = detail;
  }

  end(): void {
    clearInterval(this.#timer);
    this.#show();
    if (process.stderr.isTTY) process.stderr.write("\n");
  }

  #show(): void {
    const seconds = Math.round((performance.now() - this.#started) / 1000);
    const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    const line = [`  ${clock}  ${this.#title}`, this.#detail].filter(Boolean).join(": ");
    if (line === this.#shown) return;
    this.#shown = line;
    process.stderr.write(process.stderr.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
  }
}
