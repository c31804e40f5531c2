// `npm run contract`: the emulator's responses against the official SDK's types.
import { join } from "node:path";
import { command } from "../../cli/command.ts";
import { readProfile } from "../../emulator/profile.ts";
import { root } from "../../scripts/places.ts";
import { checkTypes, told } from "./check.ts";

await command(async () => {
  let status = 0;
  for (const name of ["documented", "sdk-types"]) {
    const profile = readProfile(join(root, "profiles", `${name}.json`));
    const checked = await checkTypes(profile);
    console.log(`Profile ${name}: ${told(checked, profile)}\n`);
    if (checked.notMade.length + checked.unexplained.length > 0) status = 1;
  }
  return status;
});
