/** Create: creates a resource exactly once, or adopts an existing one. */
import { equal, project, type Plain } from "../schema/compare.ts";
import { statusOf } from "../client/errors.ts";
import { keysOf } from "../schema/schema.ts";
import type { Api } from "../client/api.ts";
import type { ResourceState, ResourceDefinition, Listed } from "./definition.ts";
import * as messages from "./messages.ts";
import { logicalNameOf, mayBeAutomatic, randomSuffix } from "./automatic-names.ts";
import { isAutomatic, nameIn } from "./naming.ts";
import { createOnce } from "../client/once.ts";
import type { Run } from "./run.ts";

/** A create: the inputs (`news`), and the inputs with a name (`inputs`). */
export interface Creation<Inputs extends object> {
  readonly definition: ResourceDefinition<Inputs>;
  readonly api: Api;
  readonly run: Run;
  /** Shows a message to the user, without secrets. */
  readonly say: (text: string) => void;
  readonly news: Plain;
  readonly inputs: Inputs;
}

export async function create<Inputs extends object>(
  creation: Creation<Inputs>,
): Promise<ResourceState> {
  const { definition, news, run, inputs } = creation;
  const { adopt } = news;
  if (typeof adopt === "string") return await adoptById(creation, adopt);
  const mayBeTwice = definition.nameInput?.twice === "allowed";
  if (!mayBeTwice) refuseSecondClaim(creation, definition.describe(inputs));
  // A replacement must be a new resource; the one with the name is the one that it replaces.
  if (adopt === true && !run.replacedBy(news)) {
    const found = await namesake(creation);
    if (found) return await adoptById(creation, found.id);
  }
  return mayBeTwice && !isAutomatic(definition, news)
    ? await run.inTurn(definition.describe(inputs), () => make(creation))
    : await make(creation);
}

async function adoptById<Inputs extends object>(
  creation: Creation<Inputs>,
  id: string,
): Promise<ResourceState> {
  const { definition, run, news } = creation;
  refuseSecondClaim(creation, `the ${definition.name} ${id}`);
  const owner = run.otherOwner(id, news);
  if (owner !== undefined) throw messages.managedAlready(definition, id, owner);
  return await takeOver(creation, id);
}

function refuseSecondClaim<Inputs extends object>(
  { definition, run, news, inputs }: Creation<Inputs>,
  described: string,
): void {
  const what = `${described} ${definition.fingerprint?.(inputs) ?? ""}`;
  if (run.claim(what, news) !== undefined) throw messages.declaredTwice(described);
}

/** The resource that `adopt: true` adopts, if there is one. */
async function namesake<Inputs extends object>(
  creation: Creation<Inputs>,
): Promise<Listed | undefined> {
  const { definition, api, inputs } = creation;
  const found = (await definition.list(api, inputs)).filter((item) => clashOf(creation, item));
  if (found.length > 1) throw messages.severalToAdopt(definition.describe(inputs), found);
  return found[0];
}

/** Whether an existing item conflicts with the inputs: by its name, unless the kind has its own rule. */
function clashOf<Inputs extends object>({ definition, inputs }: Creation<Inputs>, item: Listed) {
  if (definition.clash) return definition.clash(item, inputs);
  const { nameInput } = definition;
  if (!nameInput || item.name !== nameIn(definition, inputs)) return undefined;
  return nameInput.twice === "allowed" ? "alike" : "taken";
}

async function make<Inputs extends object>(creation: Creation<Inputs>): Promise<ResourceState> {
  const { definition, api, run, inputs } = creation;
  const before = await definition.list(api, inputs);
  await clearTheWay(creation, before);
  for (const { id } of before) run.known.add(id);
  const mark = randomSuffix();
  const held = await createOnce(
    () => send(creation, mark),
    () => findMade(creation, mark),
  );
  run.obtain(held.id, creation.news);
  await tellOfOthers(creation, before, held.id);
  return held;
}

