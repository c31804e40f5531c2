/** The files of the repository that people and services read: each says what is so. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { glob, readFile, readdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { satisfies } from "semver";
import { parse } from "yaml";
import { z } from "zod";
import { runCaptured } from "../../cli/processes.ts";
import { OLDEST_CLI, OLDEST_NODE } from "../../cli/versions.ts";
import { addressOf, readManifest } from "../../publish/stage.ts";
import { root } from "../../scripts/places.ts";
import { CLI_VERSION } from "../../toolchain/versions.ts";

const read = (file: string) => readFile(join(root, file), "utf8");
const json = async <S extends z.ZodType>(file: string, schema: S) =>
  schema.parse(JSON.parse(await read(file)));

const packageSchema = z.object({
  version: z.string(),
  homepage: z.string(),
  bugs: z.object({ url: z.string() }),
  engines: z.object({ node: z.string() }),
  scripts: z.record(z.string(), z.string()),
  peerDependencies: z.record(z.string(), z.string()),
});

/** Where the links of a Markdown text lead that stay in the repository, seen from the folder it lies in. */
function linksIn(text: string, folder: string): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)[^)]*\)/g)]
    .map(([, link = ""]) => link)
    .filter((link) => !/^[a-z]+:/.test(link) && !link.startsWith("../../security/"))
    .map((link) => (link.startsWith("#") ? link : join(folder, link)));
}

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, "")
      .replaceAll(" ", "-"),
  );
}

/** A page's links that lead nowhere. */
async function brokenLinks(page: string): Promise<string[]> {
  const text = await read(page);
  const broken = linksIn(text, dirname(page)).map(async (link) => {
    const [file = "", anchor] = link.split("#");
    const target = file === "" ? page : file;
    if (!existsSync(join(root, target))) return [`${page}: ${link}`];
    if (anchor === undefined || anchorsOf(await read(target)).includes(anchor)) return [];
    return [`${page}: ${link}`];
  });
  return (await Promise.all(broken)).flat();
}

describe("the repository's address", () => {
  it("is in package.json, and otherwise only where GitHub takes nothing but an address", async () => {
    const manifest = await readManifest();
    const address = addressOf(manifest);
    const { homepage, bugs } = await json("package.json", packageSchema);
    expect({ homepage, bugs }).toStrictEqual({
      homepage: `${address}#readme`,
      bugs: { url: `${address}/issues` },
    });
    const short = address.replace("https://", "");
    const tracked = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
    const { code, stdout } = await runCaptured("git", tracked, { cwd: root });
    assert.equal(code, 0);
    const having = [];
    for (const file of stdout.split("\0").filter(Boolean))
      if (existsSync(join(root, file)) && (await read(file)).includes(short)) having.push(file);
    expect(having).toStrictEqual([".github/ISSUE_TEMPLATE/config.yml", "package.json"]);
  });
});

describe("publish/README.md", () => {
  it("fits on a page", async () => {
    const text = await read("publish/README.md");
    expect(text.trimEnd().split("\n").length).toBeLessThanOrEqual(100);
  });

  it("asks for the versions that the package asks for", async () => {
    const text = await read("publish/README.md");
    const { peerDependencies } = await json("package.json", packageSchema);
    for (const line of [
      `Node.js ${OLDEST_NODE.replace(".0.0", "")} or later`,
      `Pulumi CLI ${OLDEST_CLI} or later`,
      `\`@pulumi/pulumi\` ${peerDependencies["@pulumi/pulumi"]?.replace("^", "") ?? ""} or later`,
    ])
      expect(text).toContain(`- ${line}\n`);
  });
});

describe("all pages", () => {
  it("link to what there is", async () => {
    const pages = ["publish/README.md"];
    for await (const page of glob(["*.md", "docs/**/*.md"], { cwd: root })) pages.push(page);
    expect(pages).toContain("docs/reference/livestream.md");
    expect((await Promise.all(pages.map(brokenLinks))).flat()).toStrictEqual([]);
  });

  it("fit: the README of the repository has at most 150 lines", async () => {
    expect((await read("README.md")).trimEnd().split("\n").length).toBeLessThanOrEqual(150);
  });
});

describe("the pages beside it", () => {
  it("name commands of package.json, and every folder of the sources", async () => {
    const text = await read("CONTRIBUTING.md");
    const { scripts } = await json("package.json", packageSchema);
    const commands = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, name = ""]) => name);
    expect(commands).toContain("build");
    expect(commands.filter((name) => !(name in scripts))).toStrictEqual([]);

    const [, layout = assert.fail()] = /## Layout\n\n```\n(.*?)```/s.exec(text) ?? [];
    const named = [...layout.matchAll(/^(\w+)\/ /gm)].map(([, folder = ""]) => folder);
    const entries = await readdir(root, { withFileTypes: true });
    const folders = entries.filter((entry) => entry.isDirectory() && /^[a-z]/.test(entry.name));
    const generated = ["coverage", "dist", "node_modules", "plugin"];
    const present = folders.map(({ name }) => name).filter((name) => !generated.includes(name));
    expect(named.toSorted()).toStrictEqual(present.toSorted());
    const kept = [...layout.matchAll(/^ {2}(\w+)\/ /gm)].map(([, folder = ""]) => folder);
    for (const folder of kept)
      expect((await stat(join(root, "provider", folder))).isDirectory()).toBe(true);
  });

  it("promise the oldest versions that the package and the doctor ask for", async () => {
    const text = await read("docs/versioning.md");
    const { engines, peerDependencies } = await json("package.json", packageSchema);
    expect(`>=${OLDEST_NODE.replace(".0.0", "")}`).toBe(engines.node);
    expect(text).toContain(`| Node.js | ${engines.node.replace(">=", "")} |\n`);
    expect(text).toContain(`| Pulumi CLI | ${OLDEST_CLI} |\n`);
    const sdk = peerDependencies["@pulumi/pulumi"]?.replace("^", "");
    expect(text).toContain(`| \`@pulumi/pulumi\` | ${sdk ?? ""} |\n`);
  });

  it("have a changelog with what is not released yet on top", async () => {
    const [first] = /^## .*/m.exec(await read("CHANGELOG.md")) ?? [];
    expect(first).toBe("## [Unreleased]");
  });
});

