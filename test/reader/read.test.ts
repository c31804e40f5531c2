/** The reader with Pulumi's mocks: what another stack exports is what the mock answers. */
import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { outputsVersion, readLivestreaming, sections } from "../../module.ts";
import { settled } from "../lookups/harness.ts";

const STACK = "acme/livestreaming/prod";
const KEY = "key-that-must-not-be-told";

const keynote = {
  id: "8b0f",
  name: "keynote-1234567",
  ingestServer: "rtmps://live.example.com/live/",
  streamKey: KEY,
  ingestUrl: `rtmps://live.example.com/live/${KEY}`,
  playbackUrl: "https://play.example.com/keynote.m3u8",
};
const webhook = { id: "w1", name: "status", url: "https://example.com/hook", enabled: true };

/** A reader of a stack with these outputs. */
async function read(
  outputs: Record<string, unknown>,
  { secretOutputNames = ["livestreams"], preview = false } = {},
) {
  await pulumi.runtime.setMocks(
    {
      newResource: ({ inputs, id }) => ({
        id: id ?? "id",
        state: {
          ...(inputs as Record<string, unknown>),
          outputs,
          secretOutputNames,
        },
      }),
      call: () => ({}),
    },
    "project",
    "stack",
    preview,
  );
  return readLivestreaming(STACK);
}

const versioned = (outputs: Record<string, unknown>) => ({ outputsVersion, ...outputs });

