#!/usr/bin/env node
// `pulumi-realtimekit-adopt`: in the directory of anybody's Pulumi project, with the Pulumi on PATH.
import { command } from "../../scripts/problem.ts";
import { adopt } from "./adopt.ts";

await command((args) =>
  adopt(args, "npx pulumi-realtimekit-adopt", {
    pulumi: "pulumi",
    cwd: process.cwd(),
    env: process.env,
  }),
);
