import assert from "node:assert/strict";
import { syncBuiltinESMExports } from "node:module";
import { APIConnectionError, APIConnectionTimeoutError, APIError } from "cloudflare/core/error";
import { UnexpectedAnswer } from "../../provider/client/errors.ts";
import { createOnce } from "../../provider/client/once.ts";

function refused(status: number, headers: Record<string, string> = {}): APIError {
  return APIError.generate(status, {}, "", new Headers(headers));
}

/** Answers one after the other; an error is thrown. Fails where it is asked more often. */
function script<T>(...steps: T[]): { calls: () => number; next: () => Promise<T> } {
  let calls = 0;
  return {
    calls: () => calls,
    next: () => {
      assert.ok(calls < steps.length, "asked too often");
      const step = steps[calls++];
      return step instanceof Error ? Promise.reject(step) : Promise.resolve(step as T);
    },
  };
}

type Step = string | Error | undefined;

/** The clock is the test's own. */
const realImmediate = setImmediate;
beforeEach(() => {
  jest.useFakeTimers();
  // The waits of node:timers/promises are imported by name.
  syncBuiltinESMExports();
});
afterEach(() => {
  jest.useRealTimers();
  syncBuiltinESMExports();
});

/** Lets time pass, and every step of what waited for it have its turn. */
async function pass(milliseconds: number): Promise<void> {
  jest.advanceTimersByTime(milliseconds);
  for (let turn = 0; turn < 20; turn++) await new Promise(realImmediate);
}

/** Runs without waiting: what it would wait for passes at once. */
async function run(makes: Step[], finds: Step[]) {
  const make = script(...makes);
  const find = script(...finds);
  const running = createOnce(make.next as () => Promise<string>, find.next);
  const ends: { value?: Step; error?: unknown }[] = [];
  void running.then(
    (value) => ends.push({ value }),
    (error: unknown) => ends.push({ error }),
  );
  for (let waits = 0; ends.length === 0 && waits < 20; waits++) await pass(10_000);
  return { end: ends[0], makes: make.calls(), finds: find.calls() };
}

const cut = new APIConnectionError({ message: "cut" });
const late = new APIConnectionTimeoutError();
const broken = refused(500);
const odd = new UnexpectedAnswer("odd");
const now = refused(429, { "retry-after": "0" });
const bad = refused(400);
const forbidden = refused(403);
const taken = refused(409);
const ours = new Error("ours");

describe("createOnce", () => {
  const CASES: [
    what: string,
    makes: Step[],
    finds: Step[],
    end: { value: string } | { error: Error },
  ][] = [
    ["sends one and looks for none where it goes well", ["made"], [], { value: "made" }],
    ["takes a refusal for an answer", [bad], [], { error: bad }],
    ["takes a name that is taken for an answer", [taken], [], { error: taken }],
    ["waits where it is asked to, and looks for none", [now, "made"], [], { value: "made" }],
    ["finds what a 500 had made", [broken], ["made"], { value: "made" }],
    ["makes what a 500 had not", [broken, "made"], [undefined], { value: "made" }],
    ["finds what a cut had made", [cut], ["made"], { value: "made" }],
    ["makes what a cut had not", [cut, "made"], [undefined], { value: "made" }],
    ["finds what came after the time was out", [late], ["made"], { value: "made" }],
    ["finds what an odd answer had made", [odd], ["made"], { value: "made" }],
    ["is refused after a cut", [cut, forbidden], [undefined], { error: forbidden }],
    ["looks again where looking failed", [cut], [cut, broken, "made"], { value: "made" }],
    [
      "does not make where looking is refused: it may be there",
      [cut],
      [forbidden, undefined],
      { error: forbidden },
    ],
    ["forgets the cut before a wait", [cut, now, "made"], [undefined], { value: "made" }],
    [
      "looks once more when all tries are used",
      [cut, cut, cut, cut, cut],
      [undefined, undefined, undefined, undefined, "made"],
      { value: "made" },
    ],
    [
      "tells what happened last when all tries are used, and there is none",
      [cut, cut, cut, cut, broken],
      [undefined, undefined, undefined, undefined, undefined],
      { error: broken },
    ],
    [
      "tells what happened last when even the last look fails",
      [cut, cut, cut, cut, broken],
      [undefined, undefined, undefined, undefined, cut],
      { error: broken },
    ],
    ["gives up waiting some time", [now, now, now, now, now], [], { error: now }],
    ["passes on what is no error of the API", [ours], [], { error: ours }],
  ];
  for (const [what, makes, finds, end] of CASES) {
    it(what, async () => {
      const ran = await run(makes, finds);
      expect(ran).toStrictEqual({ end, makes: makes.length, finds: finds.length });
      // The very error, not one like it.
      if ("error" in end) expect(ran.end?.error).toBe(end.error);
    });
  }
});

describe("Retry-After", () => {
  /** How many milliseconds it waits before the second try, by a clock of tenths. */
  async function waited(headers: Record<string, string>): Promise<number> {
    jest.setSystemTime(0);
    const steps: Step[] = [refused(429, headers), "made"];
    let tries = 0;
    const running = createOnce(
      () => {
        const step = steps[tries++];
        return step instanceof Error ? Promise.reject(step) : Promise.resolve("made");
      },
      () => assert.fail("looked"),
    );
    await pass(0);
    let milliseconds = 0;
    for (; tries < 2 && milliseconds < 60_000; milliseconds += 100) await pass(100);
    expect(tries).toBe(2);
    await running;
    return milliseconds;
  }

  // The clock of tenths makes one of no wait.
  it("is waited for in seconds, or until its date", async () => {
    expect(await waited({ "retry-after": "30" })).toBe(30_000);
    expect(await waited({ "retry-after": new Date(30_000).toUTCString() })).toBe(30_000);
  });

  it("is a second where it is missing or no time", async () => {
    expect(await waited({})).toBe(1000);
    expect(await waited({ "retry-after": "soon" })).toBe(1000);
  });

  it("is no wait where it is nothing, or its date is past", async () => {
    const none = [await waited({ "retry-after": "0" })];
    none.push(await waited({ "retry-after": new Date(-5000).toUTCString() }));
    expect(none).toStrictEqual([100, 100]);
  });
});
