// `npm run adopt [-- <options>]`: the command in the environment of this checkout, as `npm run pulumi`.
import { command } from "../cli/command.ts";
import { run } from "../cli/program.ts";
import { openDevEmulator } from "./dev-emulator.ts";
import { environmentOf } from "./environment.ts";

await command(async (args) => {
  const { pulumi, env, isDev } = await environmentOf(args, { alwaysOfOneStack: true });
  const emulator = isDev ? await openDevEmulator() : undefined;
  try {
    return await run(["adopt", ...args], {
      call: (name) => `npm run --silent ${name} --`,
      pulumi: [pulumi],
      cwd: process.cwd(),
      env,
    });
  } finally {
    await emulator?.close();
  }
});
