import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { QUICKER, withCheckout } from "../support/checkout.ts";
import { builtProgram } from "../support/program.ts";
import { type Sample, previewOf, STACK_URN } from "./samples.ts";

const nothing = previewOf();
const changes = previewOf({ op: "create", kind: "Livestream", after: { name: "a" } });
const breaking = previewOf({ op: "delete", kind: "Livestream", before: { name: "a" } });
const failed = JSON.stringify({
  steps: [{ op: "same", urn: STACK_URN }],
  diagnostics: [{ severity: "error", message: "error: it went wrong\n" }],
});

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the command; `input` is its standard input. */
async function run(args: string[], { input = "", path = "" } = {}): Promise<Ended> {
  const child = spawn(process.execPath, [await builtProgram(), "review", ...args], {
    env: { PATH: path, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE },
    stdio: "pipe",
  });
  child.stdin.on("error", () => undefined); // it may end without having read
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, stdout, stderr };
}

/** A pulumi that notes its arguments, says this and ends so. */
async function withPulumi(
  { says, code, onStderr = "" }: { says: string; code: number; onStderr?: string },
  work: (path: string, args: () => Promise<string>) => Promise<void>,
): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), "realtimekit review "));
  try {
    const bin = join(directory, "bin");
    await mkdir(bin);
    await writeFile(join(directory, "says"), says === "" ? "" : `${says}\n`);
    const script = `#!/bin/sh
echo "$@" > "${directory}/args"
while IFS= read -r line; do echo "$line"; done < "${directory}/says"
echo "${onStderr}" >&2
exit ${code}
`;
    await writeFile(join(bin, "pulumi"), script);
    await chmod(join(bin, "pulumi"), 0o755);
    await work(bin, () => readFile(join(directory, "args"), "utf8"));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

describe("the command", () => {
  it("ends with a status that tells nothing, changes, breaking and no preview apart", async () => {
    const statusOf = async (input: string, ...more: string[]) =>
      (await run(["--preview", "-", ...more], { input })).code;
    const all = [nothing, changes, breaking, failed];
    expect(await Promise.all(all.map((each) => statusOf(each)))).toStrictEqual([0, 20, 30, 40]);
    const exitZero = all.map((each) => statusOf(each, "--exit-zero"));
    expect(await Promise.all(exitZero)).toStrictEqual([0, 0, 0, 40]);
  });

  it("documents each status in its help", async () => {
    const { code, stdout, stderr } = await run(["--help"]);
    expect([code, stderr]).toStrictEqual([0, ""]);
    for (const status of ["0   no changes", "20  changes", "30  breaking", "40  the preview"])
      expect(stdout).toContain(`\n  ${status}`);
  });

  it("says what is wrong with how it was called", async () => {
    const wrong: [args: string[], stderr: RegExp][] = [
      [
        ["--sack", "prod"],
        /^error: unknown option '--sack'\n\(Did you mean --stack\?\)\nFor help, use --help\n$/,
      ],
      [["prod"], /^error: too many arguments[^\n]*: prod\.\nFor help, use --help\n$/],
      ...["many", "100"].map((limit): [string[], RegExp] => [
        ["--limit", limit],
        /^error: option '--limit <number>' [^\n]* Give a whole number, 16000 or more\.\nFor help, use --help\n$/,
      ]),
      [
        ["--preview", "-", "--", "--refresh"],
        /^--preview uses an existing preview: remove the arguments after --\.\n$/,
      ],
      [["--preview", "no-such.json"], /^--preview no-such\.json cannot be read: ENOENT[^\n]*\.\n$/],
      [["--preview", "-"], /^Standard input is empty: [^\n]*\n$/],
      [[], /^pulumi could not be started: spawn pulumi ENOENT\.\n$/],
    ];
    for (const [args, message] of wrong) {
      expect({ args, ...(await run(args)) }).toStrictEqual({
        args,
        code: 40,
        stdout: "",
        stderr: expect.stringMatching(message) as string,
      });
    }
  });

  it("takes no preview of another stack for that of this one", async () => {
    const statusOf = async (stack: string) =>
      (await run(["--preview", "-", "--stack", stack], { input: changes })).code;
    const same = ["prod", "org/prod", "org/site/prod"];
    expect(await Promise.all(same.map(statusOf))).toStrictEqual([20, 20, 20]);
    const others = ["dev", "prod/dev", "org/other/prod"];
    expect(await Promise.all(others.map(statusOf))).toStrictEqual([40, 40, 40]);
  });

  it("reports a preview that failed with Pulumi's own words", async () => {
    const { stdout, stderr } = await run(["--preview", "-"], { input: failed });
    expect(stdout).toMatch(
      /^<!-- pulumi-realtimekit-review:prod -->\n\n### .*no preview\n\n.*\n\n```text\nit went wrong\n```\n$/,
    );
    expect(stderr).toBe("Pulumi could not create a preview; the report contains its errors.\n");
  });

  it("gives the report as data", async () => {
    const { code, stdout } = await run(["--preview", "-", "--json", "--exit-zero"], {
      input: breaking,
    });
    expect(code).toBe(0);
    const {
      version,
      verdict,
      exitCode,
      breaking: broken,
      resources,
    } = z
      .looseObject({
        breaking: z.array(z.looseObject({ rule: z.string() })),
        resources: z.array(z.looseObject({ op: z.string(), properties: z.array(z.unknown()) })),
      })
      .parse(JSON.parse(stdout));
    expect([version, verdict, exitCode]).toStrictEqual([1, "breaking", 0]);
    expect(broken.map(({ rule }) => rule)).toStrictEqual(["livestream-removed"]);
    expect(resources[0]?.properties).toStrictEqual([
      { path: "name", is: "removed", secret: false, before: '"a"' },
    ]);
  });

  it("names its comment as it is told", async () => {
    const { stdout } = await run(["--preview", "-", "--marker", "site/prod"], { input: changes });
    expect(stdout).toMatch(/^<!-- pulumi-realtimekit-review:site\/prod -->\n/);
  });

  it("keeps to a smaller limit", async () => {
    const many = Array.from({ length: 500 }, (_, index): Sample => ({
      op: "create",
      kind: "Livestream",
      name: `one-${index}`,
      after: { name: "a" },
    }));
    const { stdout } = await run(["--preview", "-", "--limit", "16000"], {
      input: previewOf(...many),
    });
    expect(stdout.length).toBeLessThanOrEqual(16_000);
    expect(stdout.length).toBeGreaterThan(14_000);
    expect(stdout).toMatch(
      /\*\*The details of \d+ resources are omitted\*\* .* `pulumi preview --diff --stack prod`\n$/,
    );
  });

  it("makes the preview itself where none is given", async () => {
    await withPulumi({ says: breaking, code: 0 }, async (path, args) => {
      const { code, stdout } = await run(["-s", "prod", "--", "--target", "x"], { path });
      expect(code).toBe(30);
      expect(stdout).toMatch(/Livestream removed/);
      expect(await args()).toBe(
        "preview --json --show-sames --non-interactive --refresh --stack prod --target x\n",
      );
    });
  });

  it("asks nobody what was changed outside where it is told not to", async () => {
    await withPulumi({ says: breaking, code: 0 }, async (path, args) => {
      expect((await run(["--no-refresh"], { path })).code).toBe(30);
      expect(await args()).toBe("preview --json --show-sames --non-interactive --refresh=false\n");
    });
  });

  it("names the way out where the API cannot be asked", async () => {
    const says = JSON.stringify({
      steps: [{ op: "refresh", urn: STACK_URN }],
      diagnostics: [{ severity: "error", message: "error: GET /apps responded with 401" }],
    });
    const wayOut = /The resources could not be read from the API, .* `?--no-refresh`?\.\n$/;
    await withPulumi({ says, code: 255 }, async (path) => {
      const { code, stdout, stderr } = await run(["--exit-zero"], { path });
      expect(code).toBe(40);
      expect(stdout).toMatch(
        /^<!-- pulumi-realtimekit-review:prod -->[^]*\nGET \/apps responded with 401\n/,
      );
      expect(stdout).toMatch(wayOut);
      expect(stderr).toMatch(wayOut);
    });
  });

  it("takes no failed preview for one without changes", async () => {
    await withPulumi({ says: nothing, code: 5 }, async (path) => {
      const { code, stdout } = await run([], { path });
      expect(code).toBe(40);
      expect(stdout).toMatch(/pulumi preview ended with exit status 5/);
    });
    await withPulumi({ says: "", code: 6, onStderr: "no stack named prod" }, async (path) => {
      expect(await run([], { path })).toStrictEqual({
        code: 40,
        stdout: "",
        stderr:
          "no stack named prod\npulumi preview ended with exit status 6 and without a preview; its output is above.\n",
      });
    });
  });
});

describe("npm run review", () => {
  it("previews stack dev of a fresh clone, with nothing but the report on standard output", async () => {
    await withCheckout(async (checkout) => {
      const { code, stdout, stderr } = await checkout.npm(
        ["review", "--", "--stack", "dev"],
        QUICKER,
      );
      assert.equal(code, 20, stderr);
      expect(stdout).toMatch(
        /^<!-- pulumi-realtimekit-review:dev -->\n\n### Review of stack `dev`: changes\n/,
      );
      expect(stdout).toMatch(/create Livestream <code>keynote<\/code>/);
      expect(stdout).not.toMatch(/Breaking/);
    });
  });
});
