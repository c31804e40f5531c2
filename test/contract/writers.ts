/** Clients that write all the time, and keep in mind what they were told. */
import assert from "node:assert/strict";
import { type ApiAnswer, KIT, STREAM } from "../support/emulator.ts";
import { preset } from "./harness.ts";

type Call = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<ApiAnswer>;

/** Calls the API; throws where no answer comes. */
export function caller(baseUrl: string): Call {
  return async (method, path, body, headers = {}) => {
    const answer = await fetch(baseUrl + path, {
      method,
      headers: {
        authorization: "Bearer a-writer",
        "content-type": "application/json",
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: await answer.json() };
  };
}

/** What must be so once all writes are over. */
export type Claim = (call: Call) => Promise<void>;

interface Made {
  id: string;
  uid: string;
}

async function made(answer: Promise<ApiAnswer>): Promise<Made> {
  const { status, body } = await answer;
  assert.ok(status < 300, JSON.stringify(body));
  const { data, result } = body as { data?: Made; result?: Made };
  return data ?? result ?? assert.fail(JSON.stringify(body));
}

/** Writes one thing after the other until no answer comes; answers what it may claim by then. */
type Writer = (call: Call, round: number) => AsyncGenerator<Claim>;

async function* livestreams(call: Call, round: number): AsyncGenerator<Claim> {
  for (let count = 0; ; count++) {
    const name = `stream-${round}-${count}`;
    const livestream = await made(call("POST", `${KIT}/livestreams`, { name }));
    yield async (later) => {
      const { body } = await later("GET", `${KIT}/livestreams/${livestream.id}`);
      expect(body).toMatchObject({ data: livestream });
    };
  }
}

/** One preset that gets one name after the other: the last that was answered is there, or a later one. */
async function* presets(call: Call, round: number): AsyncGenerator<Claim> {
  let answered = 0;
  const name = (count: number) => `preset ${round} ${count}`;
  const { id } = await made(call("POST", `${KIT}/presets`, preset(name(answered))));
  yield async (later) => {
    const { body } = await later("GET", `${KIT}/presets/${id}`);
    expect([name(answered), name(answered + 1)]).toContain(
      (body as { data: { name: string } }).data.name,
    );
  };
  for (;;) {
    await made(call("PUT", `${KIT}/presets/${id}`, preset(name(answered + 1))));
    answered += 1;
  }
}

/** Creates with a key: one that was not answered can be repeated, and makes no second one. */
async function* liveInputs(call: Call, round: number): AsyncGenerator<Claim> {
  for (let count = 0; ; count++) {
    const name = `input ${round} ${count}`;
    const create = (by: Call) =>
      made(by("POST", STREAM, { meta: { name } }, { "idempotency-key": name }));
    const answered: { uid?: string } = {};
    yield async (later) => {
      const { uid } = await create(later);
      expect(uid).toBe(answered.uid ?? uid);
      const { body } = await later("GET", STREAM);
      const all = (body as { result: { liveInputs: { meta?: { name?: string } }[] } }).result;
      expect(all.liveInputs.filter(({ meta }) => meta?.name === name).length).toBe(1);
    };
    answered.uid = (await create(call)).uid;
  }
}

/** Live inputs with outputs, all of which are deleted again. */
async function* removed(call: Call): AsyncGenerator<Claim> {
  for (;;) {
    const { uid } = await made(call("POST", STREAM, {}));
    const outputs = `${STREAM}/${uid}/outputs`;
    const send = { url: "rtmp://example.com/live", streamKey: "a-key" };
    const first = await made(call("POST", outputs, send));
    const second = await made(call("POST", outputs, send));
    await call("DELETE", `${outputs}/${first.uid}`);
    let isGone = false;
    yield async (later) => {
      const { status, body } = await later("GET", outputs);
      if (isGone) expect(status).toBe(404);
      else if (status === 200) expect(body).toMatchObject({ result: [{ uid: second.uid }] });
    };
    await call("DELETE", `${STREAM}/${uid}`);
    isGone = true;
  }
}

const WRITERS: readonly Writer[] = [livestreams, presets, liveInputs, removed];

/**
 * Lets all of them write until the emulator is gone.
 *
 * @param onAnswer gets each claim as soon as it may be made
 */
export async function writeUntilKilled(
  call: Call,
  round: number,
  onAnswer: (claim: Claim) => void,
): Promise<void> {
  await Promise.all(
    WRITERS.map(async (writer) => {
      try {
        for await (const claim of writer(call, round)) onAnswer(claim);
      } catch (error) {
        // The connection that was cut; anything else is wrong.
        if (!(error instanceof TypeError)) throw error;
      }
    }),
  );
}
