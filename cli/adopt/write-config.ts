/** Writes the plan as config of the stack. */
import { basename } from "node:path";
import { Document, isScalar, Pair, Scalar, visit, YAMLMap } from "yaml";
import { type Candidate, type Plan } from "./plan.ts";
import { definitionOf, ownerOf, SECTIONS } from "./kinds.ts";
import type { Project } from "./stacks.ts";
import { changeNote, othersNote } from "./notes.ts";
import { writePath } from "../../provider/schema/paths.ts";

/** A text that every version of YAML reads as text without quotes. */
const SURELY_TEXT = /^(?!(?:y|n|yes|no|on|off|true|false|null|nan|inf)$)[a-z][a-z0-9_-]*$/i;

export function asConfig({ candidates, others }: Plan, project: Project, self: string): string {
  const fresh = candidates.filter(({ declared }) => !declared);
  const file = basename(project.stackFile);
  const last = othersNote(others, "# ");
  if (fresh.length === 0) return ["# Nothing to adopt.", ...last].join("\n");
  const doc = new Document({});
  const config = new YAMLMap();
  for (const section of SECTIONS) {
    const own = fresh.filter(({ item }) => item.section === section);
    if (own.length === 0) continue;
    const entries = new YAMLMap();
    for (const candidate of own) {
      const entry = entryOf(doc, candidate);
      noteSecrets(entry.value, candidate);
      entries.add(entry);
    }
    const key = doc.createNode(`${project.name}:${section}`) as Scalar;
    if ((project.config[`${project.name}:${section}`] ?? "{}") !== "{}")
      key.commentBefore = ` The file already has this key: add the entries to it.`;
    config.add(doc.createPair(key, entries));
  }
  doc.set("config", config);
  quote(doc);
  const text = doc.toString({ lineWidth: 0 }).trimEnd();
  return [...head(fresh, file, self), text, ...last].join("\n");
}

/** The entries of a section, without the key of the section. */
export function entriesAsConfig(candidates: readonly Candidate[]): string {
  const doc = new Document({});
  const entries = new YAMLMap();
  for (const candidate of candidates) entries.add(entryOf(doc, candidate));
  doc.contents = entries;
  quote(doc);
  return doc.toString({ lineWidth: 0 }).trimEnd();
}

function head(fresh: readonly Candidate[], file: string, self: string): string[] {
  const hasSecrets = fresh.some(({ secrets }) => secrets.length > 0);
  return [
    `# For ${file}: add the keys below "config:" to "config:" there, as ${self} --write does.`,
    ...(hasSecrets
      ? [
          `# After pasting, write the secrets, encrypted and without printing them, with: ${self} --secrets`,
        ]
      : []),
  ];
}

function entryOf(doc: Document, { item, logicalName, args, owner, changes }: Candidate) {
  const { key: reference = "", becomes = "" } = ownerOf(definitionOf(item.section)) ?? {};
  const { adopt, [becomes]: id, ...rest } = args;
  const where =
    id === undefined ? {} : owner === undefined ? { [becomes]: id } : { [reference]: owner };
  const entry = doc.createNode({ adopt, ...where, ...rest }) as YAMLMap;
  const key = doc.createNode(logicalName) as Scalar;
  if (changes.length > 0) key.commentBefore = changeNote(changes, " ").join("\n");
  return new Pair(key, entry);
}

function noteSecrets(entry: YAMLMap | null, { secrets }: Candidate): void {
  const missing = secrets.map(({ path }) => ` ${writePath(path)}: a secret, written by --secrets`);
  if (entry && missing.length > 0) entry.comment = missing.join("\n");
}

/** Quotes texts that YAML could read as something else, such as `2026-01-01`, `12` or `no`. */
function quote(doc: Document): void {
  visit(doc, {
    Pair: (_, { key }) => {
      // The names of sections are not quoted.
      if (isScalar(key) && typeof key.value === "string" && key.value.includes(":"))
        key.type = Scalar.PLAIN;
    },
    Scalar: (_, node) => {
      if (typeof node.value !== "string" || node.type === Scalar.PLAIN) return;
      node.type = SURELY_TEXT.test(node.value) ? Scalar.PLAIN : Scalar.QUOTE_DOUBLE;
    },
  });
}
