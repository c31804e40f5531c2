/** What is to be taken over, each thing with a logical name and a declaration. */
import { isPlain, present } from "../../provider/schema/compare.ts";
import { mayBeAutomatic } from "../../provider/engine/automatic-names.ts";
import { PLATFORM_NAMES, platformUrl } from "../../provider/resources/restream-target/platforms.ts";
import { keysOf } from "../../provider/schema/schema.ts";
import {
  type Change,
  type Declaration,
  declarationOf,
  type SecretValue,
  type Undeclarable,
} from "./declaration.ts";
import type { Inventory, Item } from "./inventory.ts";
import { ADOPTABLE, kindOf, SECTIONS, type SectionName } from "./kinds.ts";
import { logicalName, unique } from "./names.ts";
import { fromClosestTemplate, inShort } from "./preset-declaration.ts";
import type { ManagedResource, Project } from "./stacks.ts";

type Plain = Record<string, unknown>;

/** One thing that no stack manages. */
export interface Candidate {
  readonly item: Item;
  readonly logicalName: string;
  /** What is declared of it, without its secrets. */
  readonly args: Plain;
  readonly secrets: SecretValue[];
  /** What taking it over would change. */
  readonly changes: Change[];
  /** The live input of a restream target: one that is taken over as well, or one of the stack's config. */
  readonly hub: string | undefined;
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
    const stranger = strangers.get(item.id) ?? strangers.get(item.hub ?? "");
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
  const kind = kindOf(item.section);
  const { inputs } = item.held;
  const where = Object.entries(place).filter(([key]) => keysOf(kind.inputs).includes(key));
  const all = present({ adopt: item.id, ...inputs });
  const made =
    item.section === "presets"
      ? declarationOf(kind, inputs, fromClosestTemplate(all), inShort)
      : declarationOf(kind, inputs, item.section === "restreamTargets" ? onPlatform(all) : all);
  if ("reason" in made) return made;
  // Its live input is said by its name, where it has one.
  const { liveInputId, ...args } = made.args;
  return { ...made, args: { ...args, ...Object.fromEntries(where), ...present({ liveInputId }) } };
}

/** A platform's own URL is its name. */
function onPlatform({ url, ...all }: Plain): Plain {
  const platform = PLATFORM_NAMES.find((name) => platformUrl(name) === url);
  return platform === undefined || url === undefined
    ? present({ ...all, url })
    : { ...all, platform };
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
    const kind = kindOf(item.section);
    const { unique: decisive = [] } = kind;
    const secrets = made.secrets.map(({ path, value }) => [path.join("."), value] as const);
    const look = looks(item.section, { ...made.args, ...Object.fromEntries(secrets) });
    if (decisive.length === 0 || !this.#seen.has(look)) {
      this.#seen.add(look);
      return made;
    }
    const open = decisive.find(
      (key) =>
        (key in kind.computedDefaults || key === kind.nameInput?.key) &&
        made.args[key] !== undefined,
    );
    if (open === undefined)
      return { reason: "there is another one just like it: remove one of the two at the API" };
    return { ...made, args: present({ ...made.args, [open]: undefined }) };
  }
}

/** What an entry must not share with another, as a text. */
function looks(section: SectionName, entry: Plain): string {
  return JSON.stringify([section, (kindOf(section).unique ?? []).map((key) => entry[key] ?? null)]);
}

/** Gives every candidate a logical name that nothing else of the stack has. */
class Naming {
  readonly #declared: ReadonlyMap<string, string>;
  readonly #taken: Readonly<Record<SectionName, Set<string>>>;
  /** What the stack's own logical names are, before any is given here. */
  readonly #own: Readonly<Record<SectionName, string[]>>;
  readonly #project: Project;
  /** Logical names of live inputs that config can name, by id. */
  readonly #hubs = new Map<string, string>();

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
      const { name } = ADOPTABLE[section].kind;
      const made = own.filter(({ kind }) => kind === name).map((one) => one.logicalName);
      return [section, new Set([...Object.keys(declared), ...made])] as const;
    });
    this.#taken = Object.fromEntries(taken) as Record<SectionName, Set<string>>;
    this.#own = Object.fromEntries(
      taken.map(([section, names]) => [section, [...names]]),
    ) as Record<SectionName, string[]>;
    this.#project = project;
    const hubs = Object.keys(entriesOf(project, "liveInputs"));
    for (const { id, kind, logicalName } of own)
      if (kind === "LiveInput" && hubs.includes(logicalName)) this.#hubs.set(id, logicalName);
  }

  candidate(item: Item, { args, secrets, changes }: Declaration): Candidate {
    const declared = this.#declared.get(item.id);
    const name = declared ?? unique(this.#wish(item, args), this.#taken[item.section]);
    if (item.section === "liveInputs") this.#hubs.set(item.id, name);
    const hub = item.hub === undefined ? undefined : this.#hubs.get(item.hub);
    return {
      ...{ item, args, secrets, changes, hub },
      logicalName: name,
      declared: declared !== undefined,
      leftOverFrom: this.#leftOverFrom(item),
    };
  }

  /** An automatic name begins with a logical name of the stack; a live input's mark tells it whole. */
  #leftOverFrom({ section, title, mark }: Item): string | undefined {
    const names = this.#own[section];
    if (section === "liveInputs")
      return names.find(
        (name) => mark === `${this.#project.name}/${this.#project.stack ?? ""}/${name}`,
      );
    return names.find((name) => mayBeAutomatic(title, name));
  }

  #wish({ section, title, id, hub }: Item, args: Plain): string {
    if (section !== "restreamTargets") return logicalName(title, ADOPTABLE[section].word, id);
    const name = hub === undefined ? undefined : this.#hubs.get(hub);
    return [...(name === undefined ? [] : [name]), logicalName(goal(args), "target", id)].join("-");
  }
}

/** Where a restream target goes, in a word: its platform, else its server. */
export function goal({ platform, url }: Plain): string {
  if (typeof platform === "string") return platform;
  return typeof url === "string" && URL.canParse(url) ? new URL(url).hostname : "";
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
