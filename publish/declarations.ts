/**
 * Builds the published types as one file. Types from schemas are written out, so that users need only
 * Pulumi's SDK and see each argument with its documentation.
 */
import { randomBytes } from "node:crypto";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { format } from "prettier";
import { rollup } from "rollup";
import { dts } from "rollup-plugin-dts";
import ts from "typescript";
import type * as z from "zod";
import { dist, root } from "./build.ts";
import { publicationOf, withNested, writeOut } from "./flatten.ts";
import { presetSchema } from "../provider/resources/preset/inputs.ts";
import { defaultsOf } from "../provider/resources/preset/parts.ts";
import { schemaAt } from "../provider/schema/schema.ts";
import { UserError } from "../provider/user-error.ts";

const ENTRY = "module.ts";
const DECLARED = "module.d.ts";
const EXTERNAL = /^@pulumi\/pulumi(\/|$)/;

/** The text of dist/index.d.ts. */
export async function declarations(): Promise<string> {
  // In dist/, so that its imports are found. Drafts of killed commands are removed by their extension.
  const directory = join(dist, `types-${randomBytes(4).toString("hex")}.draft`);
  try {
    for (const [path, text] of emit(directory)) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
    }
    return await joined(join(directory, DECLARED));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** The declarations of each file, by path below `directory`. */
function emit(directory: string): Map<string, string> {
  const file = join(root, "tsconfig.json");
  const { config } = ts.readConfigFile(file, (path) => ts.sys.readFile(path)) as {
    config: unknown;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const program = ts.createProgram([join(root, ENTRY)], {
    ...options,
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    stripInternal: true,
    rootDir: root,
    outDir: directory,
  });
  const publication = publicationOf(program, join(root, ENTRY), templateDefaults);
  const files = new Map<string, string>();
  const write: ts.WriteFileCallback = (path, text, _mark, _onError, sources) => {
    // The emitter passes a transformed copy, which the type checker does not know.
    const source = program.getSourceFile(sources?.[0]?.fileName ?? "");
    files.set(path, source ? writeOut(publication, source, text) : text);
  };
  const { diagnostics } = program.emit(undefined, write);
  const problems = [...ts.getPreEmitDiagnostics(program), ...diagnostics];
  if (problems.length > 0) throw new UserError(`The types cannot be emitted:\n${shown(problems)}`);
  const entry = join(directory, DECLARED);
  // All nested types are known only now.
  return files.set(entry, withNested(publication, files.get(entry) ?? ""));
}

/** The defaults of a preset's field by template. */
function templateDefaults(type: string, path: readonly string[]): string | undefined {
  if (type !== "PresetArgs") return undefined;
  const field = path.reduce<z.core.$ZodType | undefined>(
    (schema, key) => schema && schemaAt(schema, key),
    presetSchema,
  );
  return field && defaultsOf(field);
}

function shown(diagnostics: readonly ts.Diagnostic[]): string {
  return ts.formatDiagnostics(diagnostics, {
    getCanonicalFileName: (name) => name,
    getCurrentDirectory: () => root,
    getNewLine: () => "\n",
  });
}

/** The exports of the entry and the types that they depend on, as one file. */
async function joined(entry: string): Promise<string> {
  const bundle = await rollup({
    input: entry,
    external: (id) => !id.startsWith(".") && !id.startsWith("/"),
    // Ignores imports that are no longer used.
    onwarn: ({ code, message }) => {
      if (code !== "UNUSED_EXTERNAL_IMPORT") throw new UserError(message);
    },
    plugins: [dts({ tsconfig: join(root, "tsconfig.json") })],
  });
  const { output } = await bundle.generate({ format: "es" });
  await bundle.close();
  const foreign = output[0].imports.filter((name) => !EXTERNAL.test(name));
  if (foreign.length > 0)
    throw new UserError(
      `The public types depend on ${foreign.join(", ")}, which users do not have. ` +
        "Give the exports their own types, or mark them @internal.",
    );
  return await format(output[0].code, { parser: "typescript", printWidth: 100 });
}
