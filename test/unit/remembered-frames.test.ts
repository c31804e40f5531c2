import { remembering } from "../../startup/frames.ts";
import { batched } from "../../startup/debug-messages.ts";

type Trace = NodeJS.CallSite[];

const textOf = (site: unknown) => site as string;

/** Call sites as V8 has them, of which a formatter reads the text. */
const sites = (...texts: string[]) => texts.map((text) => ({ toString: () => text })) as Trace;

/** Writes each frame with the one below, as a source map can name it, and counts the frames. */
function counting() {
  const counted = { frames: 0 };
  const format = (error: Error, trace: Trace): unknown => {
    counted.frames += trace.length;
    const lines = trace.map((site, at) => `\n    at ${textOf(site)} in ${textOf(trace[at + 1])}`);
    return `${error.name}: ${error.message}${lines.join("")}`;
  };
  return { counted, format };
}

describe("remembered frames", () => {
  it("are what the formatter writes, for each error with its own message", () => {
    const { counted, format } = counting();
    const remembered = remembering(format);
    const traces = [sites("a", "b", "c"), sites("b", "c"), sites("a", "c"), sites("a", "b"), []];
    for (const message of ["one", "two\n    at nowhere", ""]) {
      for (const trace of traces) {
        const error = new TypeError(message);
        expect(remembered(error, trace)).toBe(format(error, trace));
      }
    }
    counted.frames = 0;
    for (const trace of traces) remembered(new Error("again"), trace);
    expect(counted.frames).toBe(0);
  });

  it("are told apart by all that lies below", () => {
    const format = (_error: Error, trace: Trace) =>
      `E${trace.map((site, at) => `\n    at ${textOf(site)}${trace.slice(at).length}`).join("")}`;
    const remembered = remembering(format);
    for (const trace of [sites("a", "b"), sites("a", "b", "c"), sites("a"), sites("b")])
      expect(remembered(new Error(), trace)).toBe(format(new Error(), trace));
  });

  it("are not those of a formatter that writes no text, or not a line a frame", () => {
    const trace = sites("a", "b");
    const list = remembering((_error, found) => found);
    expect(list(new Error(), trace)).toBe(trace);
    let call = 0;
    const odd = remembering((_error, found) => `E ${found.length > 0 ? `${++call}` : ""}`);
    expect([odd(new Error(), trace), odd(new Error(), trace)]).toEqual(["E 1", "E 2"]);
    const split = remembering(
      (_error, found) => `E${found.map(() => "\n    at a\n    at b").join("")}`,
    );
    expect(split(new Error(), trace)).toBe(split(new Error(), trace));
  });

  it("end at a limit, from which on each is formatted", () => {
    const { counted, format } = counting();
    const remembered = remembering(format, 2);
    const [known, more] = [sites("a", "b"), sites("c", "b")];
    for (const trace of [known, more, known, more])
      expect(remembered(new Error("x"), trace)).toBe(format(new Error("x"), trace));
    counted.frames = 0;
    remembered(new Error(), known);
    expect(counted.frames).toBe(0);
    remembered(new Error(), more);
    expect(counted.frames).toBe(2);
  });
});

describe("debug messages", () => {
  it("are sent together, in order, while the connection is kept", async () => {
    const events: string[] = [];
    const debug = batched(
      (text) => {
        events.push(text);
        return Promise.resolve();
      },
      () => {
        events.push("kept");
        return () => events.push("released");
      },
    );
    const all = [debug("one"), debug("two")];
    await Promise.all(all);
    await debug("three");
    expect(events).toEqual(["kept", "one\ntwo", "released", "kept", "three", "released"]);
  });

  it("are sent at once when there is much text", async () => {
    const sent: number[] = [];
    const debug = batched(
      (text) => {
        sent.push(text.length);
        return Promise.resolve();
      },
      () => () => undefined,
    );
    const long = "x".repeat(60_000);
    await Promise.all([debug(long), debug(long), debug("y")]);
    expect(sent).toEqual([120_001, 1]);
  });
});
