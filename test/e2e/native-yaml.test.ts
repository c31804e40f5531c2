/** examples/yaml with the plugin from its archive: no npm, no TypeScript, no `packages:` in Pulumi.yaml. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describeLanguage, openExample } from "../support/languages.ts";
import { story } from "../support/story.ts";
import { programStory } from "./keynote-and-summit.ts";

await describeLanguage("yaml", "a program in YAML", () => {
  const told = story(() => openExample("yaml", ["Pulumi.yaml"]));

  programStory(told, async (project) => {
    const file = join(project.directory, "Pulumi.yaml");
    const text = await readFile(file, "utf8");
    const changed = text.replace("enabled: false", "enabled: true");
    expect(changed).not.toBe(text);
    await writeFile(file, changed);
  });

  told.step("is refused with the path of what is wrong, and no stack trace", async (project) => {
    const file = join(project.directory, "Pulumi.yaml");
    const text = await readFile(file, "utf8");
    await writeFile(file, text.replace("mode: automatic", "timeoutSeconds: -1"));
    const refused = await project.preview();
    expect(refused.code).not.toBe(0);
    expect(refused.text).toContain("recording.timeoutSeconds");
    expect(refused.text).not.toMatch(/\n\s+at /);
  });
});
