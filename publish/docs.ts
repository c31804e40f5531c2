// `npm run docs`: writes the reference pages, and builds the documentation's site in dist/docs/.
import { glob, readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import {
  Application,
  CommentTag,
  Converter,
  type DeclarationReflection,
  type DocumentReflection,
  ReflectionKind,
  type TypeDocOptions,
} from "typedoc";
import { command } from "../cli/command.ts";
import { TEMPLATES } from "../provider/resources/preset/parts.ts";
import { root } from "./build.ts";
import { constants, constantsFile } from "./constants.ts";
import { buildPackage } from "./package.ts";
import { referencePages } from "./reference/pages.ts";
import type { PackageSpec } from "./schema/spec.ts";
import { writeStatus } from "./status.ts";
import { tokenOf } from "./schema/type-table.ts";

const REFERENCE = join(root, "docs", "reference");

/** The groups of the site, in order. */
const GROUPS = {
  guides: "Guides",
  reference: "Reference",
  resources: "Resources",
  components: "Components",
  lookups: "Lookups",
  presets: "Preset templates",
  programs: "Config and outputs",
  types: "Types",
} as const;

type Group = (typeof GROUPS)[keyof typeof GROUPS];

/**
 * Builds the site from what is built, and answers how many problems it has: an export without documentation,
 * a link to nowhere.
 *
 * @param out the folder that gets the site
 */
export async function document(out: string): Promise<number> {
  const schema = await readSchema();
  const options: Partial<TypeDocOptions> = {
    entryPoints: [join(root, "dist", "index.d.ts")],
    tsconfig: join(root, "typedoc.tsconfig.json"),
    out,
    name: "pulumi-realtimekit",
    includeVersion: true,
    readme: join(root, "README.md"),
    projectDocuments: await pages(),
    groupOrder: Object.values(GROUPS),
    navigation: { includeGroups: true },
    ignoredHighlightLanguages: ["mermaid"],
    highlightLanguages: [
      "ts",
      "typescript",
      "sh",
      "console",
      "json",
      "yaml",
      "diff",
      "markdown",
      "go",
      "python",
    ],
    githubPages: false,
    disableSources: true,
    excludeInternal: true,
    excludeExternals: true,
    // Properties are not listed, because nested types have their own documentation.
    requiredToBeDocumented: ["Class", "Interface", "TypeAlias", "Function", "Variable", "Method"],
    intentionallyNotExported: ["Plain", "DeepInput"],
    validation: { notDocumented: true, invalidLink: true, notExported: true },
  };
  const app = await Application.bootstrap(options);
  app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_context, page) => placePage(page));
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    // Beside pages, Typedoc keeps the entry point as a module.
    for (const entry of project.children ?? []) {
      entry.name = "API";
      for (const each of entry.children ?? []) placeExport(each, groupOf(each, schema));
    }
  });
  const project = await app.convert();
  if (!project) return app.logger.errorCount;
  app.validate(project);
  await app.generateOutputs(project);
  return app.logger.errorCount + app.logger.warningCount;
}

/** All pages, the guides first. */
async function pages(): Promise<string[]> {
  const found: string[] = [];
  for await (const file of glob("docs/**/*.md", { cwd: root })) found.push(file);
  const depth = (file: string) => file.split("/").length;
  return found
    .toSorted((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1))
    .map((file) => join(root, file));
}

/** Names a page by its heading, which typedoc would not, and sorts it into its group. */
function placePage(page: DocumentReflection): void {
  const text = page.content.map((part) => part.text).join("");
  const [, title = page.name] = /^# (.+)$/m.exec(text) ?? [];
  page.name = title;
  const isGenerated = text.startsWith("<!-- Generated");
  page.frontmatter.group = isGenerated ? GROUPS.reference : GROUPS.guides;
}

function placeExport({ comment, signatures }: DeclarationReflection, group: Group): void {
  const documented = comment ?? signatures?.[0]?.comment;
  documented?.blockTags.push(new CommentTag("@group", [{ kind: "text", text: group }]));
}

function groupOf(
  { name, kind }: DeclarationReflection,
  { resources, functions, types }: PackageSpec,
): Group {
  const resource = resources[tokenOf(name)];
  if (resource) return resource.isComponent ? GROUPS.components : GROUPS.resources;
  if (kind === ReflectionKind.Function) {
    if (tokenOf(name.replace(/Output$/, "")) in functions) return GROUPS.lookups;
    return (TEMPLATES as readonly string[]).includes(name) ? GROUPS.presets : GROUPS.programs;
  }
  if (tokenOf(name) in types) return GROUPS.types;
  return kind === ReflectionKind.Variable ? GROUPS.programs : GROUPS.types;
}

/** The schema of the built package. */
export async function readSchema(): Promise<PackageSpec> {
  return JSON.parse(await readFile(join(root, "dist", "schema.json"), "utf8")) as PackageSpec;
}

/** Writes docs/reference/, and the constants. */
async function writeReference(): Promise<void> {
  const text = await constants(await readSchema());
  if (text !== (await readFile(constantsFile, "utf8"))) {
    await writeFile(constantsFile, text);
    await buildPackage();
  }
  for (const [file, text] of await referencePages(await readSchema()))
    await writeFile(join(REFERENCE, file), text);
}

if (import.meta.main) {
  await command(async () => {
    await buildPackage();
    await writeReference();
    await writeStatus();
    const out = join(root, "dist", "docs");
    if ((await document(out)) > 0) return 1;
    console.log(`The site is in ${relative(root, out)}/: open index.html.`);
    return 0;
  });
}
