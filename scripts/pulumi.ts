// `npm run pulumi -- <anything>`: any Pulumi command in the surroundings of this checkout.
import { type DevEmulator, openDevEmulator } from "./dev-emulator.ts";
import { root } from "./places.ts";
import { command } from "../cli/command.ts";
import { UserError } from "../provider/user-error.ts";
import { runAttached, runCaptured } from "../cli/processes.ts";
import { selectedStack, stackOf, talksToApi } from "./stack-of.ts";
import {
  DEV_STACK,
  type Surroundings,
  localBackend,
  prepare,
  withDevPassphrase,
} from "./surroundings.ts";

async function pulumi(args: string[]): Promise<number> {
  const prepared = await prepare(process.env);
  const ownBackend = prepared.env.PULUMI_BACKEND_URL;
  const backend = ownBackend ?? (await localBackend());
  const env = { ...prepared.env, PULUMI_BACKEND_URL: backend };
  const selected = await selectedStack(root, env);
  const stack = stackOf(args, env) ?? selected ?? DEV_STACK;
  if (stack !== DEV_STACK) {
    // Its passphrase is the user's business: with dev's, known to all, its secrets would be none.
    return await runAttached(prepared.pulumi, args, { cwd: process.cwd(), env });
  }
  const surroundings = { ...prepared, env: withDevPassphrase(env) };
  if (selected === undefined && ownBackend === undefined) await selectDev(surroundings);
  const emulator = talksToApi(args) ? await openOrWarn() : undefined;
  try {
    return await runAttached(prepared.pulumi, args, { cwd: process.cwd(), env: surroundings.env });
  } finally {
    await emulator?.close();
  }
}

/** So that a fresh clone's first command, whichever it is, has a stack. */
async function selectDev({ pulumi, env }: Surroundings): Promise<void> {
  await runCaptured(pulumi, ["stack", "select", DEV_STACK, "--create"], { cwd: root, env });
}

/** Whoever runs this may have reasons for what is at that port, and Pulumi tells what it misses. */
async function openOrWarn(): Promise<DevEmulator | undefined> {
  try {
    return await openDevEmulator();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.error(`Warning: ${error.message}`);
    return undefined;
  }
}

await command(pulumi);
