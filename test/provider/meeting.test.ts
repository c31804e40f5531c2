import { meeting as definition } from "../../provider/resources/meeting/definition.ts";
import { UNKNOWN } from "../../provider/schema/schema.ts";
import { omit } from "../support/omit.ts";
import { wholeMeeting } from "../support/whole-meeting.ts";
import { ACCOUNT, APP, failure, worldPerTest } from "./host.ts";
import { assertHas, held, ids, MEETINGS, wholeAtApi } from "./meetings.ts";
import { shortenWaits } from "./quick.ts";
import { saidPerTest } from "./said.ts";

const world = worldPerTest();
const said = saidPerTest();

shortenWaits();

describe("a meeting's life", () => {
  it("begins with one list and one POST", async () => {
    const w = await world();
    const made = await w.program().create({ definition, by: "project/stack/panel" });
    expect(await w.requests()).toStrictEqual(["GET /meetings 200", "POST /meetings 201"]);
    const { title } = made.props;
    expect(String(title)).toMatch(/^panel-[0-9a-f]{7}$/);
    const { __autoName, ...props } = made.props;
    // Nothing else says that the title is the automatic one: it is no input.
    expect(__autoName).toBe(title);
    expect(made.inputs).toStrictEqual(omit(props, "title"));
    expect(props).toStrictEqual({
      title,
      status: "ACTIVE",
      liveStreamOnStart: false,
      recordOnStart: false,
      persistChat: false,
      transcribeOnEnd: false,
      summarizeOnEnd: false,
      accountId: ACCOUNT,
      appId: APP,
      __declaredBy: "project/stack/panel",
      __provider: "the loader",
    });
    expect(await ids(w)).toStrictEqual([made.id]);
    assertHas(await held(w, made.id), { title, status: "ACTIVE", live_stream_on_start: false });
  });

  it("holds all that can be declared", async () => {
    const w = await world();
    const made = await w.program().create({ definition, declared: wholeMeeting });
    assertHas(await held(w, made.id), wholeAtApi);
    expect(await w.program().refresh(definition, made)).toStrictEqual(made);
  });

  it("begins INACTIVE where that is declared, by a PATCH behind the POST", async () => {
    const w = await world();
    const made = await w.program().create({ definition, declared: { status: "INACTIVE" } });
    expect(await w.requests()).toStrictEqual([
      "GET /meetings 200",
      "POST /meetings 201",
      `PATCH /meetings/${made.id} 200`,
    ]);
    expect(made.props.status).toBe("INACTIVE");
    assertHas(await held(w, made.id), { status: "INACTIVE" });
  });

  it("goes on unchanged, and a refresh leaves what is stored, with no inputs", async () => {
    const w = await world();
    const made = await w.program().create({ definition, declared: wholeMeeting });
    await w.requests();
    const next = await w.program().plan(made, { definition, declared: wholeMeeting });
    expect(next).toStrictEqual({ changes: false, replaces: [] });
    expect(await w.requests()).toStrictEqual([]);
    const { inputs, props } = await w.program().read(definition, made.id, made.props);
    expect(inputs).toBeUndefined();
    expect(props).toStrictEqual(made.props);
    expect(await w.requests()).toStrictEqual([`GET /meetings/${made.id} 200`]);
  });

  it("is not touched by somebody who starts and ends it", async () => {
    const w = await world();
    const made = await w.program().create({ definition, declared: { liveStreamOnStart: true } });
    expect(await w.control.startMeeting(made.id)).toBeTruthy();
    expect(await w.program().refresh(definition, made)).toStrictEqual(made);
    await w.control.endMeeting(made.id);
    expect(await w.program().refresh(definition, made)).toStrictEqual(made);
  });

  for (const key of ["appId", "accountId"]) {
    it(`is replaced for another ${key}`, async () => {
      const w = await world();
      const made = await w.program().create({ definition });
      for (const other of ["other", UNKNOWN]) {
        const plan = await w.program().plan(made, { definition, declared: { [key]: other } });
        expect(plan).toStrictEqual({ changes: true, replaces: [key] });
      }
    });
  }

  it("ends INACTIVE, which is said, and stays so when it is declared again", async () => {
    const w = await world();
    const made = await w.program().create({ definition });
    await w.requests();
    await w.program().remove(definition, made);
    expect(said()).toStrictEqual([
      [
        `The meeting ${String(made.props.title)} (${made.id}) is now INACTIVE, and participants can no longer join it. The API cannot delete meetings.`,
      ],
    ]);
    expect(await w.requests()).toStrictEqual([`PATCH /meetings/${made.id} 200`]);
    assertHas(await held(w, made.id), { status: "INACTIVE" });

    const again = await w.program().create({ definition, declared: { persistChat: true } });
    expect(again.id).not.toBe(made.id);
    expect(again.props.status).toBe("ACTIVE");
    assertHas(await held(w, made.id), { status: "INACTIVE", persist_chat: false });
    // What a destroy has left is nobody's: it is not named either.
    expect(said()).toHaveLength(1);
  });

  it("is ACTIVE again where one that was left INACTIVE is adopted", async () => {
    const w = await world();
    const made = await w.program().create({ definition });
    await w.program().remove(definition, made);
    const declared = { adopt: made.id, persistChat: true };
    const again = await w.program().create({ definition, declared });
    expect([again.id, again.props.status, again.props.title]).toStrictEqual([
      made.id,
      "ACTIVE",
      made.props.title,
    ]);
    assertHas(await held(w, made.id), { status: "ACTIVE", persist_chat: true });
    expect(await ids(w)).toStrictEqual([made.id]);
  });

  it("is told as gone by an empty id, but not where it is the app that is not there", async () => {
    const w = await world();
    const made = await w.program().create({ definition });
    const elsewhere = { ...made.props, appId: "no-such-app" };
    expect(await failure(w.program().read(definition, made.id, elsewhere))).toMatch(
      /^GET \/accounts\/\w+\/realtime\/kit\/no-such-app\/meetings responded with 404: /,
    );
    await w.control.reset();
    expect(await w.program().read(definition, made.id, made.props)).toStrictEqual({ id: "" });
    await w.program().remove(definition, made);
  });
});

