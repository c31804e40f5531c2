/**
 * Where a program creates a resource. Pulumi stores the stack trace of each resource, and takes the class's
 * caller for its place. Our classes have a base class of their own, and resources of a config are created
 * several functions deeper, so that each would lie in this package. It also stores Node's frames and its own
 * in each resource, a seventh of the state.
 */
import { fileURLToPath } from "node:url";
import { type Formatter, formatterNow } from "./frames.ts";

/** The frames before the class: two functions of the SDK, and the constructors of its base classes. */
const BEFORE_CLASS = 4;

const PULUMI = /[\\/]node_modules[\\/]@pulumi[\\/]pulumi[\\/]/;

/**
 * From here on, the stack trace of a resource ends in the program; to be called before the constructor of the
 * SDK. Returns what is to be called after it.
 */
export function showProgramOnly(): () => void {
  const format = formatterNow() ?? asV8;
  return replaceFormatter((error, trace) => {
    const shorter = ofProgram(trace);
    if (!shorter) return format(error, trace);
    const text = format(error, shorter);
    return typeof text === "string" ? text.replaceAll(OF_MODULE, asPulumiReads) : text;
  });
}

/** A frame outside functions, or with a URL: those of modules. The SDK reads names and paths only. */
const OF_MODULE = /^( +at )(?:(.*) \()?(file:\/\/.+?|\/.+?|[A-Z]:\\.+?):(\d+):(\d+)\)?$/gm;

function asPulumiReads(
  _frame: string,
  ...[at, name, file, line, column]: [string, string | undefined, string, string, string]
): string {
  const path = file.startsWith("file:") ? fileURLToPath(file) : file;
  return `${at}${name ?? "module"} (${path}:${line}:${column})`;
}

/** Returns what takes it back. */
function replaceFormatter(formatter: Formatter): () => void {
  const before = Reflect.getOwnPropertyDescriptor(Error, "prepareStackTrace");
  Error.prepareStackTrace = formatter;
  return () => {
    if (before) Object.defineProperty(Error, "prepareStackTrace", before);
    else Reflect.deleteProperty(Error, "prepareStackTrace");
  };
}

/** The frames of the SDK and one of a class, as it expects, and then those of the program. */
function ofProgram(trace: NodeJS.CallSite[]): NodeJS.CallSite[] | undefined {
  const first = trace.findIndex((site) => nameOf(site) === own);
  // Another trace than that of a resource.
  if (first !== BEFORE_CLASS) return undefined;
  const program = trace.slice(first).filter((site) => {
    const name = nameOf(site);
    return name !== own && !name.startsWith("node:") && !PULUMI.test(name);
  });
  return program.length === 0 ? undefined : [...trace.slice(0, first + 1), ...program];
}

function nameOf(site: NodeJS.CallSite): string {
  return site.getFileName() ?? "node:";
}

/** The file that this code is in: the bundle. */
const own = ownFile();

function ownFile(): string {
  const restore = replaceFormatter((_error, [here]) => here && nameOf(here));
  const { stack } = new Error();
  restore();
  return String(stack);
}

const asV8: Formatter = (error, trace) =>
  // eslint-disable-next-line @typescript-eslint/no-base-to-string -- a call site has a text, of all these
  [String(error), ...trace.map((site) => `    at ${site.toString()}`)].join("\n");
