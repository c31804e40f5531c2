/** A shell in which a page's commands run: in a copy of this checkout, with a stack `prod` beside `dev`. */
import { chmod, mkdir, rm, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { type Captured, runCaptured } from "../../cli/processes.ts";
import { ensureToolchain } from "../../toolchain/ensure.ts";
import { type Checkout, QUICKER } from "../support/checkout.ts";
import { ACCOUNT, APP, type TestEmulator } from "../support/emulator.ts";

/** What a reader fills in. */
const FILLED_IN: Readonly<Record<string, string>> = { "<account id>": ACCOUNT, "<app id>": APP };

/** npm and npx without their own start of half a second, which is not what the pages are about. */
const SHIMS: Readonly<Record<string, string>> = {
  npm: `case "$1" in
  run) shift; if [ "$1" = --silent ]; then shift; fi; script=$1; shift; if [ "$1" = -- ]; then shift; fi ;;
  *) script=$1; shift ;;
esac
exec node scripts/bootstrap.mjs "$script" "$@"`,
  npx: `shift; exec node cli/main.ts "$@"`,
};

export class Shell {
  readonly #checkout: Checkout;
  readonly #env: NodeJS.ProcessEnv;

  private constructor(checkout: Checkout, env: NodeJS.ProcessEnv) {
    this.#checkout = checkout;
    this.#env = env;
  }

  /** @param account the emulator of the account that the pages call a real one */
  static async open(checkout: Checkout, account: TestEmulator): Promise<Shell> {
    const bin = join(checkout.directory, "..", "bin");
    const state = join(checkout.directory, "..", "state");
    await mkdir(bin);
    await mkdir(state);
    for (const [name, script] of Object.entries(SHIMS)) {
      await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`);
      await chmod(join(bin, name), 0o755);
    }
    const { directory: pulumi } = await ensureToolchain(process.env);
    const path = [bin, dirname(process.execPath), pulumi, process.env.PATH];
    return new Shell(checkout, {
      ...checkout.env,
      ...QUICKER,
      PATH: path.join(delimiter),
      PULUMI_BACKEND_URL: `file://${state}`,
      PULUMI_CONFIG_PASSPHRASE: "choose your own",
      CLOUDFLARE_BASE_URL: account.baseUrl,
    });
  }

  /** Runs commands, the first that fails ending them; what asks for a secret gets one. */
  run(commands: string): Promise<Captured> {
    const text = Object.entries(FILLED_IN).reduce(
      (filled, [name, value]) => filled.replaceAll(name, value),
      commands,
    );
    const { directory: cwd } = this.#checkout;
    return runCaptured("bash", ["-ec", text], { cwd, env: this.#env, input: "a-secret\n" });
  }

  /** As `git clone` leaves it: no changes, and a stack `dev` that was never brought up. */
  async reset(): Promise<void> {
    await this.restore();
    await rm(join(this.#checkout.directory, ".pulumi-dev"), { recursive: true, force: true });
  }

  async restore(): Promise<void> {
    await this.#checkout.git(["checkout", "--quiet", "."]);
  }

  async apply(patch: string): Promise<void> {
    const file = join(this.#checkout.directory, "..", "page.diff");
    await writeFile(file, `${patch}\n`);
    await this.#checkout.git(["apply", file]);
  }
}
