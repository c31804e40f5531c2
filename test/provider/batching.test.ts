import assert from "node:assert/strict";
import { livestream as definition } from "../../provider/resources/livestream/definition.ts";
import { ACCOUNT, failure, KIT, type Plain, worldPerTest, type World } from "./host.ts";
import { listed } from "../support/caller.ts";

const world = worldPerTest();

/** So many livestreams of somebody else, and how they are read all at once. */
async function many(w: World, count: number) {
  for (let each = 0; each < count; each++)
    await w.api("POST", `${KIT}/livestreams`, { name: `n${each}` });
  const pages = await Promise.all(
    [1, 2].map((page) => listed(w, `${KIT}/livestreams?per_page=100&page_no=${page}`)),
  );
  const items = pages.flat();
  expect(items).toHaveLength(count);
  await w.requests();
  return items.map(({ id, stream_key }) => ({ id: String(id), streamKey: stream_key }));
}

// As a state has them: what has none of a livestream's outputs is `.get`, which may not be gone.
const props = { accountId: ACCOUNT, name: "stored", __provider: "the loader" };

describe("reads of livestreams", () => {
  it("30 at once take one list, and no GET of one", async () => {
    const w = await world();
    const all = await many(w, 30);
    const program = w.program();
    const read = await Promise.all(all.map(({ id }) => program.read(definition, id, props)));
    expect(read.map(({ id, props: made }) => ({ id, streamKey: made?.streamKey }))).toStrictEqual(
      all,
    );
    expect(await w.requests()).toStrictEqual(["GET /livestreams 200"]);
  });

  it("150 at once take a list of two pages", async () => {
    const w = await world();
    const all = await many(w, 150);
    const program = w.program();
    const read = await Promise.all(all.map(({ id }) => program.read(definition, id, props)));
    expect(read.map(({ id }) => id)).toStrictEqual(all.map(({ id }) => id));
    expect(await w.requests()).toStrictEqual(["GET /livestreams 200", "GET /livestreams 200"]);
  });

  it("one alone takes one GET", async () => {
    const w = await world();
    const [one] = await many(w, 30);
    assert.ok(one);
    await w.program().read(definition, one.id, props);
    expect(await w.requests()).toStrictEqual([`GET /livestreams/${one.id} 200`]);
  });

  it("one that the list lacks is asked for by itself before it counts as gone", async () => {
    const w = await world();
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
    const read = await Promise.all(ids.map((id) => program.read(definition, id, props)));
    expect(read.map(({ id }) => id)).toStrictEqual([...ids.slice(0, -1), ""]);
    const requests = await w.requests();
    expect(requests.toSorted()).toStrictEqual(
      [
        "GET /livestreams 200",
        `GET /livestreams/${ofMeeting} 200`,
        "GET /livestreams/no-such 404",
        // The list, read afresh, confirms that it is gone.
        "GET /livestreams 200",
      ].toSorted(),
    );
  });

  it("of an app that is not there all fail, and none counts as gone", async () => {
    const w = await world();
    const all = await many(w, 3);
    const program = w.program();
    const elsewhere: Plain = { ...props, appId: "no-such-app" };
    const messages = await Promise.all(
      all.map(({ id }) => failure(program.read(definition, id, elsewhere))),
    );
    expect(new Set(messages)).toStrictEqual(
      new Set([
        `GET /accounts/${ACCOUNT}/realtime/kit/no-such-app/livestreams responded with 404: Unknown app no-such-app (code 404). ` +
          "The API did not find it: check realtimekit:accountId and realtimekit:appId.",
      ]),
    );
  });

  it("of a list that failed once are made again by the next who asks", async () => {
    const w = await world();
    const all = await many(w, 3);
    const program = w.program();
    const both = () => Promise.all(all.map(({ id }) => program.read(definition, id, props)));
    // Also for a smaller page, which a 400 may ask for.
    await w.control.fault({ method: "GET", path: "/livestreams$", status: 400, times: 2 });
    await expect(both()).rejects.toThrow(/^GET \S+\/livestreams responded with 400: /);
    expect((await both()).map(({ id }) => id)).toStrictEqual(all.map(({ id }) => id));
  });

  it("wait as long as the API asks", async () => {
    const w = await world();
    const [one] = await many(w, 1);
    assert.ok(one);
    await w.control.fault({ method: "GET", retryAfter: 0 });
    const { id } = await w.program().read(definition, one.id, props);
    expect(id).toBe(one.id);
    expect(await w.requests()).toStrictEqual([
      `GET /livestreams/${one.id} 429`,
      `GET /livestreams/${one.id} 200`,
    ]);
  });
});

describe("creates of livestreams", () => {
  it("30 at once look for their names in one list", async () => {
    const w = await world();
    const program = w.program();
    await Promise.all(
      Array.from({ length: 30 }, (_, each) => program.create({ definition, by: `p/s/${each}` })),
    );
    const requests = await w.requests();
    expect(requests.filter((request) => request.startsWith("GET"))).toStrictEqual([
      "GET /livestreams 200",
    ]);
    expect(requests).toHaveLength(31);
  });
});
