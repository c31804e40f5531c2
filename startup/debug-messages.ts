/**
 * Sends the debug messages of Pulumi's SDK together. `--debug` shows them; without it, they make three of the
 * four requests that a resource sends to the engine. Each message of a batch is a line. A program's own
 * `pulumi.log.debug` is left alone.
 */
import { inSdk, type Rule } from "./loading.ts";

interface Log {
  readonly debug: (message: string, ...more: unknown[]) => Promise<void>;
}

/** The SDK ends the connection when all that is registered here has ended. */
interface Settings {
  readonly rpcKeepAlive: () => () => void;
}

/** How long a message waits for others, in milliseconds, and the most text that is sent at once. */
const GATHERING = 100;
const MOST_TEXT = 100_000;

export const debugMessages: Rule = {
  pattern: inSdk(String.raw`runtime/\w+\.js \.\./log`),
  give: (load) => withBatches(load() as Log, load("./settings") as Settings),
};

const made = new WeakMap<Log, Log>();

/** The same log for all modules of the SDK, with another `debug`. */
function withBatches(log: Log, settings: Settings): Log {
  const known = made.get(log);
  if (known) return known;
  const debug = batched(
    (text) => log.debug(text),
    () => settings.rpcKeepAlive(),
  );
  const batching = Object.create(log, {
    debug: {
      value: (message: string, ...more: unknown[]) =>
        more.some((each) => each !== undefined) ? log.debug(message, ...more) : debug(message),
    },
  }) as Log;
  made.set(log, batching);
  return batching;
}

/**
 * Gathers messages and sends them as one.
 *
 * @param keepAlive keeps the connection until the function that it returns is called
 */
export function batched(
  send: (text: string) => Promise<void>,
  keepAlive: () => () => void,
): (message: string) => Promise<void> {
  let gathering:
    { texts: string[]; size: number; sent: Promise<void>; now: () => void } | undefined;

  function begin() {
    const texts: string[] = [];
    const release = keepAlive();
    let now = (): void => undefined;
    const due = new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, GATHERING);
      now = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    const batch = { texts, size: 0, now, sent: Promise.resolve() };
    batch.sent = due.then(() => {
      if (gathering === batch) gathering = undefined;
      const sent = send(texts.join("\n"));
      // By now, the log has registered its request.
      release();
      return sent;
    });
    return batch;
  }

  return (message) => {
    const batch = (gathering ??= begin());
    batch.texts.push(message);
    batch.size += message.length;
    if (batch.size >= MOST_TEXT) {
      gathering = undefined;
      batch.now();
    }
    return batch.sent;
  };
}
