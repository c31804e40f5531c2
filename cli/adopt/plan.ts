/** What is to be taken over, each thing with a logical name and a declaration. */
import { isPlain, present, type Plain } from "../../provider/schema/compare.ts";
import { mayBeAutomatic } from "../../provider/engine/automatic-names.ts";
import { keysOf } from "../../provider/schema/schema.ts";
import { type Change, type Declaration, declarationOf, type Undeclarable } from "./declaration.ts";
import type { Inventory, Item } from "./inventory.ts";
import { definitionOf, ownerOf, SECTIONS, type SectionName, wordFor } from "./kinds.ts";
import { logicalName, unique } from "./names.ts";
import type { ManagedResource, Project } from "./stacks.ts";
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
  /** The resource of the stack that it looks left over from, as an interrupted update leaves things. */
  readonly leftOverFrom?: string | undefined;
}

/** One that cannot be taken over, and why. */
export interface LeftOut {
  readonly item: Item;
  readonly reason: string;
}

export interface Plan {
  readonly candidates: Candidate[];
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
  options: { elsewhere: boolean; place: OtherScope },
): Plan {
  const managed = new Map(project.managed.map((one) => [one.id, one]));
  const free: Item[] = [];
  const leftOut: LeftOut[] = [];
  const strangers = options.elsewhere ? new Map<string, string>() : strangersIn(inventory, project);
  const counts: Record<string, number> = {};
  for (const item of inventory.items) {
    const owner = managed.get(item.id);
    const stranger = strangers.get(item.id) ?? strangers.get(item.owner ?? "");
    if (owner) counts[owner.stack] = (counts[owner.stack] ?? 0) + 1;
    else if (stranger !== undefined)
      leftOut.push({ item, reason: `managed elsewhere: by stack ${stranger}` });
    else free.push(item);
  }
  const naming = new Naming(project, managed);
  const sameness = new Sameness(project);
  const candidates = free.flatMap((item) => {
    const made = sameness.resolved(item, declare(item, options.place));
    if (!("reason" in made)) return [naming.candidate(item, made)];
    leftOut.push({ item, reason: made.reason });
    return [];
  });
  return { candidates, leftOut, managed: counts, notes: inventory.notes };
}

/** Live inputs that carry the mark of a stack which cannot be seen from here, by id. */
function strangersIn({ items }: Inventory, { name, stacks }: Project): Map<string, string> {
  const known = new Set(stacks.map((stack) => `${name}/${stack.split("/").at(-1) ?? ""}`));
  return new Map(
    items.flatMap(({ id, mark }): [string, string][] => {
      const stack = mark?.split("/").slice(0, 2).join("/");
      return stack === undefined || known.has(stack) ? [] : [[id, stack]];
    }),
  );
}

function declare(item: Item, place: OtherScope): Declaration | Undeclarable {
  const definition = definitionOf(item.section);
  const { inputs } = item.held;
  const where = Object.entries(place).filter(([key]) => keysOf(definition.inputs).includes(key));
  const all = present({ adopt: item.id, ...inputs });
  const made = declarationOf(definition, inputs, all);
  if ("reason" in made) return made;
  // What it is a part of is said by its name, where it has one.
  const key = ownerOf(definition)?.becomes ?? "";
  const { [key]: owner, ...args } = made.args;
  const last = key === "" ? {} : { [key]: owner };
  return { ...made, args: { ...args, ...Object.fromEntries(where), ...present(last) } };
}

/**
 * Config refuses two entries that look like one, as two livestreams of one name: a declaration that
 * adopts may leave its name open, and keeps the one it has.
 */
class Sameness {
  readonly #seen: Set<string>;

  constructor(project: Project) {
    const entries = SECTIONS.flatMap((section) =>
      Object.values(entriesOf(project, section)).map((entry) => ({ section, entry })),
    );
    // What is taken over already, it is itself.
    const others = entries.filter(({ entry }) => isPlain(entry) && entry.adopt === undefined);
    this.#seen = new Set(others.map(({ section, entry }) => looks(section, entry as Plain)));
  }

