// `node publish/release.ts <tag>`: the release notes of a tag, where the tag, package.json and CHANGELOG.md agree.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fromMarkdown } from "mdast-util-from-markdown";
import { command } from "../cli/command.ts";
import { UserError } from "../provider/user-error.ts";
import { root } from "./build.ts";
import { readManifest } from "./stage.ts";

/** The changelog's section of the version that the tag names. All that does not fit is one UserError. */
export function releaseNotes(tag: string, version: string, changelog: string): string {
  const problems: string[] = [];
  if (tag !== `v${version}`)
    problems.push(
      `The tag is "${tag}", but package.json has version ${version}: push the tag v${version}, or set the version (npm version <version> --no-git-tag-version).`,
    );
  const { heading, text } = sectionOf(version, changelog) ?? {};
  const example = `## [${version}] - 2026-12-31`;
  if (heading === undefined)
    problems.push(
      `CHANGELOG.md has no section of version ${version}: add one, such as ${example}.`,
    );
  else if (!/^## \[[^\]]+\] - \d{4}-\d{2}-\d{2}$/.test(heading))
    problems.push(
      `CHANGELOG.md has "${heading}": write it as ${example}, with the release's date.`,
    );
  if (text === "")
    problems.push(`CHANGELOG.md says nothing below "${heading ?? ""}": list what changes.`);
  if (problems.length > 0) throw new UserError(problems.join("\n"));
  return `${text ?? ""}\n`;
}

/** The section's heading as it is written, and what stands below it. */
function sectionOf(version: string, changelog: string) {
  const headings = fromMarkdown(changelog)
    .children.filter((node) => node.type === "heading" && node.depth <= 2)
    .map(({ position }) => ({
      start: position?.start.offset ?? 0,
      end: position?.end.offset ?? 0,
    }));
  for (const [index, { start, end }] of headings.entries()) {
    const heading = changelog.slice(start, end);
    if (!heading.startsWith(`## [${version}]`)) continue;
    return { heading, text: changelog.slice(end, headings[index + 1]?.start).trim() };
  }
  return undefined;
}

if (import.meta.main) {
  await command(async ([tag, ...more]) => {
    if (tag === undefined || more.length > 0)
      throw new UserError("Give the tag, and nothing else: node publish/release.ts v0.1.0");
    const { version } = await readManifest();
    const changelog = await readFile(join(root, "CHANGELOG.md"), "utf8");
    process.stdout.write(releaseNotes(tag, version, changelog));
    return 0;
  });
}