/** Frees the name if the program itself uses it; fails otherwise. */
async function clearTheWay<Inputs extends object>(
  creation: Creation<Inputs>,
  before: readonly Listed[],
): Promise<void> {
  const { definition, api, run, news, inputs } = creation;
  const taken = before.filter(
    (item) => clashOf(creation, item) === "taken" && !run.hasGivenUp(item.id),
  );
  const replaces = run.replacedBy(news) !== undefined;
  for (const { id } of taken) {
    // The replaced resource still has its name; the engine deletes it later.
    if (replaces && run.otherOwner(id, news) === undefined) {
      await definition.setAside?.(api, id, inputs);
      continue;
    }
    if (!(await giveWay(creation, id)))
      throw messages.exists(definition, definition.describe(inputs), taken);
  }
}

/** Renames a resource of this program temporarily, if this run gives it another name. */
async function giveWay<Inputs extends object>(
  { definition, api, run, inputs }: Creation<Inputs>,
  id: string,
): Promise<boolean> {
  if (!definition.setAside || !definition.nameInput) return false;
  if (!(await run.willGiveUpName(id, String(nameIn(definition, inputs))))) return false;
  await definition.setAside(api, id, inputs);
  return true;
}

async function send<Inputs extends object>(
  creation: Creation<Inputs>,
  mark: string,
): Promise<ResourceState> {
  const { definition, api, run, say, news, inputs } = creation;
  try {
    return await definition.create(api, inputs, mark);
  } catch (error) {
    if (statusOf(error) === 409) throw await conflict(creation, error);
    const replaced = run.replacedBy(news) as Inputs | undefined;
    const isRefused = statusOf(error) === 400;
    if (!isRefused || !replaced || !(await definition.makeRoom?.(api, inputs, replaced)))
      throw error;
    say(
      messages.briefInterruption(
        definition.describe(inputs),
        logicalNameOf(String(news.__declaredBy)),
      ),
    );
    return await definition.create(api, inputs, mark);
  }
}

/** Before an update writes anything: a name that another one has is moved out of the way, or refused. */
export async function clearName<Inputs extends object>(
  creation: Creation<Inputs>,
  id: string,
  olds: Plain,
): Promise<void> {
  const { definition, api, inputs } = creation;
  const { nameInput } = definition;
  const name = nameIn(definition, inputs);
  if (nameInput?.twice !== "refused by the API" || name === olds[nameInput.key]) return;
  const found = (await definition.list(api, inputs, { fresh: true })).filter(
    (item) => item.name === name && item.id !== id,
  );
  for (const item of found)
    if (!(await giveWay(creation, item.id)))
      throw messages.exists(definition, definition.describe(inputs), found);
}

/** The API's own "exists already", with the id to adopt. */
export async function conflict<Inputs extends object>(
  { definition, api, inputs }: Creation<Inputs>,
  error: unknown,
): Promise<unknown> {
  const now = await definition.list(api, inputs, { fresh: true });
  const found = now.filter(
    ({ name }) => definition.nameInput && name === nameIn(definition, inputs),
  );
  return found.length === 0
    ? error
    : messages.exists(definition, definition.describe(inputs), found, error);
}

/** Finds what a create with a lost response has created, and completes it. */
async function findMade<Inputs extends object>(
  creation: Creation<Inputs>,
  mark: string,
): Promise<ResourceState | undefined> {
  const { definition, api, run, inputs } = creation;
  const now = await definition.list(api, inputs, { fresh: true });
  const fresh = now.filter((item) => !run.known.has(item.id));
  const same = definition.nameInput?.twice === "allowed" ? "alike" : "taken";
  const made = fresh.filter((item) =>
    item.mark === undefined ? clashOf(creation, item) === same : item.mark === mark,
  );
  if (made.length > 1) throw messages.severalMade(definition.describe(inputs), made);
  return made[0] && (await takeOver(creation, made[0].id));
}

