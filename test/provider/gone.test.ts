/** "Not found" is believed only where the list of the place confirms it; and what is gone is said to be. */
import type { ResourceDefinition } from "../../provider/engine/definition.ts";
import { app } from "../../provider/resources/app/definition.ts";
import { livestream } from "../../provider/resources/livestream/definition.ts";
import { liveInput } from "../../provider/resources/live-input/definition.ts";
import { meeting } from "../../provider/resources/meeting/definition.ts";
import { preset } from "../../provider/resources/preset/definition.ts";
import { restreamTarget } from "../../provider/resources/restream-target/definition.ts";
import { webhook } from "../../provider/resources/webhook/definition.ts";
import {
  ACCOUNT,
  APP,
  failure,
  KIT,
  type Plain,
  STREAM,
  type World,
  worldPerTest,
} from "./host.ts";
import { hub, listed } from "../support/caller.ts";

const world = worldPerTest();

let said: jest.SpyInstance<void, unknown[]>;
beforeEach(() => {
  said = jest.spyOn(console, "log").mockImplementation(() => undefined);
});
afterEach(() => jest.restoreAllMocks());

const HOOK = { url: "https://example.com/hook", events: ["meeting.started"] };

/** What can be deleted, or in a meeting's case switched off: a declaration, a change, and its path. */
const DELETABLE: [
  definition: ResourceDefinition,
  declare: (w: World) => Promise<Plain>,
  change: Plain,
  pathOf: (id: string, props: Plain) => string,
][] = [
  [preset, none, { permissions: { canRecord: true } }, (id) => `${KIT}/presets/${id}`],
  [liveInput, none, { enabled: false }, (id) => `${STREAM}/${id}`],
  [webhook, () => Promise.resolve(HOOK), { enabled: false }, (id) => `${KIT}/webhooks/${id}`],
  [
    restreamTarget,
    async (w) => ({ liveInputId: await hub(w), platform: "youtube", streamKey: "a-key-1234" }),
    { enabled: false },
    (id, { liveInputId }) => `${STREAM}/${String(liveInputId)}/outputs/${id}`,
  ],
];

function none(): Promise<Plain> {
  return Promise.resolve({});
}

describe("a delete that is answered 404", () => {
  for (const [definition, declare, , pathOf] of [
    ...DELETABLE,
    [meeting, none, {}, (id: string) => `${KIT}/meetings/${id}`] as const,
  ]) {
    it(`by a proxy is no success while the ${definition.name} is there`, async () => {
      const w = await world();
      const made = await w.program().create({ definition, declared: await declare(w) });
      const path = `${pathOf(made.id, made.props)}$`;
      await w.control.fault({ path, status: 404, times: 9 });
      expect(await failure(w.program().remove(definition, made))).toMatch(
        /The API responded with 404 for .*, but the list of all .* still contains it/,
      );
      expect(said).not.toHaveBeenCalled();
    });

    it(`in another account is no success, and the ${definition.name} stays`, async () => {
      const w = await world();
      const made = await w.program().create({ definition, declared: await declare(w) });
      const elsewhere = { ...made, props: { ...made.props, accountId: "mistyped" } };
      expect(await failure(w.program().remove(definition, elsewhere))).toContain(
        "responded with 404",
      );
      expect(said).not.toHaveBeenCalled();
    });
  }

  for (const [definition, declare, , pathOf] of DELETABLE) {
    it(`because the ${definition.name} is gone is success`, async () => {
      const w = await world();
      const made = await w.program().create({ definition, declared: await declare(w) });
      await w.api("DELETE", pathOf(made.id, made.props));
      await w.program().remove(definition, made);
    });
  }

  it("because a target's live input is gone is success", async () => {
    const w = await world();
    const liveInputId = await hub(w);
    const declared = { liveInputId, platform: "youtube", streamKey: "a-key-1234" };
    const made = await w.program().create({ definition: restreamTarget, declared });
    await w.api("DELETE", `${STREAM}/${liveInputId}`);
    await w.program().remove(restreamTarget, made);
  });
});

