// `npm run adopt [-- <options>]`: the command in the surroundings of this checkout, as `npm run pulumi`.
import { command } from "../cli/command.ts";
import { run } from "../cli/program.ts";
import { openDevEmulator } from "./dev-emulator.ts";
import { surroundingsOf } from "./surroundings.ts";

await command(async (args) => {
  const { pulumi, env, isDev } = await surroundingsOf(args);
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
