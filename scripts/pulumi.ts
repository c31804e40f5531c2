// `npm run pulumi -- <anything>`: any Pulumi command in the environment of this checkout.
import { command } from "../cli/command.ts";
import { runAttached } from "../cli/processes.ts";
import { UserError } from "../provider/user-error.ts";
import { type DevEmulator, openDevEmulator } from "./dev-emulator.ts";
import { talksToApi } from "./stack-of.ts";
import { environmentOf } from "./environment.ts";

await command(async (args) => {
  const { pulumi, env, isDev } = await environmentOf(args);
  const emulator = isDev && talksToApi(args) ? await openOrWarn() : undefined;
  try {
    return await runAttached(pulumi, args, { cwd: process.cwd(), env });
  } finally {
    await emulator?.close();
  }
});

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
