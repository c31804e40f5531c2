/** Lets the bundled hosts load only the resource kinds that a stack has: provider/resources/find.ts. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Plugin } from "esbuild";

export const lazyKinds: Plugin = {
  name: "lazy-kinds",
  setup(bundle) {
    bundle.onLoad({ filter: /[\\/]provider[\\/]resources[\\/]find\.ts$/ }, async ({ path }) => ({
      contents: lazyFind(await readFile(join(path, "..", "registry.ts"), "utf8")),
    }));
  },
};

/**
 * The same exports as find.ts. In a bundle, `require` runs a module when it is called. The registry imports a kind
 * under its name, with a small first letter.
 */
function lazyFind(registry: string): string {
  const imports = [...registry.matchAll(/^import \{ (\w+) \} from "(.+)";$/gm)];
  const loaders = imports.map(([, variable = "", path = ""]) => {
    const name = variable.charAt(0).toUpperCase() + variable.slice(1);
    return `${name}: () => require(${JSON.stringify(path)}).${variable}`;
  });
  return `
    const kinds = { ${loaders.join(", ")} };
    export const kindNames = Object.keys(kinds);
    export const kindNamed = (name) => Object.hasOwn(kinds, name) ? kinds[name]() : undefined;
  `;
}
