/** What is said to people during a call, each word beside the resource that the call is about. */
import { AsyncLocalStorage } from "node:async_hooks";

/** How the engine takes it, as one of its messages. */
export type Severity = "info" | "warning";

/** Hands a word to the engine; ends when the engine has it. */
export type Tell = (urn: string, severity: Severity, text: string) => Promise<void>;

interface Call {
  readonly urn: string;
  readonly told: Promise<void>[];
}

export class Speech {
  readonly #tell: Tell;
  readonly #calls = new AsyncLocalStorage<Call>();
  /** What the engine asks twice is said once. */
  readonly #warned = new Set<string>();

  constructor(tell: Tell) {
    this.#tell = tell;
  }

  /** Ends after all that `work` says has reached the engine, which shows nothing that comes later. */
  async during<T>(urn: string, work: () => Promise<T>): Promise<T> {
    const call: Call = { urn, told: [] };
    try {
      return await this.#calls.run(call, work);
    } finally {
      await Promise.allSettled(call.told);
    }
  }

  say(text: string, severity: Severity = "info"): void {
    const call = this.#calls.getStore();
    call?.told.push(this.#tell(call.urn, severity, text));
  }

  warnOnce(text: string): void {
    const what = `${this.#calls.getStore()?.urn ?? ""}\n${text}`;
    if (this.#warned.has(what)) return;
    this.#warned.add(what);
    this.say(text, "warning");
  }
}
