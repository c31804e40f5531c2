/** The examples' commands, as README prints them. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../../scripts/places.ts";
import { QUICKER, withCheckout } from "../support/checkout.ts";

const readme = await readFile(join(root, "README.md"), "utf8");
const commands = [...readme.matchAll(/\| `npm run (pulumi -- -C examples\/[^`]+)` \|/g)].map(
  ([, command = ""]) => command,
);

describe("each example's line in README", () => {
  it("is one of all examples", () => {
    const names = commands.map((command) => /examples\/(\S+)/.exec(command)?.[1]);
    expect(names).toStrictEqual(["event", "webinar", "typescript", "consumer", "player-config"]);
  });

  it("works in a fresh clone, one after the other", async () => {
    await withCheckout(async (checkout) => {
      await checkout.npm(["start"], QUICKER);
      // The last one needs the internet, from which Cloudflare's plugin comes.
      for (const command of commands.slice(0, -1)) {
        const { code, stdout, stderr } = await checkout.npm(command.split(" "), QUICKER);
        expect({ command, code, stderr }).toStrictEqual({ command, code: 0, stderr: "" });
        expect(stdout).toMatch(/\+ \d+ created/);
      }
    });
  });
});
