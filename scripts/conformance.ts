// `npm run conformance`: with the token and the account in the environment it needs neither a stack nor the Pulumi CLI; otherwise it is a command of a stack.
import { command } from "../cli/command.ts";
import { isInEnvironment } from "../cli/conformance/conformance.ts";
import { run } from "../cli/program.ts";
import { runWithStack } from "./with-stack.ts";
import { parseArgs } from "node:util";

await command(async (args) => {
  if (!needsNoStack(args)) return await runWithStack(["conformance", ...args]);
  return await run(["conformance", ...args], {
    call: (each) => `npm run --silent ${each} --`,
    pulumi: ["pulumi"],
    cwd: process.cwd(),
    env: process.env,
  });
});

/** Also for help, which should not wait for the Pulumi CLI. */
function needsNoStack(args: string[]): boolean {
  const text = { type: "string" } as const;
  const options = {
    account: text,
    stack: { ...text, short: "s" },
    help: { type: "boolean", short: "h" },
  } as const;
  const { values } = parseArgs({ args, options, strict: false });
  const asked = (value: unknown) => (typeof value === "string" ? value : undefined);
  const own = { account: asked(values.account), stack: asked(values.stack) };
  return values.help === true || isInEnvironment(own, process.env);
}
