/** What a stack's config declares, entry by entry. */
import { isPlain, type Plain } from "../../provider/schema/compare.ts";
import { definitionOf, SECTIONS, type SectionName } from "./kinds.ts";
import type { Project } from "./stacks.ts";

/** The entries of a section, by logical name. */
export function entriesOf({ name, config }: Project, section: SectionName): Plain {
  try {
    const entries: unknown = JSON.parse(config[`${name}:${section}`] ?? "{}");
    return isPlain(entries) ? entries : {};
  } catch {
    // What is wrong with config, Pulumi tells.
    return {};
  }
}

/** What the stack's config says of something that it takes over already. */
export function entryOf(
  project: Project,
  { section }: { section: SectionName },
  logicalName: string,
): Plain {
  const entry = entriesOf(project, section)[logicalName];
  return isPlain(entry) ? entry : {};
}

/** The logical names of what the stack's config takes over, by id. */
export function adoptedIn(project: Project): Map<string, string> {
  return new Map(
    SECTIONS.flatMap((section) =>
      Object.entries(entriesOf(project, section)).flatMap(([name, entry]): [string, string][] =>
        isPlain(entry) && typeof entry.adopt === "string" ? [[entry.adopt, name]] : [],
      ),
    ),
  );
}

/** The logical names that a section of the stack has, in its config or in its state. */
export function namesIn(project: Project, section: SectionName): string[] {
  const { name } = definitionOf(section);
  const made = project.managed.filter(
    ({ kind, stack }) => kind === name && stack === project.stack,
  );
  const declared = Object.keys(entriesOf(project, section));
  return [...new Set([...declared, ...made.map((one) => one.logicalName)])];
}
