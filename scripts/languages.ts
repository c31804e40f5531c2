// `npm run languages`: gets the language hosts that run YAML and Python programs and generate SDKs.
import { command } from "../cli/command.ts";
import { UserError } from "../provider/user-error.ts";
import { cliFolder, ensureToolchain } from "../toolchain/ensure.ts";
import { ensureLanguages, findHost, LANGUAGES } from "../toolchain/languages.ts";

await command(async () => {
  const { directory } = await ensureToolchain(process.env);
  const missing = LANGUAGES.filter((name) => !findHost(name, directory, process.env));
  if (missing.length > 0) {
    const cli = cliFolder(process.env);
    if (!directory.startsWith(cli.path))
      throw new UserError(
        `The Pulumi CLI in ${directory} has no language hosts for ${missing.join(", ")}: install Pulumi's ` +
          "release, which has them (https://www.pulumi.com/docs/install/), or take this one from PATH.",
      );
    await ensureLanguages(cli, process.env);
  }
  const { directory: now } = await ensureToolchain(process.env);
  for (const name of LANGUAGES) console.log(`${name}: ${findHost(name, now, process.env) ?? ""}`);
  return 0;
});
