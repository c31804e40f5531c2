/**
 * Loaded first (NODE_OPTIONS) into the Node processes that a test's Pulumi starts: the program, and the
 * host of its dynamic provider. It takes away half of what such a process costs, and nothing that it does.
 */
import Module from "node:module";

type Load = (request: string, parent: { filename?: string } | undefined, isMain: boolean) => object;

/**
 * What @pulumi/pulumi loads each time, though it needs it only to serialize a function, of which this
 * package has none, or to start another Pulumi: `<who asks> <for what>`.
 */
const SELDOM_USED =
  /\/@pulumi\/pulumi\/(runtime\/closure\/\w+\.js (\.\.\/\.\.\/typescript-shim|@npmcli\/arborist)|index\.js \.\/automation)$/;

/** What it needs only to send traces, which no test asks for. */
const TRACING =
  /\/@pulumi\/pulumi\/cmd\/run\/tracing\.js @opentelemetry\/(resources|sdk-trace|exporter|instrumentation)/;

const loader = Module as unknown as { _load: Load };
const load = loader._load;
loader._load = function (this: unknown, request, parent, isMain) {
  const now = () => load.call(this, request, parent, isMain);
  const what = `${parent?.filename ?? ""} ${request}`;
  if (TRACING.test(what)) return {};
  return SELDOM_USED.test(what) ? whenUsed(now) : now();
};

function whenUsed(now: () => object): object {
  let loaded: object | undefined;
  return new Proxy(
    {},
    {
      // Asked by the compiler's import helper: a module that says yes is taken as it is.
      get: (_target, name) =>
        name === "__esModule" ? true : (Reflect.get((loaded ??= now()), name) as unknown),
    },
  );
}
