import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "../../scripts/places.ts";

describe("a command whose reader stops before the end", () => {
  it("ends without a word", async () => {
    const main = join(root, "cli", "main.ts");
    // Nobody reads, from the beginning.
    const line = '{ sleep 0.2; "$0" "$1" review --help; } | true';
    const shell = promisify(execFile)("sh", ["-c", line, process.execPath, main]);
    expect(await shell).toStrictEqual({ stdout: "", stderr: "" });
  });
});
