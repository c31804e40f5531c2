// `npm run review [-- <options>]`: runs the command with `npm run pulumi`, which provides the CLI, the emulator and stack dev.
import { join } from "node:path";
import { run } from "../cli/program.ts";
import { root } from "./places.ts";

process.exitCode = await run(["review", ...process.argv.slice(2)], {
  call: (command) => `npm run --silent ${command} --`,
  pulumi: [process.execPath, join(root, "scripts", "bootstrap.mjs"), "pulumi"],
  cwd: process.cwd(),
  env: process.env,
});