describe("the template", () => {
  const folder = "templates/livestreaming-typescript";

  it("asks for this version, and prompts for what the package needs", async () => {
    const schema = z.object({ dependencies: z.record(z.string(), z.string()) });
    const { dependencies } = await json(`${folder}/package.json`, schema);
    const { version, peerDependencies } = await json("package.json", packageSchema);
    expect(satisfies(version, dependencies["pulumi-realtimekit"] ?? "")).toBe(true);
    expect(dependencies["@pulumi/pulumi"]).toBe(peerDependencies["@pulumi/pulumi"]);
    const { template } = parse(await read(`${folder}/Pulumi.yaml`)) as {
      template: { config: Record<string, { description: string; secret?: boolean }> };
    };
    expect(Object.entries(template.config).map(([key, { secret }]) => [key, secret])).toStrictEqual(
      [
        ["realtimekit:accountId", undefined],
        ["realtimekit:appId", undefined],
        ["realtimekit:apiToken", true],
      ],
    );
  });
});

const field = z.strictObject({
  type: z.enum(["markdown", "textarea", "input", "dropdown", "checkboxes"]),
  id: z.string().optional(),
  attributes: z.strictObject({
    label: z.string().optional(),
    description: z.string().optional(),
    value: z.string().optional(),
    render: z.string().optional(),
    options: z
      .array(z.union([z.string(), z.strictObject({ label: z.string(), required: z.boolean() })]))
      .optional(),
  }),
  validations: z.strictObject({ required: z.boolean() }).optional(),
});
const form = z.strictObject({
  name: z.string(),
  description: z.string(),
  labels: z.array(z.string()),
  body: z.array(field).min(1),
});

describe("the issue forms", () => {
  const folder = ".github/ISSUE_TEMPLATE";

  it("have keys that GitHub knows, and a label for each question", async () => {
    for await (const file of glob(`${folder}/*_{report,request}.yml`, { cwd: root })) {
      const { body } = form.parse(parse(await read(file)));
      const questions = body.filter(({ type }) => type !== "markdown");
      expect(questions.length).toBeGreaterThan(0);
      expect(questions.filter(({ id, attributes }) => !id || !attributes.label)).toStrictEqual([]);
      expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
    }
  });

  it("ask for the doctor's output, and warn before anything is pasted", async () => {
    const { body } = form.parse(parse(await read(`${folder}/bug_report.yml`)));
    expect(body[0]?.attributes.value).toContain("Do not paste stream keys");
    const doctor = body.find(({ id }) => id === "doctor");
    expect(doctor?.attributes.description).toContain("npx pulumi-realtimekit doctor");
    expect(doctor?.validations?.required).toBe(true);
  });

  it("send vulnerabilities to a private report", async () => {
    const { contact_links } = parse(await read(`${folder}/config.yml`)) as {
      contact_links: { url: string }[];
    };
    const address = addressOf(await readManifest());
    expect(contact_links.map(({ url }) => url)).toStrictEqual([
      `${address}/security/advisories/new`,
    ]);
  });
});

describe("renovate.json", () => {
  const schema = z.object({
    packageRules: z.array(
      z.object({
        description: z.string(),
        groupName: z.string().optional(),
        matchManagers: z.array(z.string()).optional(),
        matchFileNames: z.array(z.string()).optional(),
      }),
    ),
    customManagers: z.array(
      z.object({
        depNameTemplate: z.string(),
        managerFilePatterns: z.array(z.string()),
        matchStrings: z.array(z.string()),
      }),
    ),
  });

  it("says why of each rule, and finds each version that is in no package.json", async () => {
    const { customManagers } = await json("renovate.json", schema);
    const found: Record<string, string[]> = {};
    const { stdout } = await runCaptured("git", ["ls-files"], { cwd: root });
    for (const manager of customManagers) {
      const patterns = manager.managerFilePatterns.map((each) => new RegExp(each.slice(1, -1)));
      const files = stdout.split("\n").filter((file) => patterns.some((each) => each.test(file)));
      for (const file of files)
        for (const each of manager.matchStrings)
          for (const { groups } of (await read(file)).matchAll(new RegExp(each, "g")))
            (found[manager.depNameTemplate] ??= []).push(`${file} ${groups?.currentValue ?? ""}`);
    }
    const workflows = ["preview", "release", "test", "up"];
    expect(found).toStrictEqual({
      "pulumi/pulumi": [
        ...workflows.map((name) => `.github/workflows/${name}.yml ${CLI_VERSION}`),
        `toolchain/versions.ts ${CLI_VERSION}`,
      ],
      moto: [expect.stringMatching(/^\.ci\/run \d+\.\d+\.\d+$/)],
    });
  });

  it("groups every Go module with Pulumi", async () => {
    const { packageRules } = await json("renovate.json", schema);
    const rule = packageRules.find(({ matchManagers }) => matchManagers?.includes("gomod"));
    expect(rule?.groupName).toBe("Pulumi");
    const grouped: string[] = [];
    for await (const file of glob(rule?.matchFileNames ?? [], { cwd: root })) grouped.push(file);
    const { stdout } = await runCaptured("git", ["ls-files", "*go.mod"], { cwd: root });
    expect(grouped.toSorted()).toStrictEqual(stdout.trim().split("\n"));
  });
});
