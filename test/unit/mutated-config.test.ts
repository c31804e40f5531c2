/**
 * Whatever is done to a config that is right, it is taken or refused by an error for people: never a
 * stack trace, never a secret. `SOAK_CONFIGS` says how many mutated configs are tried.
 */
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { readEntries } from "../../config/read.ts";
import { declareFromConfig } from "../../config/declare.ts";
import { sections } from "../../config/sections.ts";
import { type Plain, PROJECT, settled, startEngine } from "./mocked-engine.ts";
import { settings } from "./refused.ts";
import { samples } from "../support/samples.ts";

const RUNS = Number(process.env.SOAK_CONFIGS ?? 1_000);

/** Stands at every place of a secret, in all of its disguises. */
const SECRET = "hunter22-hunter23";

const key = SECRET;
const rtmpUrl = `rtmp://example.com/live/${SECRET}`;
const [livestream, preset, liveInput, target] = samples.map(({ whole }) => whole);

/** Every section, each with all that can be said. */
const WHOLE: Plain = {
  apps: { events: { name: "events" }, other: {} },
  livestreams: { keynote: { ...livestream, keyVersion: undefined }, workshop: { app: "events" } },
  presets: { host: preset, guest: { template: "guest" } },
  liveInputs: { hub: liveInput },
  restreamTargets: {
    youtube: { ...target, streamKey: key },
    backup: { liveInput: "hub", url: "srt://example.com?passphrase=hunter24", streamKey: key },
  },
  meetings: { panel: { app: "events", recordingConfig: { liveStreamingConfig: { rtmpUrl } } } },
  webhooks: { status: { url: "https://example.com/hook", events: ["meeting.started"] } },
  stages: {
    webinar: {
      host: { template: "host" },
      restream: { targets: { y: { platform: "twitch", streamKey: key } } },
    },
  },
  broadcasts: {
    event: {
      liveInput: "hub",
      targets: { y: { platform: "youtube", streamKey: key } },
      livestream: { name: "event" },
      meeting: { recordingConfig: { maxSeconds: 600 } },
    },
  },
};

const NAMES = [
  "constructor",
  "toString",
  "__proto__",
  "hasOwnProperty",
  "length",
  "",
  "a.b",
  "ü\n",
];

const value = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, -1, 1.5, 1e21, "", "..", "a/b", [], {}, [[]], [null]),
  fc.constantFrom<unknown>("hub", "events", "host", "x".repeat(2_000), "srt://a:b@c?d", "${x}"),
  fc.string(),
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(40, 3_000).map((levels) => nested(levels)),
);

const name = fc.oneof(fc.constantFrom(...NAMES), fc.string({ maxLength: 12 }));

/** What is done to one place: another value there, another name for it, something beside it, or nothing left. */
const mutation = fc.record({
  at: fc.nat(),
  what: fc.oneof(
    fc.record({ value }),
    fc.record({ name }),
    fc.record({ name, value }),
    fc.constant({}),
  ),
});

const mutations = fc.array(mutation, { minLength: 1, maxLength: 4 });

type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never;

/** What may be wrong with the keys around the sections. */
const around = fc.dictionary(
  fc.constantFrom(
    ...[
      "realtimekit:appID",
      "realtimekit:baseUrl",
      "realtimekit:accountId",
      "realtimekit:apiToken",
    ],
    ...["livestreaming:__proto__", "livestreaming:constructor", "livestreaming:stages", "other:x"],
  ),
  fc.oneof(fc.string(), fc.constantFrom("..", `https://a:${SECRET}@b`, `${SECRET}\n`, "null", "{")),
  { maxKeys: 2 },
);

function nested(levels: number): unknown {
  let made: unknown = 1;
  for (let level = 0; level < levels; level++) made = level % 2 === 0 ? [made] : { a: made };
  return made;
}

function mutated(root: unknown, { at, what }: Mutation): unknown {
  const paths = pathsIn(root);
  const path = paths[at % paths.length];
  return path ? changedAt(root, path, what) : root;
}

/** Every path that is not deeper than any declaration is. */
function pathsIn(root: unknown, above: readonly string[] = []): (readonly string[])[] {
  if (typeof root !== "object" || root === null || above.length > 10) return [];
  return Object.entries(root).flatMap(([key, below]) => {
    const path = [...above, key];
    return [path, ...pathsIn(below, path)];
  });
}

function changedAt(
  root: unknown,
  [step, ...rest]: readonly string[],
  what: Mutation["what"],
): unknown {
  if (typeof root !== "object" || root === null) return root;
  const entries = Object.entries(root).flatMap(([key, below]): [string, unknown][] => {
    if (key !== step) return [[key, below]];
    return rest.length > 0 ? [[key, changedAt(below, rest, what)]] : changed(key, below, what);
  });
  const isList = Array.isArray(root) && !entries.some(([key]) => !/^\d+$/.test(key));
  return isList ? entries.map(([, below]) => below) : Object.fromEntries(entries);
}

function changed(key: string, below: unknown, what: Mutation["what"]): [string, unknown][] {
  if ("name" in what && "value" in what)
    return [
      [key, below],
      [what.name, what.value],
    ];
  if ("name" in what) return [[what.name, below]];
  return "value" in what ? [[key, what.value]] : [];
}

/** Config as the engine gives it: each section's JSON. */
function config(root: unknown): Record<string, string> {
  const entries = Object.entries(root as Plain).map(([section, declared]) => [
    `${PROJECT}:${section}`,
    JSON.stringify(declared),
  ]);
  return Object.fromEntries(entries) as Record<string, string>;
}

/** How many of those that can be used are made as well, which takes longer. */
let toMake = 20;

/** What is said of it; undefined where it can be used. */
async function said(all: Record<string, string>): Promise<string | undefined> {
  startEngine(all);
  try {
    if (toMake > 0) declareFromConfig(sections);
    else readEntries(sections, PROJECT);
  } catch (error) {
    assert.ok(pulumi.RunError.isInstance(error), stackOf(error));
    return error.message;
  }
  if (toMake-- > 0) await settled();
  return undefined;
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

describe("a mutated config", () => {
  it("is right as it is", async () => {
    expect(await said({ ...settings, ...config(WHOLE) })).toBeUndefined();
  });

  it(`is taken, or refused in words (${RUNS} of them)`, async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(mutations, around, async (changes, others) => {
        const root = changes.reduce<unknown>(mutated, WHOLE);
        const message = await said({ ...settings, ...config(root), ...others });
        if (message === undefined) return;
        refused++;
        assert.doesNotMatch(message, /\n +at |TypeError|RangeError|\[object Object\]/);
        assert.ok(!message.includes(SECRET), message);
        assert.ok(message.length < 40_000, `${message.length} characters`);
      }),
      { numRuns: RUNS },
    );
    // Else nothing has been tried.
    expect(refused).toBeGreaterThan(RUNS / 2);
  });
});
