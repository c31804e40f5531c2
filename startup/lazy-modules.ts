/**
 * Modules that are loaded when they are first used. Pulumi's SDK loads the TypeScript compiler and npm's
 * dependency resolver to serialize functions, its Automation API, and a library for traces in each program;
 * most programs need none of them.
 */
import { inSdk, type Rule } from "./loading.ts";

export const lazyModules: readonly Rule[] = [
  {
    pattern: inSdk(
      String.raw`runtime/closure/\w+\.js (?:\.\./\.\./typescript-shim|@npmcli/arborist|normalize-package-data|semver|upath)`,
      String.raw`runtime/manifest\.js js-yaml`,
      String.raw`runtime/rpc\.js semver`,
      String.raw`cmd/run/run\.js (?:ini|semver)`,
      String.raw`index\.js \./automation`,
    ),
    give: (load) => whenUsed(load),
  },
  {
    // The importer takes functions and classes out of these at once, and calls them with `--tracing` only.
    pattern: inSdk(
      String.raw`cmd/run/tracing\.js @opentelemetry/(?:resources|sdk-trace-\w+|exporter-zipkin|instrumentation[\w-]*)`,
    ),
    give: (load) => new Proxy({}, { get: (_target, name) => whenCalled(load, name) }),
  },
];

function whenUsed(load: () => object): object {
  let loaded: object | undefined;
  const module = () => (loaded ??= load());
  return new Proxy(
    {},
    {
      get: (_target, name) => {
        // The compiler's import helper asks, and takes a module that says yes as it is.
        if (name === "__esModule") return true;
        const real = module();
        if (name === "default" && !("__esModule" in real)) return real;
        return Reflect.get(real, name) as unknown;
      },
      set: (_target, name, value) => Reflect.set(module(), name, value),
      has: (_target, name) => name in module(),
      ownKeys: () => Reflect.ownKeys(module()),
      getOwnPropertyDescriptor: (_target, name) => {
        const found = Reflect.getOwnPropertyDescriptor(module(), name);
        // The target does not have it, so it must be one that can change.
        return found && { ...found, configurable: true };
      },
    },
  );
}

type Callable = new (...args: unknown[]) => object;

/** A function or class of a module that loads when it is called. */
function whenCalled(load: () => object, name: string | symbol): Callable {
  const real = () => Reflect.get(load(), name) as Callable;
  // The target is never called, but makes the proxy a class.
  return new Proxy(Object as Callable, {
    apply: (_target, self, args: unknown[]) => Reflect.apply(real(), self, args) as unknown,
    construct: (_target, args: unknown[]) => new (real())(...args),
    get: (_target, key) => Reflect.get(real(), key) as unknown,
  });
}
