import assert from "node:assert/strict";
import { syncBuiltinESMExports } from "node:module";
import { APIConnectionError, APIConnectionTimeoutError, APIError } from "cloudflare/core/error";
import { UnexpectedAnswer } from "../../provider/mechanism/errors.ts";
import { createOnce } from "../../provider/mechanism/once.ts";

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

/** Runs without waiting: what it would wait for passes at once. */
async function run(makes: Step[], finds: Step[]) {
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const make = script(...makes);
    const find = script(...finds);
    const running = createOnce(make.next as () => Promise<string>, find.next);
    const ends: object[] = [];
    void running.then(
      (value) => ends.push({ value }),
      (error: unknown) => ends.push({ error }),
    );
    while (ends.length === 0) {
      mock.timers.tick(10_000);
      await new Promise(setImmediate);
    }
    return { ...ends[0], makes: make.calls(), finds: find.calls() };
  } finally {
    mock.timers.reset();
  }
}

const cut = new APIConnectionError({ message: "cut" });
const late = new APIConnectionTimeoutError();
const broken = refused(500);
const odd = new UnexpectedAnswer("odd");
const now = refused(429, { "retry-after": "0" });

describe("createOnce", () => {
  const CASES: [what: string, makes: Step[], finds: Step[], ends: object][] = [
    ["sends one and looks for none where it goes well", ["made"], [], { value: "made" }],
    ["takes a refusal for an answer", [refused(400)], [], { error: refused(400) }],
    ["takes a name that is taken for an answer", [refused(409)], [], { error: refused(409) }],
    ["waits where it is asked to, and looks for none", [now, "made"], [], { value: "made" }],
    ["finds what a 500 had made", [broken], ["made"], { value: "made" }],
    ["makes what a 500 had not", [broken, "made"], [undefined], { value: "made" }],
    ["finds what a cut had made", [cut], ["made"], { value: "made" }],
    ["makes what a cut had not", [cut, "made"], [undefined], { value: "made" }],
    ["finds what came after the time was out", [late], ["made"], { value: "made" }],
    ["finds what an odd answer had made", [odd], ["made"], { value: "made" }],
    ["is refused after a cut", [cut, refused(403)], [undefined], { error: refused(403) }],
    ["looks again where looking failed", [cut], [cut, broken, "made"], { value: "made" }],
    [
      "does not make where looking is refused: it may be there",
      [cut],
      [refused(403), undefined],
      { error: refused(403) },
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
    [
      "passes on what is no error of the API",
      [new Error("ours")],
      [],
      { error: new Error("ours") },
    ],
  ];
  for (const [what, makes, finds, ends] of CASES) {
    it(what, async () => {
      expect(await run(makes, finds)).toStrictEqual({
        ...ends,
        makes: makes.length,
        finds: finds.length,
      });
    });
  }
});

describe("Retry-After", () => {
  /** How many milliseconds it waits before the second try, by a clock of tenths. */
  async function waited(headers: Record<string, string>): Promise<number> {
    mock.timers.enable({ apis: ["setTimeout", "Date"] });
    // The waits of node:timers/promises are imported by name.
    syncBuiltinESMExports();
    try {
      const steps: Step[] = [refused(429, headers), "made"];
      let tries = 0;
      const running = createOnce(
        () => {
          const step = steps[tries++];
          return step instanceof Error ? Promise.reject(step) : Promise.resolve("made");
        },
        () => assert.fail("looked"),
      );
      let milliseconds = 0;
      await new Promise(setImmediate);
      while (tries < 2) {
        mock.timers.tick(100);
        milliseconds += 100;
        // Every step of the waiting gets its turn before the clock goes on.
        for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
      }
      await running;
      return milliseconds;
    } finally {
      mock.timers.reset();
      syncBuiltinESMExports();
    }
  }

  // Behind each wait come the 500 ms between a first and a second try.
  it("is waited for in seconds, or until its date", async () => {
    expect(await waited({ "retry-after": "30" })).toBe(30_500);
    expect(await waited({ "retry-after": new Date(30_000).toUTCString() })).toBe(30_500);
  });

  it("is a second where it is missing or no time", async () => {
    expect(await waited({})).toBe(1500);
    expect(await waited({ "retry-after": "soon" })).toBe(1500);
  });

  it("is no wait where it is nothing, or its date is past", async () => {
    const none = [await waited({ "retry-after": "0" })];
    none.push(await waited({ "retry-after": new Date(-5000).toUTCString() }));
    expect(none).toStrictEqual([600, 600]);
  });
});
