/** Messages during a call, each shown with the resource of the call. */
import { AsyncLocalStorage } from "node:async_hooks";

/** The severity of a message in the engine. */
export type Severity = "info" | "warning";

/** Sends a message to the engine; resolves when the engine has it. */
export type Tell = (urn: string, severity: Severity, text: string) => Promise<void>;

interface Call {
  readonly urn: string;
  readonly told: Promise<void>[];
}

export class Speech {
  readonly #tell: Tell;
  readonly #calls = new AsyncLocalStorage<Call>();
  /** The engine calls check twice; each warning is printed once. */
  readonly #warned = new Set<string>();

  constructor(tell: Tell) {
    this.#tell = tell;
  }

  /** Resolves after the engine has all messages of `work`, because it ignores later ones. */
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
