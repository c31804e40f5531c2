/** Programs for the compiler that are on no disk. */
import { join } from "node:path";
import ts from "typescript";
import { root } from "../../scripts/places.ts";

/** The files on disk, by path: they are the same for all programs, and reading them is most of the work. */
const parsed = new Map<string, ts.SourceFile | undefined>();

/** A program of one file, which stands beside the checkout's packages as `file` does. */
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
  const parse = host.getSourceFile.bind(host);
  host.getSourceFile = (name, version) => {
    if (name === path) return parse(name, version);
    if (!parsed.has(name)) parsed.set(name, parse(name, version));
    return parsed.get(name);
  };
  host.readFile = (name) => (name === path ? text : read(name));
  host.fileExists = (name) => name === path || exists(name);
  return ts.createProgram([path], options, host);
}
