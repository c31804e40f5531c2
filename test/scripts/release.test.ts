/** What is checked before a release, and the steps of release.yml that hang on the tag. */
import assert from "node:assert/strict";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { parse } from "yaml";
import { runCaptured } from "../../cli/processes.ts";
import { UserError } from "../../provider/user-error.ts";
import { releaseNotes } from "../../publish/release.ts";
import { stage } from "../../publish/stage.ts";
import { root } from "../../scripts/places.ts";
import { removeDirectory, temporaryDirectory } from "../support/directory.ts";

const CHANGELOG = `# Changelog

What changes.

## [Unreleased]

### Added

- Something to come.

## [0.2.0] - 2027-01-31

### Fixed

- A bug:

  \`\`\`
  ## [0.1.0] - 2026-12-24
  \`\`\`

## [0.1.0] - 2026-12-24

The first release.
`;

function problemsOf(tag: string, version: string, changelog: string): string[] {
  try {
    releaseNotes(tag, version, changelog);
  } catch (error) {
    assert.ok(error instanceof UserError, String(error));
    return error.message.split("\n");
  }
  return [];
}

describe("the release notes of a tag", () => {
  it("are the changelog's section of its version, and no more", () => {
    expect(releaseNotes("v0.1.0", "0.1.0", CHANGELOG)).toBe("The first release.\n");
    const notes = releaseNotes("v0.2.0", "0.2.0", CHANGELOG);
    expect(notes).toMatch(/^### Fixed\n\n- A bug:\n\n.*## \[0\.1\.0\].*\n {2}```\n$/s);
    expect(notes).not.toContain("The first release.");
    expect(notes).not.toContain("Something to come.");
  });

  it("are refused where the tag is another version's", () => {
    const [problem, ...more] = problemsOf("v0.2.0", "0.1.0", CHANGELOG);
    expect(problem).toContain('The tag is "v0.2.0", but package.json has version 0.1.0');
    expect(more).toStrictEqual([]);
    expect(problemsOf("0.1.0", "0.1.0", CHANGELOG)).toHaveLength(1);
  });

  it("are refused where the changelog has no section of it, and everything is said at once", () => {
    const [tag, section, ...more] = problemsOf("v0.4.0", "0.3.0", CHANGELOG);
    expect(tag).toContain('"v0.4.0"');
    expect(section).toContain("no section of version 0.3.0: add one, such as ## [0.3.0] - ");
    expect(more).toStrictEqual([]);
    // A section of 0.2.0 is none of 0.2 or of 0.2.0-rc.1.
    expect(problemsOf("v0.2.0-rc.1", "0.2.0-rc.1", CHANGELOG)).toHaveLength(1);
  });

  it("are refused where the section has no date, or says nothing", () => {
    const undated = CHANGELOG.replace(" - 2027-01-31", "");
    expect(problemsOf("v0.2.0", "0.2.0", undated)).toStrictEqual([
      expect.stringContaining('has "## [0.2.0]": write it as ## [0.2.0] - '),
    ]);
    const empty = CHANGELOG.replace("The first release.", "");
    expect(problemsOf("v0.1.0", "0.1.0", empty)).toStrictEqual([
      expect.stringContaining('says nothing below "## [0.1.0] - 2026-12-24"'),
    ]);
  });
});

describe("node publish/release.ts", () => {
  const release = (...args: string[]) =>
    runCaptured("node", [join(root, "publish", "release.ts"), ...args]);

  it("says what is wrong of this checkout's version, with exit status 1 and no notes", async () => {
    const { code, stdout, stderr } = await release("v999.0.0");
    expect({ code, stdout }).toStrictEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/^The tag is "v999\.0\.0", but package\.json has version /);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it("wants the tag", async () => {
    const { code, stderr } = await release();
    expect(code).toBe(1);
    expect(stderr).toContain("Give the tag");
  });
});

describe("npm publish", () => {
  it("is refused in the root, whose README is not the package's, and says what to do", async () => {
    const { code, stderr } = await runCaptured("npm", ["publish", "--dry-run"], { cwd: root });
    expect(code).toBe(1);
    expect(stderr).toContain("npm run build && npm publish ./dist/package");
  });

  it("finds nothing to correct in the package's manifest, which keeps nothing of the checkout's", async () => {
    const directory = await temporaryDirectory();
    try {
      const file = join(directory, "package.json");
      await copyFile(join(await stage([]), "package.json"), file);
      await mkdir(join(directory, "dist"));
      await writeFile(join(directory, "dist", "cli.mjs"), "");
      const before = await readFile(file, "utf8");
      const { code, stderr } = await runCaptured("npm", ["pkg", "fix"], { cwd: directory });
      expect({ code, stderr }).toStrictEqual({ code: 0, stderr: "" });
      expect(await readFile(file, "utf8")).toBe(before);
      const manifest = JSON.parse(before) as Record<string, unknown>;
      expect(Object.keys(manifest)).not.toContain("scripts");
      expect(Object.keys(manifest)).not.toContain("devDependencies");
      expect(manifest.publishConfig).toStrictEqual({ access: "public", provenance: true });
    } finally {
      await removeDirectory(directory);
    }
  });
});

/** Runs a step of release.yml by bash with programs that only write down how they were called. */
async function calls(job: string, name: string, env: Record<string, string>): Promise<string[]> {
  const text = await readFile(join(root, ".github", "workflows", "release.yml"), "utf8");
  const { jobs } = parse(text) as Record<
    "jobs",
    Record<string, { steps: { name?: string; run?: string }[] }>
  >;
  const step = jobs[job]?.steps.find((each) => each.name === name);
  const directory = await temporaryDirectory();
  try {
    const log = join(directory, "log");
    const bin = join(directory, "bin");
    await mkdir(bin);
    await mkdir(join(directory, "release"));
    await writeFile(join(directory, "release", "package-1.tgz"), "");
    await writeFile(join(directory, "release", "plugin-1.tar.gz"), "");
    const program = [
      "#!/bin/sh",
      `echo "$(basename "$0") $*" >> '${log}'`,
      'if [ "$*" = "config get registry" ]; then echo https://registry.example.com/; fi',
    ];
    for (const each of ["npm", "gh"])
      await writeFile(join(bin, each), program.join("\n"), { mode: 0o755 });
    const { code, stderr } = await runCaptured("bash", ["-e", "-c", step?.run ?? assert.fail()], {
      cwd: directory,
      env: { ...env, PATH: [bin, process.env.PATH].join(delimiter) },
    });
    expect({ code, stderr }).toStrictEqual({ code: 0, stderr: "" });
    return (await readFile(log, "utf8")).trim().split("\n");
  } finally {
    await removeDirectory(directory);
  }
}

describe("release.yml", () => {
  const publish = "npm publish ./release/package-1.tgz --provenance --access public --tag";
  const release = (tag: string, kind: string) =>
    `gh release create ${tag} ./release/package-1.tgz ./release/plugin-1.tar.gz --repo acme/kit --verify-tag ${kind} --title ${tag} --notes-file ./release/notes.md`;

  it("publishes as a trusted publisher, or with a token that it writes to no file", async () => {
    const TAG = "v1.2.3";
    expect(await calls("publish", "Publish", { TAG, NPM_TOKEN: "" })).toStrictEqual([
      `${publish} latest`,
    ]);
    expect(await calls("publish", "Publish", { TAG, NPM_TOKEN: "npm_secret" })).toStrictEqual([
      "npm config get registry",
      "npm config set //registry.example.com/:_authToken ${NPM_TOKEN}",
      `${publish} latest`,
    ]);
  });

  it("gives a pre-release to nobody who does not ask for it", async () => {
    const env = { TAG: "v1.2.3-rc.1", NPM_TOKEN: "", GITHUB_REPOSITORY: "acme/kit" };
    expect(await calls("publish", "Publish", env)).toStrictEqual([`${publish} next`]);
    expect(await calls("release", "Release", env)).toStrictEqual([
      release(env.TAG, "--prerelease"),
    ]);
  });

  it("creates the GitHub release with the notes and the tarball", async () => {
    const env = { TAG: "v1.2.3", GITHUB_REPOSITORY: "acme/kit" };
    expect(await calls("release", "Release", env)).toStrictEqual([release(env.TAG, "--latest")]);
  });
});
