/**
 * Every command on every page runs, in a copy of this checkout, and prints what the page says. A block that
 * no test can run says so on the page: `<!-- not run: why -->`.
 */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../../scripts/places.ts";
import { type Checkout, openCheckout } from "../support/checkout.ts";
import { openEmulator } from "../support/emulator.ts";
import { type Block, type Page, readPage } from "./page.ts";
import { Shell } from "./shell.ts";
import { STEPS } from "./steps.ts";
import { missingLine, stepsOf } from "./transcript.ts";

/** In the order in which somebody would read them; each goes on where the one before ended. */
const PAGES = [
  "README.md",
  "docs/getting-started.md",
  "docs/reviewing.md",
  "docs/reading-outputs.md",
  "docs/adopting.md",
  "docs/team-state.md",
  "docs/rehearsing.md",
  "docs/restreaming.md",
  "docs/stages.md",
  "docs/emulator.md",
  "docs/conformance.md",
  "docs/configuration.md",
];

/** Commands that show what the engine does side by side. */
const IN_ANY_ORDER = /npm start|\b(up|preview|refresh|destroy)\b/;

/** It downloads Cloudflare's plugin. */
const NEEDS_INTERNET = "examples/player-config";

it("all pages with commands are run, or say why not", async () => {
  const all = (await readdir(join(root, "docs"))).filter((file) => file.endsWith(".md"));
  const others = all.map((file) => `docs/${file}`).filter((file) => !PAGES.includes(file));
  const pages = await Promise.all(others.map((file) => readPage(file)));
  const notRun = pages
    .flatMap(({ blocks }) => blocks)
    .filter(({ lang, notRun: why }) => /^(sh|console)$/.test(lang) && why === undefined);
  expect(notRun.map(({ at }) => at)).toStrictEqual([]);
});

describe("what the page says is so", () => {
  const close: (() => Promise<void>)[] = [];
  let checkout: Checkout;
  let shell: Shell;

  beforeAll(async () => {
    const account = await openEmulator();
    close.push(() => account.close());
    const copy = await openCheckout();
    close.push(() => copy.remove());
    checkout = copy;
    shell = await Shell.open(checkout, account);
  });

  afterAll(async () => {
    for (const each of close) await each();
  });

  for (const file of PAGES) {
    it(file, async () => {
      const problems = await tried(await readPage(file), checkout, shell);
      expect(problems.join("\n\n")).toBe("");
    });
  }
});

async function tried(page: Page, checkout: Checkout, shell: Shell): Promise<string[]> {
  const problems: string[] = [];
  await shell.restore();
  for (const block of page.blocks) {
    for (const step of block.steps) {
      const act = STEPS[step];
      if (!act) throw new Error(`${block.at}: there is no step "${step}"`);
      await act(checkout, shell);
    }
    if (block.notRun === undefined) problems.push(...(await triedBlock(block, shell)));
  }
  // The examples, each with a stack of its own.
  for (const command of page.inTables.filter((text) => !text.includes(NEEDS_INTERNET)))
    problems.push(...(await run(page.file, command, ["…", "Resources:", "…"], shell)));
  return problems;
}

async function triedBlock(block: Block, shell: Shell): Promise<string[]> {
  const { at, lang, text, outputOf } = block;
  if (outputOf !== undefined) return run(at, outputOf, text.split("\n"), shell);
  switch (lang) {
    case "sh":
      return run(at, text, ["…"], shell);
    case "console": {
      const problems: string[] = [];
      for (const { command, expected } of stepsOf(text))
        problems.push(...(await run(at, command, expected, shell)));
      return problems;
    }
    case "diff":
      await shell.apply(text);
      return [];
    default:
      return [];
  }
}

async function run(
  at: string,
  command: string,
  expected: readonly string[],
  shell: Shell,
): Promise<string[]> {
  const { code, stdout, stderr } = await shell.run(command);
  const said = `$ ${command}\n${stdout}${stderr}`;
  if (code !== 0) return [`${at} ends with ${code}:\n${said}`];
  const missing = missingLine(expected, stdout, IN_ANY_ORDER.test(command));
  return missing === undefined ? [] : [`${at} does not print: ${missing}\n${said}`];
}
