/** What the documentation says of the package that was built, for package.test.ts, which builds it. */
import { readFile, readdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { constants, constantsFile } from "../../publish/constants.ts";
import { document, readSchema } from "../../publish/docs.ts";
import { referencePages } from "../../publish/reference/pages.ts";
import { root } from "../../scripts/places.ts";
import { readPage } from "../docs/page.ts";
import { compiled } from "./customer.ts";

/** @param directory gets the site */
export function documentationIsRight(directory: () => string): void {
  it("has a site with every export and every page", async () => {
    const site = join(directory(), "docs");
    // Typedoc prints its warnings.
    expect(await document(site)).toBe(0);
    expect(await readdir(join(site, "functions"))).toContain("API.readLivestreaming.html");
    expect(await readdir(join(site, "documents"))).toContain("Getting_started.html");
  });

  it("has reference pages that are up to date; `npm run docs` writes them", async () => {
    const generated = await referencePages(await readSchema());
    const present = await readdir(join(root, "docs", "reference"));
    expect(present.toSorted()).toStrictEqual([...generated.keys()].toSorted());
    for (const [file, text] of generated)
      expect({ file, text: await read(`docs/reference/${file}`) }).toStrictEqual({ file, text });
  });

  it("has a constant for each value of an enum; `npm run docs` writes them", async () => {
    const text = await read(relative(root, constantsFile));
    expect(text).toBe(await constants(await readSchema()));
    expect(text).toContain('Host: "host"');
  });

  it("shows TypeScript that compiles", async () => {
    const guides = await readdir(join(root, "docs"));
    const reference = await readdir(join(root, "docs", "reference"));
    const files = [
      ...["README.md", "publish/README.md"],
      ...guides.filter((file) => file.endsWith(".md")).map((file) => `docs/${file}`),
      ...reference.map((file) => `docs/reference/${file}`),
    ];
    const pages = await Promise.all(files.map((file) => readPage(file)));
    const programs = pages
      .flatMap(({ blocks }) => blocks)
      .filter(({ lang }) => lang === "ts" || lang === "typescript");
    expect(programs.length).toBeGreaterThan(20);
    const found = compiled(programs.map(({ text }) => text));
    const wrong = programs.flatMap(({ at }, index) =>
      (found[index] ?? []).map(({ line, message }) => `${at} + ${line ?? 0}: ${message}`),
    );
    expect(wrong).toStrictEqual([]);
  });
}

function read(file: string): Promise<string> {
  return readFile(join(root, file), "utf8");
}
