/** What is to be taken over, each thing with a logical name and a declaration. */
import { isPlain, present, type Plain } from "../../provider/schema/compare.ts";
import { keysOf } from "../../provider/schema/schema.ts";
import type { ResourceDefinition } from "../../provider/engine/definition.ts";
import { type Change, type Declaration, declarationOf, type Undeclarable } from "./declaration.ts";
import { adoptedIn, entriesOf, namesIn } from "./entries.ts";
import type { Inventory, Item } from "./inventory.ts";
import { definitionOf, ownerOf, SECTIONS, type SectionName, wordFor } from "./kinds.ts";
import { isBlank, logicalName, unique } from "./names.ts";
import { type LeftOut, ownersOf } from "./owners.ts";
import type { Project } from "./stacks.ts";
import type { SecretValue } from "./secret-paths.ts";

/** One thing that no stack manages. */
export interface Candidate {
  readonly item: Item;
  readonly logicalName: string;
  /** What is declared of it, without its secrets. */
  readonly args: Plain;
  readonly secrets: SecretValue[];
  /** What taking it over would change. */
  readonly changes: Change[];
  /** The logical name of what it is a part of: taken over as well, or in the stack's config. */
  readonly owner: string | undefined;
  /** Whether the stack's config takes it over already, and only `up` is missing. */
  readonly declared: boolean;
  /** What it may be left over from, or whose it may be. */
  readonly remark?: string | undefined;
}

export interface Plan {
  readonly candidates: Candidate[];
  /** What may belong to another stack, and is not taken over. */
  readonly others: LeftOut[];
  /** What cannot be taken over. */
  readonly leftOut: LeftOut[];
  /** How many things of each stack were seen. */
  readonly managed: Readonly<Record<string, number>>;
  readonly notes: string[];
}

/** What is said in each declaration of where it is, where the stack's settings say otherwise. */
export type OtherScope = Readonly<{ accountId?: string; appId?: string }>;

/** Makes the plan; asks nobody anything. */
export function planOf(
  project: Project,
  inventory: Inventory,
  { include, place }: { include: readonly string[]; place: OtherScope },
): Plan {
  const { managed, free, others, remarks } = ownersOf(project, inventory, include);
  const naming = new Naming(project);
  const sameness = new Sameness(project);
  const leftOut: LeftOut[] = [];
  const candidates = free.flatMap((item) => {
    const made = sameness.resolved(item, declare(item, place));
    if (!("reason" in made))
      return [{ ...naming.candidate(item, made), remark: remarks.get(item.id) }];
    leftOut.push({ item, reason: made.reason });
    return [];
  });
  return { candidates, others, leftOut, managed, notes: inventory.notes };
}

function declare(item: Item, place: OtherScope): Declaration | Undeclarable {
  const definition = definitionOf(item.section);
  const { inputs } = item.held;
  const where = Object.entries(place).filter(([key]) => keysOf(definition.inputs).includes(key));
  const all = present({ adopt: item.id, ...inputs, ...openName(definition, inputs) });
  const made = declarationOf(definition, inputs, all);
  if ("reason" in made) return made;
  // What it is a part of is said by its name, where it has one.
  const key = ownerOf(definition)?.becomes ?? "";
  const { [key]: owner, ...args } = made.args;
  const last = key === "" ? {} : { [key]: owner };
  return { ...made, args: { ...args, ...Object.fromEntries(where), ...present(last) } };
}

/** A name that nobody can see is not declared: what is taken over keeps it. */
function openName({ nameInput }: ResourceDefinition, inputs: Plain): Plain {
  if (!nameInput) return {};
  const name = inputs[nameInput.key];
  return typeof name === "string" && isBlank(name) ? { [nameInput.key]: undefined } : {};
}

/**
 * Config refuses two entries that look like one, as two livestreams of one name: a declaration that
 * adopts may leave its name open, and keeps the one it has.
 */
class Sameness {
  /** What config takes over already is itself, and stays as it stands there. */
  readonly #declared: ReadonlyMap<string, string>;
  readonly #seen = new Set<string>();

  constructor(project: Project) {
    this.#declared = adoptedIn(project);
    for (const section of SECTIONS)
      for (const entry of Object.values(entriesOf(project, section)))
        if (isPlain(entry)) this.#isFirst(section, entry);
  }

  resolved(item: Item, made: Declaration | Undeclarable): Declaration | Undeclarable {
    if ("reason" in made || this.#declared.has(item.id)) return made;
    const definition = definitionOf(item.section);
    const { unique: decisive = [] } = definition;
    const secrets = made.secrets.map(({ path, value }) => [path.join("."), value] as const);
    if (this.#isFirst(item.section, { ...made.args, ...Object.fromEntries(secrets) })) return made;
    const open = decisive.find(
      (key) =>
        (key in definition.computedDefaults || key === definition.nameInput?.key) &&
        made.args[key] !== undefined,
    );
    if (open === undefined)
      return { reason: "there is another one that is the same: delete one of them at the API" };
    return { ...made, args: present({ ...made.args, [open]: undefined }) };
  }

  /** Whether nothing before it looks like it, by what it must not share with another. */
  #isFirst(section: SectionName, entry: Plain): boolean {
    const [decisive, ...more] = definitionOf(section).unique ?? [];
    // Where it leaves that open, it shares nothing.
    if (decisive === undefined || entry[decisive] === undefined) return true;
    const keys = [decisive, ...more];
    const look = JSON.stringify([section, keys.map((key) => entry[key] ?? null)]);
    if (this.#seen.has(look)) return false;
    this.#seen.add(look);
    return true;
  }
}

/** Gives every candidate a logical name that nothing else of the stack has. */
class Naming {
  /** What config takes over already, by id. */
  readonly #declared: ReadonlyMap<string, string>;
  readonly #taken: ReadonlyMap<SectionName, Set<string>>;
  /** Logical names that config can refer to, by id. */
  readonly #named = new Map<string, string>();

  constructor(project: Project) {
    this.#declared = adoptedIn(project);
    this.#taken = new Map(SECTIONS.map((section) => [section, new Set(namesIn(project, section))]));
    for (const { id, kind, stack, logicalName: name } of project.managed) {
      const section = SECTIONS.find((each) => definitionOf(each).name === kind);
      if (stack !== project.stack || section === undefined) continue;
      if (Object.hasOwn(entriesOf(project, section), name)) this.#named.set(id, name);
    }
  }

  candidate(item: Item, { args, secrets, changes }: Declaration): Candidate {
    const declared = this.#declared.get(item.id);
    const name = declared ?? unique(this.#wish(item), this.#taken.get(item.section) ?? new Set());
    this.#named.set(item.id, name);
    const owner = item.owner === undefined ? undefined : this.#named.get(item.owner);
    return {
      ...{ item, args, secrets, changes, owner },
      logicalName: name,
      declared: declared !== undefined,
    };
  }

  #wish({ section, title, id, owner }: Item): string {
    const name = logicalName(title, wordFor(definitionOf(section)).replaceAll(" ", "-"), id);
    const of = owner === undefined ? undefined : this.#named.get(owner);
    return of === undefined ? name : `${of}-${name}`;
  }
}
