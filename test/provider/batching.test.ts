import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { livestream as kind } from "../../provider/livestream.ts";
import { ACCOUNT, failure, KIT, type Plain, world, type World } from "./host.ts";
import { listed } from "./kinds.ts";

/** So many livestreams of somebody else, and how they are read all at once. */
async function many(w: World, count: number) {
  for (let each = 0; each < count; each++)
    await w.api("POST", `${KIT}/livestreams`, { name: `n${each}` });
  const pages = await Promise.all(
    [1, 2].map((page) => listed(w, `${KIT}/livestreams?per_page=100&page_no=${page}`)),
  );
  const items = pages.flat();
  assert.equal(items.length, count);
  await w.requests();
  return items.map(({ id, stream_key }) => ({ id: String(id), streamKey: stream_key }));
}

const props = { accountId: ACCOUNT, __provider: "the loader" };

describe("reads of livestreams", () => {
  it("30 at once take one list, and no GET of one", async (t) => {
    const w = await world(t);
    const all = await many(w, 30);
    const program = w.program();
    const read = await Promise.all(all.map(({ id }) => program.read(kind, id, props)));
    assert.deepEqual(
      read.map(({ id, props: made }) => ({ id, streamKey: made?.streamKey })),
      all,
    );
    assert.deepEqual(await w.requests(), ["GET /livestreams 200"]);
  });

  it("150 at once take a list of two pages", async (t) => {
    const w = await world(t);
    const all = await many(w, 150);
    const program = w.program();
    const read = await Promise.all(all.map(({ id }) => program.read(kind, id, props)));
    assert.deepEqual(
      read.map(({ id }) => id),
      all.map(({ id }) => id),
    );
    assert.deepEqual(await w.requests(), ["GET /livestreams 200", "GET /livestreams 200"]);
  });

  it("one alone takes one GET", async (t) => {
    const w = await world(t);
    const [one] = await many(w, 30);
    assert.ok(one);
    await w.program().read(kind, one.id, props);
    assert.deepEqual(await w.requests(), [`GET /livestreams/${one.id} 200`]);
  });

  it("one that the list lacks is asked for by itself before it counts as gone", async (t) => {
    const w = await world(t);
    const all = await many(w, 3);
    // A meeting's livestream is in no list of independent ones.
    const { id: meeting } = (await w.api("POST", `${KIT}/meetings`, {
      title: "m",
      live_stream_on_start: true,
    })) as { id: string };
    const ofMeeting = await w.control.startMeeting(meeting);
    assert.ok(ofMeeting);
    await w.requests();
    const program = w.program();
    const ids = [...all.map(({ id }) => id), ofMeeting, "no-such"];
    const read = await Promise.all(ids.map((id) => program.read(kind, id, props)));
    assert.deepEqual(
      read.map(({ id }) => id),
      [...ids.slice(0, -1), ""],
    );
    const requests = await w.requests();
    assert.deepEqual(
      requests.toSorted(),
      [
        "GET /livestreams 200",
        `GET /livestreams/${ofMeeting} 200`,
        "GET /livestreams/no-such 404",
      ].toSorted(),
    );
  });

  it("of an app that is not there all fail, and none counts as gone", async (t) => {
    const w = await world(t);
    const all = await many(w, 3);
    const program = w.program();
    const elsewhere: Plain = { ...props, appId: "no-such-app" };
    const messages = await Promise.all(
      all.map(({ id }) => failure(program.read(kind, id, elsewhere))),
    );
    assert.deepEqual(
      new Set(messages),
      new Set([
        `GET /accounts/${ACCOUNT}/realtime/kit/no-such-app/livestreams answered 404: Unknown app no-such-app (code 404). ` +
          "The API does not know this: check realtimekit:accountId and realtimekit:appId.",
      ]),
    );
  });

  it("of a list that failed once are made again by the next who asks", async (t) => {
    const w = await world(t);
    const all = await many(w, 3);
    const program = w.program();
    const both = () => Promise.all(all.map(({ id }) => program.read(kind, id, props)));
    await w.control.fault({ method: "GET", path: "/livestreams$", status: 400 });
    await assert.rejects(both());
    assert.deepEqual(
      (await both()).map(({ id }) => id),
      all.map(({ id }) => id),
    );
  });

  it("wait as long as the API asks", async (t) => {
    const w = await world(t);
    const [one] = await many(w, 1);
    assert.ok(one);
    await w.control.fault({ method: "GET", retryAfter: 0 });
    const { id } = await w.program().read(kind, one.id, props);
    assert.equal(id, one.id);
    assert.deepEqual(await w.requests(), [
      `GET /livestreams/${one.id} 429`,
      `GET /livestreams/${one.id} 200`,
    ]);
  });
});

describe("creates of livestreams", () => {
  it("30 at once look for their names in one list", async (t) => {
    const w = await world(t);
    const program = w.program();
    await Promise.all(
      Array.from({ length: 30 }, (_, each) => program.create({ kind, by: `p/s/${each}` })),
    );
    const requests = await w.requests();
    assert.deepEqual(
      requests.filter((request) => request.startsWith("GET")),
      ["GET /livestreams 200"],
    );
    assert.equal(requests.length, 31);
  });
});
