import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readProfile } from "../../emulator/profile.ts";
import { newestProfile, statusPage, statusSentence, withStatus } from "../../publish/status.ts";
import { root } from "../../scripts/places.ts";

const read = (file: string) => readFile(join(root, file), "utf8");

describe("the status of the project", () => {
  it("is that of the newest profile; `npm run docs` writes it", async () => {
    const profile = await newestProfile();
    expect(await read("docs/status.md")).toBe(await statusPage(profile));
    const readme = await read("README.md");
    expect(readme).toContain(`<!-- status -->${statusSentence(profile)}<!-- /status -->`);
    expect(withStatus(readme, profile)).toBe(readme);
  });

  it("says what was seen at a real account, and when", async () => {
    const documented = readProfile(join(root, "profiles", "documented.json"));
    const seen = { "preset.created": "200", "preset.missing": "other", "token.owner": "user" };
    const profile = { ...documented, api: "cloudflare", date: "2026-12-24", seen } as const;
    expect(statusSentence(undefined)).toBe("Not yet run against a real account");
    expect(statusSentence(profile)).toBe(
      "Run against a real account on 2026-12-24: 2 of 3 checks passed",
    );
    const page = await statusPage(profile);
    const rows = page.split("\n").filter((line) => /^\| [✔≠✖]/.test(line));
    expect(rows.map((line) => line.replace(/ +/g, " "))).toStrictEqual([
      "| ✔ | GET /user/tokens/verify, then the account's | user | user | doctor |",
      "| ≠ | POST presets | 201 | 200 | Preset |",
      "| ✖ | GET presets/{id} that does not exist | 404 | other | Preset: refresh, delete |",
    ]);
    expect(withStatus(await read("README.md"), profile)).toContain("on 2026-12-24: 2 of 3");
  });
});
