// `npm run pulumi -- <anything>`: any Pulumi command in the environment of this checkout.
import { command } from "../cli/command.ts";
import { runAttached } from "../cli/processes.ts";
import { UserError } from "../provider/user-error.ts";
import { type DevEmulator, openDevEmulator } from "./dev-emulator.ts";
import { talksToApi } from "./command-line.ts";
import { environmentOf } from "./environment.ts";

const KNOWN_TO_ALL =
  "Warning: Pulumi.dev.yaml is in git, and everybody knows its passphrase: no secret is safe in it. " +
  "Give a real key or token to a stack of your own: --stack prod";

await command(async (args) => {
  const { pulumi, env, line, isDev } = await environmentOf(args);
  if (isDev && line.words[0] === "config" && line.has("secret")) console.error(KNOWN_TO_ALL);
  const emulator = isDev && talksToApi(line) ? await openOrWarn() : undefined;
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
