/** In-memory programs for the compiler. */
import { join } from "node:path";
import ts from "typescript";
import { root } from "../../scripts/places.ts";

/** The files on disk, by path. They are the same for all programs, and parsing them is most of the work. */
const parsed = new Map<string, ts.SourceFile | undefined>();

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
  const parse = host.getSourceFile.bind(host);
  host.getSourceFile = (name, version) => {
    if (texts.has(name)) return parse(name, version);
    if (!parsed.has(name)) parsed.set(name, parse(name, version));
    return parsed.get(name);
  };
  host.readFile = (name) => texts.get(name) ?? read(name);
  host.fileExists = (name) => texts.has(name) || exists(name);
  return ts.createProgram([...texts.keys()], options, host);
}
