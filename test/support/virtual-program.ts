/** In-memory programs for the compiler. */
import { join } from "node:path";
import ts from "typescript";
import { root } from "../../scripts/places.ts";

/** A program with one file, which resolves packages like `file` in the checkout. */
export function virtualProgram(file: string, text: string, more: ts.CompilerOptions): ts.Program {
  const options: ts.CompilerOptions = {
    strict: true,
    skipLibCheck: true,
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    types: ["node"],
    ...more,
  };
  const host = ts.createCompilerHost(options);
  const path = join(root, file);
  const read = host.readFile.bind(host);
  const exists = host.fileExists.bind(host);
  host.readFile = (name) => (name === path ? text : read(name));
  host.fileExists = (name) => name === path || exists(name);
  return ts.createProgram([path], options, host);
}
