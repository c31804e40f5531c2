// `npm start`: runs `pulumi up` for stack dev on the emulator, and shows the outputs. With --media, the
// emulator takes video, and goes on until it is stopped.
import { type DevEmulator, openDevEmulator } from "./dev-emulator.ts";
import { root } from "./places.ts";
import { command } from "../cli/command.ts";
import { UserError } from "../provider/user-error.ts";
import { runAttached, runCaptured, untilSignal } from "../cli/processes.ts";
import { type Outputs, nextSteps, showOutputs } from "./show-outputs.ts";
import { liftStaleLock } from "./stale-lock.ts";
import {
  DEV_STACK,
  type Environment,
  devEnvironment,
  ensureDev,
  preloading,
  prepare,
} from "./environment.ts";

async function start(args: string[]): Promise<number> {
  const prepared = await prepare(process.env);
  const environment = { ...prepared, env: await devEnvironment(preloading(prepared.env)) };
  const media = args.includes("--media");
  const emulator = await openDevEmulator({ media });
  try {
    const code = await bringUp(
      environment,
      emulator,
      // What the emulator hands out may have changed since the last command: other URLs.
      media ? ["--refresh", ...args.filter((arg) => arg !== "--media")] : args,
    );
    if (code === 0 && emulator.page !== undefined && !emulator.shared) {
      console.log(`\nThe emulator goes on until you stop it with Ctrl+C: ${emulator.page}`);
      await untilSignal();
    }
    return code;
  } finally {
    // Only after Pulumi has ended: when interrupted, it still finishes what it has started.
    await emulator.close();
  }
}

async function bringUp(
  environment: Environment,
  emulator: DevEmulator,
  args: string[],
): Promise<number> {
  const { pulumi, env } = environment;
  console.log(
    emulator.shared
      ? `The emulator is already running at ${emulator.baseUrl}.`
      : `The emulator of Cloudflare's API is running at ${emulator.baseUrl} until this command ends.`,
  );
  await ensureDev(environment, root);
  await liftStaleLock(environment, root);
  // Nobody looks at a preview before it goes on, and what it changes is an emulator.
  const up = ["up", "--yes", "--skip-preview", "--stack", DEV_STACK, ...args];
  const code = await runAttached(pulumi, up, { cwd: root, env });
  if (code !== 0) return code;
  const outputs = await readOutputs(environment);
  console.log(showOutputs(outputs));
  console.log(nextSteps(outputs, emulator.page));
  return 0;
}

async function readOutputs({ pulumi, env }: Environment): Promise<Outputs> {
  const args = ["stack", "output", "--json", "--stack", DEV_STACK];
  const { code, stdout, stderr } = await runCaptured(pulumi, args, { cwd: root, env });
  if (code !== 0)
    throw new UserError(`The outputs of the stack could not be read.\n${stderr.trim()}`);
  return JSON.parse(stdout) as Outputs;
}

await command(start);
