/** Where the state of which stack goes, and which stack a command is about. */
import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Checkout, QUICKER, withCheckout } from "../support/checkout.ts";
import { assertSucceeded } from "../support/outcome.ts";

const ABOUT_DEV = /No stack is selected, so this uses stack dev on the emulator/;
const NO_SECRET = /Warning: Pulumi\.dev\.yaml is in git and its passphrase is public/;

function pulumi(checkout: Checkout, ...args: string[]) {
  const env = { ...QUICKER, PULUMI_CONFIG_PASSPHRASE: "of one's own" };
  return checkout.npm(["pulumi", "--", ...args], env);
}

/** The state files in a file backend, by project and stack. */
async function stacksIn(directory: string): Promise<string[]> {
  const stacks = join(directory, ".pulumi", "stacks");
  const files = await readdir(stacks, { recursive: true }).catch(() => []);
  return files.filter((file) => file.endsWith(".json")).sort();
}

describe("a stack of one's own", () => {
  it("goes where the user has logged in, and stays selected", async () => {
    await withCheckout(async (checkout) => {
      const own = join(checkout.directory, "..", "own state");
      const dev = join(checkout.directory, ".pulumi-dev", "state");
      await mkdir(own);
      assertSucceeded(await pulumi(checkout, "login", pathToFileURL(own).href));
      const init = await pulumi(checkout, "stack", "init", "prod");
      assertSucceeded(init);
      expect(await stacksIn(own)).toStrictEqual([join("livestreaming", "prod.json")]);
      expect(await stacksIn(dev)).toStrictEqual([]);

      // A command that names none is about it, whatever is done with dev.
      assertSucceeded(await checkout.npm(["start", "--", "--skip-preview"], QUICKER));
      expect(await stacksIn(dev)).toStrictEqual([join("livestreaming", "dev.json")]);
      const set = await pulumi(checkout, "config", "set", "--secret", "realtimekit:apiToken", "t");
      assertSucceeded(set);
      expect(set.stderr).toBe("");
      expect(await readFile(join(checkout.directory, "Pulumi.prod.yaml"), "utf8")).toMatch(
        /realtimekit:apiToken:\n {4}secure: /,
      );

      // Until dev is chosen, and then another again.
      assertSucceeded(await pulumi(checkout, "stack", "select", "dev"));
      expect((await pulumi(checkout, "stack", "--show-name")).stdout.trim()).toBe("dev");
      assertSucceeded(await pulumi(checkout, "stack", "select", "prod"));
      expect((await pulumi(checkout, "stack", "--show-name")).stdout.trim()).toBe("prod");
    });
  });
});

describe("a fresh clone", () => {
  it("is about dev, says so, and warns of a secret there", async () => {
    await withCheckout(async (checkout) => {
      const set = await pulumi(checkout, "config", "set", "--secret", "realtimekit:apiToken", "t");
      assertSucceeded(set);
      expect(set.stderr).toMatch(ABOUT_DEV);
      expect(set.stderr).toMatch(NO_SECRET);
      const named = await pulumi(checkout, "--stack", "dev", "config", "set", "--secret", "a", "b");
      expect(named.stderr).not.toMatch(ABOUT_DEV);
      expect(named.stderr).toMatch(NO_SECRET);
      const init = await pulumi(checkout, "stack", "init", "prod");
      expect(init.code).not.toBe(0);
      expect(init.stderr).toMatch(
        /^You are not logged in to a backend for the state of your own stacks: /,
      );
    });
  });
});
