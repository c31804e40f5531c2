/**
 * What `npm run typecheck` and `npm run lint` find: both in one process, for half of the work of each
 * is to read the same program and to know its types.
 */
import { ESLint } from "eslint";
import { join } from "node:path";
import ts from "typescript";
import { runCaptured } from "../cli/processes.ts";
import { locate, PRETTIER } from "../scripts/checks.ts";
import { root } from "../scripts/places.ts";
import type { CheckResult } from "./checks.ts";

function makeProgram(): ts.Program {
  const file = join(root, "tsconfig.json");
  const { config } = ts.readConfigFile(file, (path) => ts.sys.readFile(path)) as {
    config: unknown;
  };
  const { options, fileNames, errors } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  // The rules go up from a node to those around it.
  const host = ts.createCompilerHost(options, true);
  return ts.createProgram(fileNames, options, host, undefined, errors);
}

function typecheck(program: ts.Program): string {
  return ts.formatDiagnostics(ts.getPreEmitDiagnostics(program), {
    getCanonicalFileName: (name) => name,
    getCurrentDirectory: () => root,
    getNewLine: () => "\n",
  });
}

async function lint(program: ts.Program): Promise<string> {
  const [prettier, ...args] = PRETTIER;
  const formatted = runCaptured(locate(prettier), args, { cwd: root });
  const parserOptions = { projectService: false, programs: [program] };
  const eslint = new ESLint({
    cwd: root,
    overrideConfig: { files: ["**/*.ts"], languageOptions: { parserOptions } },
  });
  const results = await eslint.lintFiles(["."]);
  const formatter = await eslint.loadFormatter("stylish");
  const { code, stdout, stderr } = await formatted;
  return (await formatter.format(results)) + (code === 0 ? "" : stdout + stderr);
}

async function timed(name: string, run: () => string | Promise<string>): Promise<CheckResult> {
  const started = performance.now();
  const found = await run();
  return { name, found, seconds: (performance.now() - started) / 1000 };
}

export async function check(): Promise<CheckResult[]> {
  const program = makeProgram();
  return [
    await timed("typecheck", () => typecheck(program)),
    await timed("lint", () => lint(program)),
  ];
}
