// `npm run adopt [-- <options>]`: the command in the surroundings of this checkout, as `npm run pulumi`.
import { type DevEmulator, openDevEmulator } from "../../scripts/dev-emulator.ts";
import { root } from "../../scripts/places.ts";
import { command } from "../../scripts/problem.ts";
import { runCaptured } from "../../scripts/processes.ts";
import { selectedStack, stackOf } from "../../scripts/stack-of.ts";
import { DEV_STACK, localBackend, prepare, withDevPassphrase } from "../../scripts/surroundings.ts";
import { adopt } from "./adopt.ts";

async function inCheckout(args: string[]): Promise<number> {
  const { pulumi, env: prepared } = await prepare(process.env);
  const env = {
    ...prepared,
    PULUMI_BACKEND_URL: prepared.PULUMI_BACKEND_URL ?? (await localBackend()),
  };
  const selected = await selectedStack(root, env);
  const isDev = (stackOf(args, env) ?? selected ?? DEV_STACK) === DEV_STACK;
  const cli = { pulumi, cwd: process.cwd(), env: isDev ? withDevPassphrase(env) : env };
  const emulator: DevEmulator | undefined = isDev ? await openDevEmulator() : undefined;
  try {
    // In a fresh clone there is none yet.
    if (isDev && selected === undefined) await runCaptured(pulumi, SELECT_DEV, cli);
    return await adopt(args, "npm run --silent adopt --", cli);
  } finally {
    await emulator?.close();
  }
}

const SELECT_DEV = ["stack", "select", DEV_STACK, "--create", "--non-interactive"];

await command(inCheckout);
