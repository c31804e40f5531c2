#!/usr/bin/env node
// `npx pulumi-realtimekit <command>`, for any Pulumi project, with the Pulumi CLI on PATH.
import { run } from "./program.ts";

process.exitCode = await run(process.argv.slice(2), {
  call: (command) => `npx pulumi-realtimekit ${command}`,
  pulumi: ["pulumi"],
  cwd: process.cwd(),
  env: process.env,
});
