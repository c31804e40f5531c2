import assert from "node:assert/strict";
import { meeting as definition } from "../../provider/resources/meeting/definition.ts";
import { wholeMeeting } from "../support/whole-meeting.ts";
import { type Plain, worldPerTest } from "./host.ts";
import { assertHas, held, MEETINGS, wholeAtApi } from "./meetings.ts";

const world = worldPerTest();

const storage = { type: "aws", bucket: "theirs", region: "eu-1" };

interface Change {
  what: string;
  before: Plain;
  after: Plain;
  writes: string[];
  /** What the API has afterwards. */
  then: Plain;
}

const recorded = (audio: Plain, more: Plain = {}) => ({
  recordingConfig: { audioConfig: audio, ...more },
});

const CHANGES: Change[] = [
  {
    what: "a title",
    before: { title: "a" },
    after: { title: "b" },
    writes: ["PATCH"],
    then: { title: "b" },
  },
  {
    what: "something switched on",
    before: {},
    after: { liveStreamOnStart: true },
    writes: ["PATCH"],
    then: { live_stream_on_start: true, recording_config: { storage_config: storage } },
  },
  {
    what: "something that returns to its default",
    before: { persistChat: true },
    after: {},
    writes: ["PATCH"],
    then: { persist_chat: false },
  },
  {
    what: "something below an object",
    before: recorded({ channel: "mono", codec: "MP3" }),
    after: recorded({ channel: "stereo", codec: "MP3" }),
    writes: ["PATCH"],
    then: {
      recording_config: {
        audio_config: { channel: "stereo", codec: "MP3" },
        storage_config: storage,
      },
    },
  },
  {
    what: "something taken out below an object",
    before: recorded({ channel: "mono", codec: "MP3" }),
    after: recorded({ channel: "mono" }),
    writes: ["PUT"],
    then: {
      recording_config: { audio_config: { channel: "mono" }, storage_config: storage },
    },
  },
  {
    what: "an object taken out",
    before: recorded({ channel: "mono" }, { maxSeconds: 600 }),
    after: { recordingConfig: { maxSeconds: 600 } },
    writes: ["PUT"],
    then: { recording_config: { max_seconds: 600, storage_config: storage } },
  },
  {
    what: "something that has no default taken out",
    before: { preferredRegion: "ap-south-1", persistChat: true },
    after: { persistChat: true },
    writes: ["PUT"],
    then: { preferred_region: undefined, persist_chat: true, status: "ACTIVE" },
  },
  {
    what: "its status",
    before: {},
    after: { status: "INACTIVE" },
    writes: ["PATCH"],
    then: { status: "INACTIVE", recording_config: { storage_config: storage } },
  },
  {
    what: "its status back",
    before: { status: "INACTIVE" },
    after: {},
    writes: ["PATCH"],
    then: { status: "ACTIVE" },
  },
  {
    what: "its status, and something taken out",
    before: { preferredRegion: "ap-south-1" },
    after: { status: "INACTIVE" },
    writes: ["PUT", "PATCH"],
    then: { status: "INACTIVE", preferred_region: undefined },
  },
];

describe("a meeting changes in place", () => {
  for (const { what, before, after, writes, then } of CHANGES) {
    it(`by ${writes.join(" and ")}: ${what}`, async () => {
      const w = await world();
      const made = await w.program().create({ definition, declared: before });
      // Set elsewhere, and not known to the schema.
      await w.api("PATCH", `${MEETINGS}/${made.id}`, {
        recording_config: { storage_config: storage },
      });
      await w.requests();
      const now = await w.program().update(made, { definition, declared: after });
      expect(await w.requests()).toStrictEqual([
        `GET /meetings/${made.id} 200`,
        ...writes.map((method) => `${method} /meetings/${made.id} 200`),
      ]);
      const api = await held(w, made.id);
      assertHas({ ...api, preferred_region: api.preferred_region }, then);
      expect([now.props.title, now.props.status]).toStrictEqual([api.title, api.status]);
      expect(await w.program().refresh(definition, now)).toStrictEqual(now);
    });
  }

  it("and leaves alone what somebody else set and nobody declares", async () => {
    const w = await world();
    const made = await w.program().create({ definition, declared: { title: "a" } });
    await w.api("PATCH", `${MEETINGS}/${made.id}`, {
      preferred_region: "eu-central-1",
      recording_config: { max_seconds: 600, storage_config: storage },
    });
    expect(await w.program().refresh(definition, made)).toStrictEqual(made);
    await w.program().update(made, { definition, declared: { title: "b" } });
    assertHas(await held(w, made.id), {
      title: "b",
      preferred_region: "eu-central-1",
      recording_config: { max_seconds: 600, storage_config: storage },
    });
  });

  it("back to what is declared, where somebody else changed it", async () => {
    const w = await world();
    const made = await w.program().create({ definition, declared: wholeMeeting });
    await w.api("PATCH", `${MEETINGS}/${made.id}`, {
      title: "Theirs",
      status: "INACTIVE",
      recording_config: { live_streaming_config: { rtmp_url: "rtmps://elsewhere.example.com/x" } },
    });
    const drifted = await w.program().refresh(definition, made);
    assert.ok(drifted);
    expect([drifted.props.title, drifted.props.status]).toStrictEqual(["Theirs", "INACTIVE"]);
    await w.program().update(drifted, { definition, declared: wholeMeeting });
    assertHas(await held(w, made.id), wholeAtApi);
  });
});