  resolved(item: Item, made: Declaration | Undeclarable): Declaration | Undeclarable {
    if ("reason" in made) return made;
    const definition = definitionOf(item.section);
    const { unique: decisive = [] } = definition;
    const secrets = made.secrets.map(({ path, value }) => [path.join("."), value] as const);
    const look = looks(item.section, { ...made.args, ...Object.fromEntries(secrets) });
    if (decisive.length === 0 || !this.#seen.has(look)) {
      this.#seen.add(look);
      return made;
    }
    const open = decisive.find(
      (key) =>
        (key in definition.computedDefaults || key === definition.nameInput?.key) &&
        made.args[key] !== undefined,
    );
    if (open === undefined)
      return { reason: "there is another one just like it: remove one of the two at the API" };
    return { ...made, args: present({ ...made.args, [open]: undefined }) };
  }
}

/** What an entry must not share with another, as a text. */
function looks(section: SectionName, entry: Plain): string {
  return JSON.stringify([
    section,
    (definitionOf(section).unique ?? []).map((key) => entry[key] ?? null),
  ]);
}

/** Gives every candidate a logical name that nothing else of the stack has. */
class Naming {
  readonly #declared: ReadonlyMap<string, string>;
  readonly #taken: Map<SectionName, Set<string>>;
  /** What the stack's own logical names are, before any is given here. */
  readonly #own: ReadonlyMap<SectionName, string[]>;
  readonly #project: Project;
  /** Logical names that config can refer to, by id. */
  readonly #named = new Map<string, string>();

  constructor(project: Project, managed: ReadonlyMap<string, ManagedResource>) {
    const entries = SECTIONS.map((section) => [section, entriesOf(project, section)] as const);
    this.#declared = new Map(
      entries.flatMap(([, declared]) =>
        Object.entries(declared).flatMap(([name, entry]): [string, string][] =>
          isPlain(entry) && typeof entry.adopt === "string" ? [[entry.adopt, name]] : [],
        ),
      ),
    );
    const own = [...managed.values()].filter(({ stack }) => stack === project.stack);
    const taken = entries.map(([section, declared]) => {
      const { name } = definitionOf(section);
      const made = own.filter(({ kind }) => kind === name).map((one) => one.logicalName);
      return [section, new Set([...Object.keys(declared), ...made])] as const;
    });
    this.#taken = new Map(taken);
    this.#own = new Map(taken.map(([section, names]) => [section, [...names]]));
    this.#project = project;
    for (const { id, kind, logicalName: name } of own) {
      const section = SECTIONS.find((each) => definitionOf(each).name === kind);
      if (section !== undefined && Object.hasOwn(entriesOf(project, section), name))
        this.#named.set(id, name);
    }
  }

  candidate(item: Item, { args, secrets, changes }: Declaration): Candidate {
    const declared = this.#declared.get(item.id);
    const name = declared ?? unique(this.#wish(item), this.#takenIn(item.section));
    this.#named.set(item.id, name);
    const owner = item.owner === undefined ? undefined : this.#named.get(item.owner);
    return {
      ...{ item, args, secrets, changes, owner },
      logicalName: name,
      declared: declared !== undefined,
      leftOverFrom: this.#leftOverFrom(item),
    };
  }

  /** An automatic name begins with a logical name of the stack; a mark tells it whole. */
  #leftOverFrom({ section, title, mark }: Item): string | undefined {
    const { name: project, stack = "" } = this.#project;
    return this.#own
      .get(section)
      ?.find((name) =>
        mark === undefined ? mayBeAutomatic(title, name) : mark === `${project}/${stack}/${name}`,
      );
  }

  #wish({ section, title, id, owner }: Item): string {
    const name = logicalName(title, wordFor(definitionOf(section)).replaceAll(" ", "-"), id);
    const of = owner === undefined ? undefined : this.#named.get(owner);
    return of === undefined ? name : `${of}-${name}`;
  }

  #takenIn(section: SectionName): Set<string> {
    const taken = this.#taken.get(section) ?? new Set();
    this.#taken.set(section, taken);
    return taken;
  }
}

function entriesOf({ name, config }: Project, section: SectionName): Plain {
  try {
    const entries: unknown = JSON.parse(config[`${name}:${section}`] ?? "{}");
    return isPlain(entries) ? entries : {};
  } catch {
    // What is wrong with config, Pulumi tells.
    return {};
  }
}

/** What the stack's config says of a candidate that it takes over already. */
export function entryOf(project: Project, { item, logicalName: name }: Candidate): Plain {
  const entry = entriesOf(project, item.section)[name];
  return isPlain(entry) ? entry : {};
}
