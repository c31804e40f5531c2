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
const SELDOM_USED = new RegExp(
  String.raw`/@pulumi/pulumi/(${[
    String.raw`runtime/closure/\w+\.js (\.\./\.\./typescript-shim|@npmcli/arborist|normalize-package-data|semver|upath)`,
    String.raw`runtime/manifest\.js js-yaml`,
    String.raw`runtime/rpc\.js semver`,
    String.raw`cmd/run/run\.js (ini|semver)`,
    String.raw`index\.js \./automation`,
  ].join("|")})$`,
);

/** What it needs only to send traces, which no test asks for, and to show its own source in stack traces. */
const NOT_USED =
  /\/@pulumi\/pulumi\/cmd\/(run\/tracing\.js @opentelemetry\/(resources|sdk-trace|exporter|instrumentation)|(run|dynamic-provider)\/index\.js source-map-support\/register$)/;

const loader = Module as unknown as { _load: Load };
const load = loader._load;
loader._load = function (this: unknown, request, parent, isMain) {
  const now = () => load.call(this, request, parent, isMain);
  const what = `${parent?.filename ?? ""} ${request}`;
  if (NOT_USED.test(what)) return {};
  return SELDOM_USED.test(what) ? whenUsed(now) : now();
};

function whenUsed(now: () => object): object {
  let loaded: object | undefined;
  return new Proxy(
    {},
    {
      get: (_target, name) => {
        // Asked by the compiler's import helper: a module that says yes is taken as it is, so that
        // its default is ours to give.
        if (name === "__esModule") return true;
        loaded ??= now();
        if (name === "default" && !("__esModule" in loaded)) return loaded;
        return Reflect.get(loaded, name) as unknown;
      },
    },
  );
}
