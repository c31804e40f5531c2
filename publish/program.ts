/** The published program, which package.json names as its `bin`. */
import type { Metafile } from "esbuild";
import { compile, put } from "./build.ts";

export const PROGRAM = "cli.mjs";

/** Bundles it, and answers what it was made of. */
export async function buildProgram(): Promise<Metafile["inputs"]> {
  const { texts, inputs } = await compile(
    { [PROGRAM]: "cli/main.ts" },
    {
      // A module, for it awaits at its top; what is bundled of CommonJS needs a `require` there.
      format: "esm",
      // A third less to download; names stay as they are, for error messages.
      minifyWhitespace: true,
      minifySyntax: true,
      banner: {
        js: [
          'import { createRequire as createRequireOfBundle } from "node:module";',
          "const require = createRequireOfBundle(import.meta.url);",
        ].join("\n"),
      },
    },
  );
  for (const [file, text] of texts)
    await put(file, `#!/usr/bin/env node\n${text.replace(/^#!.*\n/, "")}`, { mode: 0o755 });
  return inputs;
}
