// `npm run lint`, `npm run format` and `npm run typecheck`: `checks.ts <name>`.
import { join } from "node:path";
import { root } from "./places.ts";
import { command } from "../cli/command.ts";
import { runAttached } from "../cli/processes.ts";

type Step = [program: string, ...args: string[]];

/** Its eslint is run by `npm test` in another way: test/checks.ts. */
export const PRETTIER: Step = ["prettier", "--check", "--log-level=warn", "."];

const STEPS: Record<string, Step[]> = {
  typecheck: [["tsc", "-p", "."]],
  lint: [["eslint", "."], PRETTIER],
  format: [
    ["eslint", "--fix", "."],
    ["prettier", "--write", "--log-level=warn", "."],
  ],
};

export function locate(program: string): string {
  return join(root, "node_modules", ".bin", program);
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