describe("a refresh that is answered 404 once", () => {
  it("does not drop the targets of a live input that is there", async () => {
    const w = await world();
    const declared = { liveInputId: await hub(w), platform: "youtube", streamKey: "a-key-1234" };
    const made = await w.program().create({ definition: restreamTarget, declared });
    await w.control.fault({ method: "GET", path: "/outputs$", status: 404 });
    expect(await failure(w.program().refresh(restreamTarget, made).then(String))).toContain(
      "the list of all live inputs still contains it",
    );
  });
});

describe("an update of what is gone", () => {
  for (const [definition, declare, change, pathOf] of DELETABLE) {
    it(`says so of a ${definition.name}, and that a refresh makes it anew`, async () => {
      const w = await world();
      const declared = await declare(w);
      const made = await w.program().create({ definition, declared });
      await w.api("DELETE", pathOf(made.id, made.props));
      const next = { definition, declared: { ...declared, ...change } };
      expect(await failure(w.program().update(made, next))).toBe(
        `the ${definition.name} ${made.id} no longer exists: it was deleted outside Pulumi. ` +
          "Run `pulumi up --refresh` to create a new one",
      );
    });
  }
});

describe(".get of an id that is not there", () => {
  const ALL: [definition: ResourceDefinition, where: (w: World) => Promise<Plain>][] = [
    [livestream, none],
    [preset, none],
    [meeting, none],
    [webhook, none],
    [app, none],
    [liveInput, none],
    [restreamTarget, async (w) => ({ liveInputId: await hub(w) })],
  ];
  for (const [definition, where] of ALL) {
    it(`is an error that names the ${definition.name}, the id and the place`, async () => {
      const w = await world();
      const message = await failure(w.program().get(definition, "no-such-id", await where(w)));
      expect(message).toContain(`there is no ${definition.name} with the id "no-such-id"`);
      expect(message).toContain(`account ${ACCOUNT}`);
      const inApp = "appId" in definition.inputs.shape;
      expect(message.includes(`app ${APP}`)).toBe(inApp);
    });
  }
});

describe("days after which recordings are deleted", () => {
  it("that somebody has set outside are a change, and go", async () => {
    const w = await world();
    const made = await w.program().create({ definition: liveInput });
    const before = (await w.api("GET", `${STREAM}/${made.id}`)) as Plain;
    await w.api("PUT", `${STREAM}/${made.id}`, {
      meta: before.meta,
      deleteRecordingAfterDays: 30,
    });
    const refreshed = await w.program().refresh(liveInput, made);
    expect(refreshed?.props.deleteRecordingAfterDays).toBe(30);
    const back = await w.program().update(refreshed ?? made, { definition: liveInput });
    const after = (await w.api("GET", `${STREAM}/${made.id}`)) as Plain;
    expect(after.deleteRecordingAfterDays ?? null).toBeNull();
    expect(back.props.deleteRecordingAfterDays).toBeUndefined();
  });

  it("that were there before it was taken over stay, and are no change", async () => {
    const w = await world();
    const { uid } = (await w.api("POST", STREAM, {
      meta: { name: "theirs" },
      deleteRecordingAfterDays: 30,
    })) as { uid: string };
    const made = await w.program().create({ definition: liveInput, declared: { adopt: uid } });
    for (const declared of [{ adopt: uid }, {}]) {
      const refreshed = (await w.program().refresh(liveInput, made)) ?? made;
      const plan = await w.program().plan(refreshed, { definition: liveInput, declared });
      expect(plan).toStrictEqual({ changes: false, replaces: [] });
    }
  });
});

describe("ignoreChanges", () => {
  it("of a part that the program does not name keeps what is there", async () => {
    const w = await world();
    const declared = { __ignoreChanges: ["permissions.canRecord"] };
    const made = await w.program().create({ definition: preset, declared });
    const held = (await w.api("GET", `${KIT}/presets/${made.id}`)) as Plain;
    const permissions = { ...(held.permissions as Plain), can_record: true };
    await w.api("PATCH", `${KIT}/presets/${made.id}`, { permissions });
    const refreshed = (await w.program().refresh(preset, made)) ?? made;
    expect(refreshed.props.permissions).toMatchObject({ canRecord: true });
    const plan = await w.program().plan(refreshed, { definition: preset, declared });
    expect(plan).toStrictEqual({ changes: false, replaces: [] });
    const without = await w.program().plan(refreshed, { definition: preset, declared: {} });
    expect(without).toStrictEqual({ changes: true, replaces: [] });
  });
});