/** Updates an existing resource to match the inputs, or fails if the API cannot. */
async function takeOver<Inputs extends object>(
  { definition, api, run, news, inputs }: Creation<Inputs>,
  id: string,
): Promise<ResourceState> {
  const { name, read, replaceOnChanges, update, nameInput } = definition;
  const held = await read(api, id, inputs);
  if (!held) throw messages.notThere(name, id);
  run.obtain(id, news);
  const differing = Object.entries(held.inputs)
    .filter(([key, has]) => news[key] !== undefined && !equal(project(has, news[key]), news[key]))
    .map(([key]) => key)
    // Only `inputs` have the suffix that create appended to the name.
    .filter((key) => key !== nameInput?.key || held.inputs[key] !== nameIn({ nameInput }, inputs));
  const fixed = differing.filter((key) => key in replaceOnChanges || !update);
  if (fixed.length > 0) throw messages.cannotBecome(id, fixed, replaceOnChanges);
  if (!update || differing.length === 0) return held;
  const wanted = { ...inputs, ...keptIn(definition, news, held.inputs) };
  // Values that are not in the inputs stay as they are.
  const before = project(held.inputs, news) as Partial<Inputs>;
  const changed = await update(api, id, wanted, before);
  const declared = keysOf(definition.outputs).filter((key) => news[key] !== undefined);
  const outputs = {
    ...held.outputs,
    ...Object.fromEntries(declared.map((key) => [key, news[key]])),
    ...changed.outputs,
  };
  return { ...changed, outputs };
}

/** The values that an adopted resource keeps, such as its name; a PUT must repeat them. */
function keptIn<Inputs extends object>(
  { computedDefaults, nameInput }: ResourceDefinition<Inputs>,
  news: Plain,
  has: Readonly<Plain>,
): Plain {
  const keys = [...Object.keys(computedDefaults), ...(nameInput ? [nameInput.key] : [])];
  const open = keys.filter((key) => news[key] === undefined);
  return Object.fromEntries(open.map((key) => [key, has[key]]));
}

/** Warns about similar resources, for example from an interrupted update. */
async function tellOfOthers<Inputs extends object>(
  creation: Creation<Inputs>,
  before: readonly Listed[],
  id: string,
): Promise<void> {
  const { definition, run, say, news, inputs } = creation;
  const others = before.filter(
    (item) =>
      item.id !== id && !item.retired && !run.isManaged(item.id) && !run.hasGivenUp(item.id),
  );
  const left = others.filter((item) => looksLeftOver(definition, news, item));
  if (left.length > 0) say(messages.leftOver(definition, news, left));
  // Also those that a replacement ignored: an interrupted update may have created them.
  const alike = others.filter((item) => !left.includes(item) && clashOf(creation, item));
  if (alike.length > 0) say(messages.alikeToo(definition.describe(inputs), alike));
  if (definition.nameInput?.twice === "refused by us" && !isAutomatic(definition, news))
    await tellOfTwins(creation, id);
}

/** Warns if another stack created the same name at the same time, which the API allows. */
async function tellOfTwins<Inputs extends object>(
  creation: Creation<Inputs>,
  id: string,
): Promise<void> {
  const { definition, api, run, say, inputs } = creation;
  try {
    const now = await definition.list(api, inputs, { fresh: true });
    const twins = now.filter((item) => !run.known.has(item.id) && clashOf(creation, item));
    if (twins.length > 0) say(messages.madeTwice(definition.describe(inputs), id, twins));
  } catch {
    // The create succeeded, so an error here must not fail it.
    say(messages.notLookedAt(definition.describe(inputs), id));
  }
}

function looksLeftOver(
  definition: Pick<ResourceDefinition, "nameInput">,
  news: Plain,
  item: Listed,
): boolean {
  const by = String(news.__declaredBy);
  if (item.madeBy !== undefined) return item.madeBy === by;
  if (!isAutomatic(definition, news) || item.name === undefined) return false;
  const given = definition.nameInput && news[definition.nameInput.key];
  return mayBeAutomatic(item.name, typeof given === "string" ? given : logicalNameOf(by));
}
