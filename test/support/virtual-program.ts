/** In-memory programs for the compiler. */
import { join } from "node:path";
import ts from "typescript";
import { root } from "../../scripts/places.ts";

/** A program of files by name, which are where the checkout's own packages are found. */
export function virtualProgram(
  files: Readonly<Record<string, string>>,
  more: ts.CompilerOptions,
): ts.Program {
  const options: ts.CompilerOptions = {
    strict: true,
    skipLibCheck: true,
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    types: ["node"],
    ...more,
  };
  const host = ts.createCompilerHost(options);
  const texts = new Map(Object.entries(files).map(([file, text]) => [join(root, file), text]));
  const read = host.readFile.bind(host);
  const exists = host.fileExists.bind(host);
  host.readFile = (name) => texts.get(name) ?? read(name);
  host.fileExists = (name) => texts.has(name) || exists(name);
  return ts.createProgram([...texts.keys()], options, host);
}