describe("titles of meetings", () => {
  const declared = { title: "Standup" };

  it("may be the same twice in one program", async () => {
    const w = await world();
    const program = w.program();
    const made = await Promise.all(
      ["p/s/a", "p/s/b"].map((by) => program.create({ definition, declared, by })),
    );
    expect(made[0]?.id).not.toBe(made[1]?.id);
    expect((await ids(w)).sort()).toStrictEqual(made.map(({ id }) => id).sort());
  });

  it("that are given are nobody's own: another's meeting is not taken over", async () => {
    const w = await world();
    const theirs = (await w.api("POST", MEETINGS, declared)) as { id: string };
    const made = await w.program().create({ definition, declared });
    expect(made.id).not.toBe(theirs.id);
    expect(await ids(w)).toHaveLength(2);
    // But it is told, as the one may be meant for the other.
    expect(said().join()).toContain(`set adopt: "${theirs.id}"`);
  });

  it("that are automatic belong to one each: what was cut off is named, not found again", async () => {
    const w = await world();
    const first = await w.program().create({ definition });
    const again = await w.program().create({ definition });
    expect((await ids(w)).sort()).toStrictEqual([first.id, again.id].sort());
    expect(again.props.title).not.toBe(first.props.title);
    expect(said().join()).toContain(`${String(first.props.title)} (${first.id})`);
    expect(said().join()).toContain(`set adopt: "${first.id}"`);
  });

  it("stay as they are when a meeting is taken over by its id", async () => {
    const w = await world();
    const theirs = (await w.api("POST", MEETINGS, declared)) as { id: string };
    const made = await w
      .program()
      .create({ definition, declared: { adopt: theirs.id, persistChat: true } });
    expect([made.id, made.props.title]).toStrictEqual([theirs.id, "Standup"]);
    assertHas(await held(w, theirs.id), { title: "Standup", persist_chat: true });
    expect(await ids(w)).toStrictEqual([theirs.id]);
  });
});

describe("exactly one meeting is made where the create", () => {
  it("is cut after the write, twice over, for two of the same title", async () => {
    const w = await world();
    const program = w.program();
    await w.control.fault({ method: "POST", path: "/meetings$", cut: "after", times: 2 });
    const made = await Promise.all(
      ["p/s/a", "p/s/b"].map((by) =>
        program.create({ definition, declared: { title: "Standup" }, by }),
      ),
    );
    expect((await ids(w)).sort()).toStrictEqual(made.map(({ id }) => id).sort());
  });

  it("is cut after the write and an INACTIVE one is declared: it is INACTIVE", async () => {
    const w = await world();
    await w.control.fault({ method: "POST", path: "/meetings$", cut: "after" });
    const made = await w.program().create({ definition, declared: { status: "INACTIVE" } });
    expect(await ids(w)).toStrictEqual([made.id]);
    assertHas(await held(w, made.id), { status: "INACTIVE" });
  });

  it("went well and the PATCH of its status is answered 500: one, and INACTIVE", async () => {
    const w = await world();
    await w.control.fault({ method: "PATCH", status: 500, times: 1 });
    const made = await w.program().create({ definition, declared: { status: "INACTIVE" } });
    expect(await ids(w)).toStrictEqual([made.id]);
    assertHas(await held(w, made.id), { status: "INACTIVE" });
  });
});
