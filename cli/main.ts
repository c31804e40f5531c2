#!/usr/bin/env node
// `npx pulumi-realtimekit <command>`: in the directory of anybody's Pulumi project, with the Pulumi on PATH.
import { run } from "./program.ts";

process.exitCode = await run(process.argv.slice(2), {
  call: (command) => `npx pulumi-realtimekit ${command}`,
  pulumi: ["pulumi"],
  cwd: process.cwd(),
  env: process.env,
});