describe("restream targets at the limit of 50 outputs", () => {
  const LIMIT = 50;

  async function full(w: World, count: number) {
    const liveInputId = await hub(w);
    const declare = (number: number, version: string) => ({
      definition: restreamTarget,
      declared: {
        liveInputId,
        url: "rtmps://live.example.com/app",
        streamKey: `key-${number}-${version}`,
      },
      by: `p/s/target-${number}`,
    });
    const numbers = Array.from({ length: count }, (_, number) => number);
    const first = w.program();
    const states = await Promise.all(numbers.map((number) => first.create(declare(number, "a"))));
    return { liveInputId, declare, numbers, states };
  }

  for (const [count, deleteFirst] of [
    [30, false],
    [LIMIT, false],
    [LIMIT, true],
  ] as const) {
    it(`${count} whose keys all rotate end with the new keys${deleteFirst ? ", deleted first" : ""}`, async () => {
      const w = await world();
      const { liveInputId, declare, numbers, states } = await full(w, count);
      const program = w.program();
      // As the engine does: every create, then every delete; or delete and create of each.
      const made = await Promise.all(
        numbers.map(async (number) => {
          const state = states[number];
          const declaration = declare(number, "b");
          if (!state) throw new Error("no state");
          expect(await program.plan(state, declaration)).toMatchObject({ replaces: ["streamKey"] });
          await program.check(declaration);
          if (deleteFirst) await program.remove(restreamTarget, state);
          return await program.create(declaration);
        }),
      );
      if (!deleteFirst)
        await Promise.all(states.map((state) => program.remove(restreamTarget, state)));
      const outputs = await listed(w, `${STREAM}/${liveInputId}/outputs`);
      expect(outputs.map(({ uid }) => uid).sort()).toStrictEqual(made.map(({ id }) => id).sort());
      expect(outputs.map(({ streamKey }) => streamKey).sort()).toStrictEqual(
        numbers.map((number) => `key-${number}-b`).sort(),
      );
      // Only what has no room beside its old one goes dark, and is named.
      const dark = said.mock.calls
        .map(([text]) => String(text))
        .filter((text) => text.includes("receives no video for a moment"));
      expect(dark.length).toBe(deleteFirst ? 0 : Math.max(0, 2 * count - LIMIT));
    });
  }

  it("goes back to a key whose old output could not be deleted", async () => {
    const w = await world();
    const { liveInputId, declare, states } = await full(w, 1);
    const [a] = states;
    if (!a) throw new Error("no state");
    const program = w.program();
    await program.plan(a, declare(0, "b"));
    await program.check(declare(0, "b"));
    const b = await program.create(declare(0, "b"));
    // The delete of the first failed: the engine keeps it, and tries again after the next update.
    const next = w.program();
    await next.plan(b, declare(0, "a"));
    await next.check(declare(0, "a"));
    const back = await next.create(declare(0, "a"));
    await Promise.all([a, b].map((state) => next.remove(restreamTarget, state)));
    const outputs = await listed(w, `${STREAM}/${liveInputId}/outputs`);
    expect(outputs.map(({ uid }) => uid)).toStrictEqual([back.id]);
  });
});

describe("a meeting", () => {
  it("is said to be INACTIVE only once it is", async () => {
    const w = await world();
    const made = await w.program().create({ definition: meeting });
    await w.control.fault({ method: "PATCH", path: "/meetings/", status: 400 });
    await failure(w.program().remove(meeting, made));
    expect(said).not.toHaveBeenCalled();
    await w.program().remove(meeting, made);
    expect(said.mock.calls.map(([text]) => String(text)).join()).toContain("is now INACTIVE");
  });
});

describe("a preset's name that the API refuses as taken", () => {
  it("is told with the id to adopt", async () => {
    const w = await world();
    const declared = { name: "hosts" };
    const program = w.program();
    await program.create({ definition: preset, declared: { name: "other" }, by: "p/s/other" });
    // Somebody makes it after this program has read the list.
    const theirs = await w.program().create({ definition: preset, declared, by: "a/b/c" });
    const message = await failure(program.create({ definition: preset, declared }));
    expect(message).toContain(`already exists; an interrupted update may have created it`);
    expect(message).toContain(`adopt: "${theirs.id}"`);
  });
});
