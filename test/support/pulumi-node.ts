/**
 * Preloaded (NODE_OPTIONS) into the Node processes that a test's Pulumi starts: the program, and the host of
 * its dynamic provider. It halves their start-up time without changing what they do.
 */
import Module from "node:module";

type Load = (request: string, parent: { filename?: string } | undefined, isMain: boolean) => object;

/**
 * Modules that @pulumi/pulumi always loads but needs only to serialize functions, which this package does not
 * use, or to start another Pulumi: `<importer> <module>`.
 */
const SELDOM_USED =
  /\/@pulumi\/pulumi\/(runtime\/closure\/\w+\.js (\.\.\/\.\.\/typescript-shim|@npmcli\/arborist)|index\.js \.\/automation)$/;

/** Modules that it needs only to send traces. */
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
      // For the compiler's import helper, which uses such a module as it is.
      get: (_target, name) =>
        name === "__esModule" ? true : (Reflect.get((loaded ??= now()), name) as unknown),
    },
  );
}
