// `npm run pulumi -- <arguments>`: runs a Pulumi command in the environment of this checkout.
import { command } from "../cli/command.ts";
import { runAttached } from "../cli/processes.ts";
import { UserError } from "../provider/user-error.ts";
import { type DevEmulator, openDevEmulator } from "./dev-emulator.ts";
import { ownBackend } from "./selection.ts";
import { needsBackend, talksToApi } from "./command-line.ts";
import { environmentOf } from "./environment.ts";

const NO_BACKEND =
  "You are not logged in to a backend for the state of your own stacks: run npm run pulumi -- login for Pulumi Cloud, or npm run pulumi -- login <URL> for another backend.";

const PUBLIC_PASSPHRASE =
  "Warning: Pulumi.dev.yaml is in git and its passphrase is public, so secrets in it are not safe. " +
  "Store real keys and tokens in a stack of your own: --stack prod";

await command(async (args) => {
  const { pulumi, env, line, isDev } = await environmentOf(args);
  if (isDev && line.words[0] === "config" && line.has("secret")) console.error(PUBLIC_PASSPHRASE);
  if (!isDev && needsBackend(line) && (await ownBackend(line.project, env)) === undefined)
    console.error(NO_BACKEND);
  const emulator = isDev && talksToApi(line) ? await openOrWarn() : undefined;
  try {
    return await runAttached(pulumi, args, { cwd: process.cwd(), env });
  } finally {
    await emulator?.close();
  }
});

/** Starts the emulator; if that fails, only warns, because the command may not need it. */
async function openOrWarn(): Promise<DevEmulator | undefined> {
  try {
    return await openDevEmulator();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    console.error(`Warning: ${error.message}`);
    return undefined;
  }
}
