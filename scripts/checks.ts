// `npm run lint`, `npm run format` and `npm run typecheck`: `checks.ts <name>`.
import { join } from "node:path";
import { root } from "./places.ts";
import { command } from "../cli/command.ts";
import { type Captured, runAttached, runCaptured } from "../cli/processes.ts";

type Step = [program: string, ...args: string[]];

const STEPS: Record<string, Step[]> = {
  typecheck: [["tsc", "-p", "."]],
  lint: [
    ["eslint", "."],
    ["prettier", "--check", "--log-level=warn", "."],
  ],
  format: [
    ["eslint", "--fix", "."],
    ["prettier", "--write", "--log-level=warn", "."],
  ],
};

function locate(program: string): string {
  return join(root, "node_modules", ".bin", program);
}

/** Runs a check and captures its output. */
export async function check(name: "typecheck" | "lint"): Promise<Captured> {
  const results = await Promise.all(
    (STEPS[name] ?? []).map(([program, ...args]) =>
      runCaptured(locate(program), args, { cwd: root }),
    ),
  );
  return {
    code: results.find(({ code }) => code !== 0)?.code ?? 0,
    stdout: results.map(({ stdout }) => stdout).join(""),
    stderr: results.map(({ stderr }) => stderr).join(""),
  };
}

if (import.meta.main) {
  await command(async ([name = ""]) => {
    let status = 0;
    for (const [program, ...args] of STEPS[name] ?? []) {
      const code = await runAttached(locate(program), args, { cwd: root });
      if (code !== 0) status = code;
    }
    return status;
  });
}
