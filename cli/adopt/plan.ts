/** The resources to adopt, each with a logical name and arguments. */
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

/** A resource that no stack manages. */
export interface Candidate {
  readonly item: Item;
  readonly logicalName: string;
  /** The arguments, without secrets. */
  readonly args: Plain;
  readonly secrets: SecretValue[];
  /** What the adoption would change. */
  readonly changes: Change[];
  /** The logical name of the resource that it belongs to. */
  readonly owner: string | undefined;
  /** Whether the stack's config already adopts it and only `up` is missing. */
  readonly declared: boolean;
  /** Where it may come from, or who may own it. */
  readonly remark?: string | undefined;
}

export interface Plan {
  readonly candidates: Candidate[];
  /** Resources that may belong to another stack. */
  readonly others: LeftOut[];
  /** Resources that cannot be adopted. */
  readonly leftOut: LeftOut[];
  /** The number of resources that each stack manages. */
  readonly managed: Readonly<Record<string, number>>;
  readonly notes: string[];
}

/** The account and the app, if they differ from the stack's settings. */
export type OtherScope = Readonly<{ accountId?: string; appId?: string }>;

/** Creates the plan, without calls to the API or to Pulumi. */
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
  // The id of the owner comes last; its logical name may replace it.
  const key = ownerOf(definition)?.becomes ?? "";
  const { [key]: owner, ...args } = made.args;
  const last = key === "" ? {} : { [key]: owner };
  return { ...made, args: { ...args, ...Object.fromEntries(where), ...present(last) } };
}

/** A blank name is not written; the adopted resource keeps it. */
function openName({ nameInput }: ResourceDefinition, inputs: Plain): Plain {
  if (!nameInput) return {};
  const name = inputs[nameInput.key];
  return typeof name === "string" && isBlank(name) ? { [nameInput.key]: undefined } : {};
}

/**
 * Config does not allow two entries with the same unique inputs, such as two livestreams with one name. An
 * entry that adopts can omit its name; the resource keeps it.
 */
class Sameness {
  /** The resources that config already adopts. */
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

  /** Whether no earlier entry has the same unique inputs. */
  #isFirst(section: SectionName, entry: Plain): boolean {
    const [decisive, ...more] = definitionOf(section).unique ?? [];
    // Without the first one, uniqueness is not checked.
    if (decisive === undefined || entry[decisive] === undefined) return true;
    const keys = [decisive, ...more];
    const look = JSON.stringify([section, keys.map((key) => entry[key] ?? null)]);
    if (this.#seen.has(look)) return false;
    this.#seen.add(look);
    return true;
  }
}

/** Gives every candidate a unique logical name. */
class Naming {
  /** The logical names of resources that config already adopts, by id. */
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
