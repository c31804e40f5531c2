/**
 * The operations of a resource's life, each with a fault somewhere in it, and then what the next run
 * of Pulumi does: all of them must end with exactly what is declared.
 */
import type { Declaration, Plain, Program, State } from "../provider/host.ts";
import type { Sample } from "../support/samples.ts";
import type { Trial } from "./trial.ts";

export interface Operation {
  readonly name: string;
  /** Whether the kind has it. */
  readonly of: (sample: Sample) => boolean;
  readonly run: (trial: Trial, isOver: boolean) => Promise<void>;
}

/** A change that the API takes in place; it has none of a livestream and of an app. */
const CHANGES: Readonly<Record<string, Plain>> = {
  Preset: { permissions: { canRecord: true } },
  LiveInput: { enabled: false, deleteRecordingAfterDays: 45 },
  RestreamTarget: { enabled: false },
  Meeting: { persistChat: true, status: "INACTIVE" },
  Webhook: { enabled: false },
};

/** A change that replaces, of what the API lets nobody change. */
const REPLACING: Readonly<Record<string, Plain>> = {
  Livestream: { name: "given" },
  App: { name: "given" },
  RestreamTarget: { streamKey: "yt-key-87654321" },
};

function changeOf({ definition }: Sample): Plain | undefined {
  return CHANGES[definition.name];
}

/** Whether it is gone from the API when it is deleted. */
function isDeletable({ definition }: Sample): boolean {
  return definition.delete !== undefined && definition.name !== "Meeting";
}

const always = () => true;

export const OPERATIONS: readonly Operation[] = [
  { name: "create", of: always, run: (trial, isOver) => create(trial, {}, isOver) },
  {
    name: "create with a given name",
    of: ({ nameKey }) => nameKey !== undefined,
    run: (trial, isOver) => {
      const { nameKey = "name" } = trial.sample;
      return create(trial, { [nameKey]: "given" }, isOver);
    },
  },
  { name: "adopt", of: always, run: adopt },
  { name: "read", of: always, run: refresh },
  { name: ".get", of: always, run: get },
  { name: "update", of: (sample) => changeOf(sample) !== undefined, run: update },
  {
    name: "replace",
    // Two outputs of one address and key are none of ours.
    of: ({ definition }) => definition.nameInput !== undefined,
    run: (trial) => replace(trial, {}),
  },
  {
    name: "replace by a change",
    of: ({ definition }) => definition.name in REPLACING,
    run: (trial) => replace(trial, REPLACING[trial.sample.definition.name] ?? {}),
  },
  { name: "delete", of: always, run: remove },
];

/** @param isOver the fault met one request and no other: then nothing at all may be left over */
async function create(trial: Trial, more: Plain, isOver: boolean): Promise<void> {
  const declaration = trial.declaration(more);
  const first = await trial.faulty(() => trial.program().create(declaration));
  const state = first.ok ? first.value : await trial.upAgain(declaration);
  await trial.settled(state, declaration, first.ok || isOver ? [] : "named");
}

async function adopt(trial: Trial): Promise<void> {
  const { id } = await trial.program().create(trial.declaration());
  const declaration = trial.declaration({ ...changeOf(trial.sample), adopt: id });
  const first = await trial.faulty(() => trial.program().create(declaration));
  const state = first.ok ? first.value : await trial.upAgain(declaration);
  if (state && state.id !== id) trial.problems.push("it did not take over what it was to");
  await trial.settled(state, declaration);
}

async function refresh(trial: Trial): Promise<void> {
  const declaration = trial.declaration();
  const state = await trial.program().create(declaration);
  const read = await trial.faulty(() => trial.program().refresh(declaration.definition, state));
  if (read.ok && read.value === undefined) trial.problems.push("a refresh takes it for gone");
  await trial.settled(read.ok ? read.value : state, declaration);
}

async function get(trial: Trial): Promise<void> {
  const declaration = trial.declaration();
  const { definition } = declaration;
  const state = await trial.program().create(declaration);
  const where = Object.fromEntries((definition.getBy ?? []).map((key) => [key, state.props[key]]));
  const got = await trial.faulty(() => trial.program().get(definition, state.id, where));
  if (!got.ok) return;
  for (const key of Object.keys(definition.outputs))
    if (got.value.props?.[key] === undefined && state.props[key] !== undefined)
      trial.problems.push(`.get has no ${key}`);
}

async function update(trial: Trial): Promise<void> {
  const before = await trial.program().create(trial.declaration());
  const declaration = trial.declaration(changeOf(trial.sample));
  const first = await trial.faulty(() => trial.program().update(before, declaration));
  const next = first.ok
    ? first
    : await trial.attempt(() => trial.program().update(before, declaration));
  if (!next.ok) trial.problems.push(`the next up does not update it: ${next.message}`);
  else await trial.settled(next.value, declaration);
}

async function replace(trial: Trial, change: Plain): Promise<void> {
  const old = await trial.program().create(trial.declaration());
  const declaration = trial.declaration(change);
  const made: { state?: State } = {};
  const program = trial.program();
  const first = await trial.faulty(async () => {
    made.state = await createReplacement(program, old, declaration);
    await program.remove(declaration.definition, old);
  });
  if (!first.ok) await replaceAgain(trial, old, declaration, made);
  const mayBeLeft = isDeletable(trial.sample) ? [] : [old.id];
  await trial.settled(made.state, declaration, first.ok ? mayBeLeft : "named");
  if (isDeletable(trial.sample) && (await trial.held()).includes(old.id))
    trial.problems.push("what was replaced is still there");
}

/** The next run goes on from where the failed one ended. */
async function replaceAgain(
  trial: Trial,
  old: State,
  declaration: Declaration,
  made: { state?: State },
): Promise<void> {
  const program = trial.program();
  made.state ??= await trial.upAgain(declaration, (each) =>
    createReplacement(trial.program(), old, each),
  );
  if (!made.state) return;
  const removed = await trial.attempt(() => program.remove(declaration.definition, old));
  if (!removed.ok) trial.problems.push(`the next up does not delete the old: ${removed.message}`);
}

/** As the engine does: two checks, and a diff unless it was told to replace. */
async function createReplacement(
  program: Program,
  old: State,
  declaration: Declaration,
): Promise<State> {
  if (Object.keys(declaration.declared ?? {}).length > 0) await program.plan(old, declaration);
  else await program.check(declaration, old.inputs);
  return await program.create(declaration);
}

async function remove(trial: Trial): Promise<void> {
  const { definition } = trial.sample;
  const state = await trial.program().create(trial.declaration());
  const first = await trial.faulty(() => trial.program().remove(definition, state));
  if (first.ok) await isRemoved(trial, state, "a delete that succeeded");
  const again = await trial.attempt(() => trial.program().remove(definition, state));
  if (!again.ok) trial.problems.push(`the next destroy fails: ${again.message}`);
  await isRemoved(trial, state, "the next destroy");
}

/** Gone where the API can, else switched off, else said to stay. */
async function isRemoved(trial: Trial, { id }: State, by: string): Promise<void> {
  const { sample, world, declared } = trial;
  const found = (await sample.held(world, declared)).find((each) => each[sample.idKey] === id);
  if (isDeletable(sample)) {
    if (found) trial.problems.push(`${by} leaves it there`);
  } else if (sample.definition.name === "Meeting" && found?.status !== "INACTIVE")
    trial.problems.push(`${by} leaves it ACTIVE`);
}
