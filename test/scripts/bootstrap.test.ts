import { existsSync } from "node:fs";
import { chmod, cp, mkdir, mkdtemp, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCaptured } from "../../cli/processes.ts";
import { root } from "../../scripts/places.ts";

/** An npm that notes each install and takes a moment for it. */
const NPM = `#!/bin/sh
if [ "$1" = --version ]; then echo 11.0.0; exit; fi
echo "$1" >> installs
sleep 1
mkdir -p node_modules/.bin
ln -s "${process.execPath}" node_modules/.bin/node
echo '{ "packages": {} }' > node_modules/.package-lock.json
`;

let checkout = "";
let lock = "";

/** A command of a fresh clone that has nothing to install but Node. */
function lint() {
  const options = { env: { PATH: `${join(checkout, "bin")}:/usr/bin:/bin` } };
  return runCaptured(
    process.execPath,
    [join(checkout, "scripts", "bootstrap.mjs"), "lint"],
    options,
  );
}

const installs = () => readFile(join(checkout, "installs"), "utf8");

beforeEach(async () => {
  checkout = await mkdtemp(join(tmpdir(), "realtimekit clone "));
  lock = join(checkout, ".pulumi-dev", "npm-ci.lock");
  const scripts = join(checkout, "scripts");
  await cp(join(root, "scripts", "bootstrap.mjs"), join(scripts, "bootstrap.mjs"));
  await writeFile(join(scripts, "checks.ts"), "console.log('checked');\n");
  await writeFile(join(checkout, "package-lock.json"), '{ "packages": { "": {} } }');
  await mkdir(join(checkout, "bin"));
  await writeFile(join(checkout, "bin", "npm"), NPM);
  await chmod(join(checkout, "bin", "npm"), 0o755);
});
afterEach(() => rm(checkout, { recursive: true }));

describe("the first command in a fresh clone", () => {
  it("installs the packages, and two at once do it once", async () => {
    const both = await Promise.all([lint(), lint()]);
    expect(both.map(({ code, stdout }) => [code, stdout])).toStrictEqual([
      [0, "checked\n"],
      [0, "checked\n"],
    ]);
    const told = both.map(({ stderr }) => stderr).join("");
    expect(told.match(/Waiting for another command/g)).toHaveLength(1);
    expect(await installs()).toBe("ci\n");
    expect(existsSync(lock)).toBe(false);
  });

  it("waits for nobody who was killed", async () => {
    await mkdir(lock, { recursive: true });
    const longAgo = new Date(Date.now() - 60_000);
    await utimes(lock, longAgo, longAgo);
    expect((await lint()).stdout).toBe("checked\n");
    expect(await installs()).toBe("ci\n");
  });
});
