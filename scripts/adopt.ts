// `npm run adopt [-- <options>]`: the command in the surroundings of this checkout, as `npm run pulumi`.
import { run } from "../cli/program.ts";
import { type DevEmulator, openDevEmulator } from "./dev-emulator.ts";
import { root } from "./places.ts";
import { command } from "../cli/command.ts";
import { runCaptured } from "../cli/processes.ts";
import { selectedStack, stackOf } from "./stack-of.ts";
import { DEV_STACK, localBackend, prepare, withDevPassphrase } from "./surroundings.ts";

async function inCheckout(args: string[]): Promise<number> {
  const { pulumi, env: prepared } = await prepare(process.env);
  const env = {
    ...prepared,
    PULUMI_BACKEND_URL: prepared.PULUMI_BACKEND_URL ?? (await localBackend()),
  };
  const selected = await selectedStack(root, env);
  const isDev = (stackOf(args, env) ?? selected ?? DEV_STACK) === DEV_STACK;
  const place = { cwd: process.cwd(), env: isDev ? withDevPassphrase(env) : env };
  const emulator: DevEmulator | undefined = isDev ? await openDevEmulator() : undefined;
  try {
    // In a fresh clone there is none yet.
    if (isDev && selected === undefined) await runCaptured(pulumi, SELECT_DEV, place);
    return await run(["adopt", ...args], {
      call: (command) => `npm run --silent ${command} --`,
      pulumi: [pulumi],
      ...place,
    });
  } finally {
    await emulator?.close();
  }
}

const SELECT_DEV = ["stack", "select", DEV_STACK, "--create", "--non-interactive"];

await command(inCheckout);
