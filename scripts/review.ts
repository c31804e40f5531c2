// `npm run review [-- <options>]`: the command in this checkout, whose `npm run pulumi` knows the CLI, the emulator and stack dev.
import { join } from "node:path";
import { run } from "../cli/program.ts";
import { root } from "./places.ts";

process.exitCode = await run(["review", ...process.argv.slice(2)], {
  call: (command) => `npm run --silent ${command} --`,
  pulumi: [process.execPath, join(root, "scripts", "bootstrap.mjs"), "pulumi"],
  cwd: process.cwd(),
  env: process.env,
});
