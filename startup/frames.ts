/**
 * Remembers the formatted frames of stack traces.
 *
 * Pulumi's SDK formats three stack traces for each resource. `source-map-support`, which it installs, formats
 * each frame in JavaScript, and a program's resources come from the same few places: half a second for 200.
 */
export type Formatter = (error: Error, trace: NodeJS.CallSite[]) => unknown;

/** A frame below which the same frames lie. What is below matters: a source map can name a function there. */
interface Frame {
  readonly above: Map<string, Frame>;
  /** As the formatter writes it; undefined until it has. */
  line?: string;
}

/** With more frames than this, the rest is formatted each time. */
const MOST_FRAMES = 20_000;

const AT = "\n    at ";

/**
 * The same formatter, which formats each frame once. Its results are the same: whatever it makes of a trace
 * as a whole, such as a list of call sites, is passed on.
 */
export function remembering(format: Formatter, most = MOST_FRAMES): Formatter {
  const bottom: Frame = { above: new Map() };
  let count = 0;

  /** The frames of a trace, the lowest first; fewer if there are too many. */
  function find(trace: readonly NodeJS.CallSite[]): Frame[] {
    const found: Frame[] = [];
    let { above } = bottom;
    for (const site of trace.toReversed()) {
      // V8 writes all that a formatter can ask for: names, place, async, eval.
      // eslint-disable-next-line @typescript-eslint/no-base-to-string -- a call site has a text, of all these
      const text = site.toString();
      let frame = above.get(text);
      if (!frame) {
        if (count >= most) break;
        count++;
        above.set(text, (frame = { above: new Map() }));
      }
      found.push(frame);
      ({ above } = frame);
    }
    return found;
  }

  return (error, trace) => {
    const frames = find(trace);
    const isWhole = frames.length === trace.length;
    if (isWhole && frames.every(({ line }) => line !== undefined)) {
      const head = format(error, []);
      if (typeof head === "string")
        return head + frames.reduce((below, { line = "" }) => AT + line + below, "");
    }
    const written = format(error, trace);
    if (isWhole) keep(frames, written, format(error, []));
    return written;
  };
}

/** Keeps the lines of a trace if it has one for each frame. */
function keep(frames: readonly Frame[], written: unknown, head: unknown): void {
  if (typeof written !== "string" || typeof head !== "string" || !written.startsWith(head)) return;
  const [nothing, ...lines] = written.slice(head.length).split(AT);
  if (nothing !== "" || lines.length !== frames.length) return;
  lines.reverse().forEach((line, at) => {
    const frame = frames[at];
    if (frame) frame.line = line;
  });
}

/** The formatter of stack traces that is installed. */
export function formatterNow(): Formatter | undefined {
  const formatter: unknown = Reflect.get(Error, "prepareStackTrace");
  return typeof formatter === "function" ? (formatter as Formatter) : undefined;
}
