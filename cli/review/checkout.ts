// `npm run review`: the same in this checkout, whose `npm run pulumi` knows the CLI, the emulator and stack dev.
import { join } from "node:path";
import { root } from "../../scripts/places.ts";
import { main } from "./cli.ts";

await main([process.execPath, join(root, "scripts", "bootstrap.mjs"), "pulumi"]);
