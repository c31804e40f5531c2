// `npm run adopt` and `npm run doctor`: these commands with the Pulumi of this checkout, and for stack dev with the emulator.
import { command } from "../cli/command.ts";
import { run } from "../cli/program.ts";
import { openDevEmulator } from "./dev-emulator.ts";
import { environmentOf } from "./environment.ts";

await command(async ([name = "", ...args]) => {
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
});
