/** The entries of a stack's config. */
import { isPlain, type Plain } from "../../provider/schema/compare.ts";
import { definitionOf, SECTIONS, type SectionName } from "./kinds.ts";
import type { Project } from "./stacks.ts";

/** The entries of a section, by logical name. */
export function entriesOf({ name, config }: Project, section: SectionName): Plain {
  try {
    const entries: unknown = JSON.parse(config[`${name}:${section}`] ?? "{}");
    return isPlain(entries) ? entries : {};
  } catch {
    // Pulumi reports invalid config.
    return {};
  }
}

/** The entry in the stack's config that already adopts a resource. */
export function entryOf(
  project: Project,
  { section }: { section: SectionName },
  logicalName: string,
): Plain {
  const entry = entriesOf(project, section)[logicalName];
  return isPlain(entry) ? entry : {};
}

/** The logical names of the resources that the stack's config adopts, by id. */
export function adoptedIn(project: Project): Map<string, string> {
  return new Map(
    SECTIONS.flatMap((section) =>
      Object.entries(entriesOf(project, section)).flatMap(([name, entry]): [string, string][] =>
        isPlain(entry) && typeof entry.adopt === "string" ? [[entry.adopt, name]] : [],
      ),
    ),
  );
}

/** The logical names of a section in the stack's config and state. */
export function namesIn(project: Project, section: SectionName): string[] {
  const { name } = definitionOf(section);
  const made = project.managed.filter(
    ({ kind, stack }) => kind === name && stack === project.stack,
  );
  const declared = Object.keys(entriesOf(project, section));
  return [...new Set([...declared, ...made.map((one) => one.logicalName)])];
}