/** What is said of an output that cannot be read. */
async function messageOf(output: pulumi.Output<unknown>): Promise<string> {
  const error: unknown = await settled(output).then(
    ({ value }) => assert.fail(`expected an error, found ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  assert.ok(pulumi.RunError.isInstance(error), String(error));
  expect(error.stack).toBe(error.message);
  expect(error.message).not.toContain(KEY);
  return error.message;
}

describe("one by its logical name", () => {
  it("hides the key and what it is in, and nothing else", async () => {
    const one = (await read(versioned({ livestreams: { keynote } }))).livestreams.get("keynote");
    for (const [output, value, secret] of [
      [one.id, keynote.id, false],
      [one.name, keynote.name, false],
      [one.ingestServer, keynote.ingestServer, false],
      [one.playbackUrl, keynote.playbackUrl, false],
      [one.streamKey, keynote.streamKey, true],
      [one.ingestUrl, keynote.ingestUrl, true],
    ] as const) {
      const found = await settled<unknown>(output);
      expect([found.value, found.secret]).toStrictEqual([value, secret]);
    }
  });

  it("has all that the program exports of each section", async () => {
    const { id, name, ...ways } = keynote;
    const target = { id: "t1", platform: "youtube", enabled: true };
    const named = { id, name };
    const outputs = {
      apps: { one: named },
      livestreams: { one: keynote },
      presets: { one: named },
      liveInputs: { one: keynote },
      restreamTargets: { one: target },
      meetings: { one: { id, title: "Panel", status: "ACTIVE" } },
      webhooks: { one: webhook },
      stages: {
        one: { meetingId: "m1", hostPreset: "host", guestPreset: "guest", viewerPreset: "guest" },
      },
      broadcasts: {
        one: {
          liveInputId: "l1",
          ...ways,
          ffmpegCommand: "ffmpeg …",
          targets: { yt: target },
          meetingId: "m1",
        },
      },
    };
    expect(Object.keys(outputs).sort()).toStrictEqual(sections.map((each) => each.name).sort());
    const reader = await read(versioned(outputs), { secretOutputNames: [] });
    for (const { name: section } of sections) {
      const found = await settled(pulumi.output<unknown>(reader[section].get("one")));
      expect({ section, value: found.value }).toStrictEqual({
        section,
        value: outputs[section].one,
      });
    }
  });

  it("leaves out what a newer producer has added", async () => {
    const more = { ...keynote, added: "later" };
    const reader = await read(versioned({ livestreams: { keynote: more } }));
    const found = await settled(pulumi.output(reader.livestreams.get("keynote")));
    expect(found.value).toStrictEqual(keynote);
  });

  it("stays hidden whole where only the other program can have made it secret", async () => {
    const outputs = versioned({ webhooks: { status: webhook } });
    const open = await read(outputs, { secretOutputNames: [] });
    expect((await settled(open.webhooks.get("status").url)).secret).toBe(false);
    const hidden = await read(outputs, { secretOutputNames: ["webhooks"] });
    expect((await settled(hidden.webhooks.get("status").url)).secret).toBe(true);
  });

  it("is unknown in a preview that does not know the other stack yet", async () => {
    await read(versioned({}), { preview: true });
    const name = pulumi.output(Promise.resolve(pulumi.unknown as unknown as string));
    const reader = readLivestreaming(new pulumi.StackReference("later", { name }));
    const found = await settled(reader.livestreams.get("keynote").playbackUrl);
    expect(found.known).toBe(false);
  });
});

describe("all of a section", () => {
  it("can be read but for the keys, which are outputs of their own", async () => {
    const reader = await read(versioned({ livestreams: { keynote, other: keynote } }));
    const all = await settled(reader.livestreams.all());
    expect(all.secret).toBe(false);
    expect(Object.keys(all.value)).toStrictEqual(["keynote", "other"]);
    const { other } = all.value;
    assert.ok(other);
    expect(other.playbackUrl).toBe(keynote.playbackUrl);
    const key = await settled(other.streamKey);
    expect([key.value, key.secret]).toStrictEqual([KEY, true]);
  });

  it("is checked whole", async () => {
    const reader = await read(versioned({ livestreams: { keynote, bad: { ...keynote, id: 7 } } }));
    expect((await settled(reader.livestreams.get("keynote").id)).value).toBe(keynote.id);
    expect(await messageOf(reader.livestreams.all())).toMatch(/output livestreams\.bad\.id: 7 is/);
  });
});

describe("what is not as it should be", () => {
  const cases: [what: string, outputs: Record<string, unknown>, message: string][] = [
    [
      "an absent output",
      versioned({ presets: {}, apps: {}, other: 1 }),
      `Stack ${STACK}: it has no output livestreams; its outputs that can be read are apps, presets. Export it in that stack's program (export const { livestreams } = declareFromConfig(sections), or = exportLivestreaming({ livestreams: … })), then run pulumi up there.`,
    ],
    [
      "an unknown logical name",
      versioned({ livestreams: { one: keynote, two: keynote } }),
      `Stack ${STACK}: output livestreams has no "keynote"; it has "one", "two". Use one of these, or add it to that stack and run pulumi up there.`,
    ],
    [
      "an output that is no object",
      versioned({ livestreams: "x" }),
      `Stack ${STACK}: output livestreams is not an object with logical names as keys.`,
    ],
    [
      "malformed properties, all at once",
      versioned({
        livestreams: { keynote: { ...keynote, playbackUrl: 5, streamKey: [KEY], name: undefined } },
      }),
      `Stack ${STACK}: output livestreams.keynote.name: missing; give a string; output livestreams.keynote.streamKey: [secret] is not a string; output livestreams.keynote.playbackUrl: 5 is not a string. Run pulumi up in that stack with this version of pulumi-realtimekit.`,
    ],
    [
      "outputs without a version",
      { livestreams: { keynote } },
      `Stack ${STACK}: it has no output outputsVersion. Export it in that stack's program (export { outputsVersion } from "pulumi-realtimekit"), then run pulumi up there.`,
    ],
    [
      "an older producer",
      { outputsVersion: 0, livestreams: { keynote } },
      `Stack ${STACK}: its outputs have version 0, but this program reads version 1. Update pulumi-realtimekit in that stack's program and run pulumi up there, or use the same version of it in this program.`,
    ],
    [
      "a newer producer",
      { outputsVersion: 2, livestreams: { keynote } },
      `Stack ${STACK}: its outputs have version 2, but this program reads version 1. Update pulumi-realtimekit in this program.`,
    ],
    [
      "a version that is none",
      { outputsVersion: "1" },
      `Stack ${STACK}: its output outputsVersion is not a number.`,
    ],
    [
      "a stack without outputs",
      {},
      `Stack ${STACK}: it has no outputs. Check the name; if it is right, run pulumi up in that stack.`,
    ],
  ];
  for (const [what, outputs, message] of cases) {
    it(`is told: ${what}`, async () => {
      const reader = await read(outputs);
      expect(await messageOf(reader.livestreams.get("keynote").id)).toBe(message);
    });
  }

  it("is one error for all that comes of it, so that it is printed once", async () => {
    const one = (await read(versioned({ livestreams: {} }))).livestreams.get("constructor");
    const errors = await Promise.all(
      [one.id, one.streamKey].map((each) => settled(each).catch((error: unknown) => error)),
    );
    expect(errors[0]).toBeInstanceOf(Error);
    expect(errors[0]).toBe(errors[1]);
  });
});
