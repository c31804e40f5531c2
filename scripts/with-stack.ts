// `npm run adopt` and `npm run doctor`: runs the command with the Pulumi CLI of this checkout, and with the emulator for stack dev.
import { command } from "../cli/command.ts";
import { run } from "../cli/program.ts";
import { openDevEmulator } from "./dev-emulator.ts";
import { environmentOf } from "./environment.ts";

export async function runWithStack([name = "", ...args]: string[]): Promise<number> {
  const { pulumi, env, isDev } = await environmentOf(args, { alwaysOfOneStack: true });
  const emulator = isDev ? await openDevEmulator() : undefined;
  try {
    return await run([name, ...args], {
      call: (each) => `npm run --silent ${each} --`,
      pulumi: [pulumi],
      cwd: process.cwd(),
      env,
    });
  } finally {
    await emulator?.close();
  }
}

if (import.meta.main) await command(runWithStack);
