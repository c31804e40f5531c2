/**
 * A program that is preloaded (`nodeargs` in Pulumi.yaml) says the same as one that is not, down to the lines
 * of its stack traces: by Node, which strips the types, and by ts-node, whose source maps move each line.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { KIT } from "../support/account.ts";
import { type Project, projectStory } from "../support/project.ts";

/** Traces before and after resources, from all sorts of places, twice each. */
const program = `
  import * as pulumi from "@pulumi/pulumi";
  import { Livestream } from "pulumi-realtimekit";

  interface Lines { readonly moved: string }

  class Maker<T extends Lines> {
    given: T;
    constructor(given: T) { this.given = given; }
    get trace(): string { return said(new TypeError("of a getter " + this.given.moved)); }
    async later(): Promise<string> { await Promise.resolve(); return said(new Error("in a promise")); }
  }
  function said(error: Error): string { return String(error.stack); }
  function deep(left: number): string { return left === 0 ? said(new RangeError("deep\\n    at two lines")) : deep(left - 1); }
  function sites(): string {
    const before = Error.prepareStackTrace;
    Error.prepareStackTrace = (_error, trace) => trace.map((site) => site.getFunctionName());
    const names = new Error().stack as unknown as string[];
    Error.prepareStackTrace = before;
    return names.slice(0, 2).join();
  }
  const inline = new Function("said", "return said(new Error('in a function of text'))");

  for (let round = 0; round < 2; round++) {
    for (let at = 0; at < 3; at++) new Livestream("stream-" + round + at, {});
    const maker = new Maker({ moved: "moved" });
    console.log([maker.trace, deep(3), sites(), inline(said), [1].map(() => said(new Error("in a callback")))[0]].join("\\n"));
    void maker.later().then((text) => console.log(text));
  }
  pulumi.output("bad").apply((text) => { throw new Error(text + " in apply"); });
`;

const PRELOAD = "    nodeargs: --require=pulumi-realtimekit/preload\n";

/** A preview of the program, without what differs each time. */
async function said(project: Project, change: (manifest: string) => string): Promise<string> {
  const file = join(project.directory, "Pulumi.yaml");
  const manifest = await readFile(file, "utf8");
  await writeFile(file, change(manifest));
  const { text } = await project.pulumi(["preview"]);
  const lines = text.split("\n").filter((line) => !line.startsWith("@ preview"));
  return lines.sort().join("\n");
}

const ways: Record<string, { from: string; to: string; own: string }> = {
  "by Node": { from: "typescript: false", to: "typescript: false", own: '{ "type": "module" }' },
  "by ts-node": { from: "typescript: false", to: "typescript: true", own: "{}" },
};

describe("a preloaded program", () => {
  // As a user's run: the tests' own preload script leaves source maps out.
  const { step, check } = projectStory({ program, env: { NODE_OPTIONS: undefined } });
  const texts: Record<string, string> = {};

  for (const [way, { from, to, own }] of Object.entries(ways)) {
    step(`it is run ${way} without the script`, async (project) => {
      await writeFile(join(project.directory, "package.json"), own);
      texts[`${way} -`] = await said(project, (manifest) =>
        manifest.replace(PRELOAD, "").replace(from, to),
      );
    });

    step("with the script", async (project) => {
      texts[`${way} +`] = await said(project, (manifest) =>
        manifest.replace("  options:\n", `  options:\n${PRELOAD}`),
      );
    });

    check("it says the same, with each line where it was", () => {
      const before = texts[`${way} -`] ?? "";
      const line = 1 + program.split("\n").findIndex((text) => text.includes("of a getter"));
      for (const part of [`index.ts:${line}:`, "bad in apply", "in a promise", "at two lines"])
        expect(before).toContain(part);
      expect(texts[`${way} +`]).toBe(before);
    });
  }
});

describe("a stack whose provider's host is preloaded too", () => {
  const { step } = projectStory({
    program: 'import { Livestream } from "pulumi-realtimekit"; new Livestream("keynote", {});',
    env: { NODE_OPTIONS: "--require=pulumi-realtimekit/preload" },
  });

  step("is created at the API, and stays as it is", async (project) => {
    expect(await project.up()).toMatchObject({ code: 0 });
    const { body } = await project.api("GET", `${KIT}/livestreams`);
    expect(body).toMatchObject({ data: [{ name: expect.stringMatching(/^keynote-/) as string }] });
    expect(await project.preview(["--expect-no-changes"])).toMatchObject({ code: 0, steps: [] });
  });
});
