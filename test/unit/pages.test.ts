/** The config on the pages is accepted, and what is wrong is refused as the page says. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { declareFromConfig } from "../../config/declare.ts";
import { sections } from "../../config/sections.ts";
import { unknownEntry } from "../../outputs/read.ts";
import { leftOver } from "../../provider/engine/messages.ts";
import { livestream } from "../../provider/resources/livestream/definition.ts";
import { root } from "../../scripts/places.ts";
import { type Block, readPage } from "../docs/page.ts";
import { environmentKept } from "../support/environment.ts";
import { settled, startEngine } from "./mocked-engine.ts";

const SETTINGS = {
  "realtimekit:accountId": "account",
  "realtimekit:appId": "app",
  "realtimekit:apiToken": "token",
};

const files = readdirSync(join(root, "docs")).filter((file) => file.endsWith(".md"));
const pages = await Promise.all(files.map((file) => readPage(`docs/${file}`)));
const shown = pages.flatMap(({ blocks }) => blocks.filter(({ lang }) => lang === "yaml"));

/** What declaring it throws, if anything. */
async function declared({ text }: Block): Promise<unknown> {
  const entries = Object.entries(parse(text) as Record<string, unknown>).map(([key, value]) => [
    key,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  startEngine({ ...SETTINGS, ...(Object.fromEntries(entries) as object) });
  try {
    declareFromConfig(sections);
    return undefined;
  } catch (error) {
    return error;
  } finally {
    await settled();
  }
}

environmentKept();
afterAll(() => startEngine());

describe("the config on a page", () => {
  it("is there", () => expect(shown.length).toBeGreaterThan(5));

  for (const block of shown.filter(({ meta }) => meta !== "invalid"))
    it(`${block.at} is accepted`, async () => {
      expect(await declared(block)).toBeUndefined();
    });

  for (const { blocks } of pages)
    for (const [index, block] of blocks.entries()) {
      if (block.lang !== "yaml" || block.meta !== "invalid") continue;
      it(`${block.at} is refused in the words below it`, async () => {
        const error = await declared(block);
        expect(pulumi.RunError.isInstance(error) && error.message).toBe(blocks[index + 1]?.text);
      });
    }
});

describe("a message on a page", () => {
  const textIn = (file: string, start: string) =>
    pages
      .find((page) => page.file === file)
      ?.blocks.find(({ lang, text }) => lang === "text" && text.startsWith(start))
      ?.text.replaceAll("\n", " ");

  it("names what an interrupted update has left", () => {
    const item = { id: "1735b937-1c29-4100-9fcd-be3164f907d5", name: "keynote-5e1f0c2" };
    const message = leftOver(livestream, { __declaredBy: "livestreaming/prod/keynote" }, [item]);
    expect(textIn("docs/team-state.md", "A Livestream")).toBe(message);
  });

  it("names the outputs that can be read", () => {
    const message = unknownEntry("livestreams", "keynot", ["keynote", "workshop"]);
    expect(textIn("docs/reading-outputs.md", "Stack")).toBe(
      `Stack organization/livestreaming/test: ${message}.`,
    );
  });
});
