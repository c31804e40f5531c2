/** What the API limits holds also where requests come at once. */
import { type ApiAnswer, KIT, STREAM } from "../support/emulator.ts";
import { preset, startPerTest } from "./harness.ts";

const start = startPerTest();

const statuses = (answers: ApiAnswer[]) => {
  const counted = Map.groupBy(answers, ({ status }) => status);
  return Object.fromEntries([...counted].map(([status, each]) => [status, each.length]));
};

async function hubOf(call: (method: string, path: string, body?: unknown) => Promise<ApiAnswer>) {
  const { body } = await call("POST", STREAM, {});
  return `${STREAM}/${(body as { result: { uid: string } }).result.uid}/outputs`;
}

describe("a live input", () => {
  it("takes 50 outputs and no more, also where 80 are sent at once", async () => {
    const { call } = (await start()).emulator;
    const outputs = await hubOf(call);
    const answers = await Promise.all(
      Array.from({ length: 80 }, (_, index) =>
        call("POST", outputs, { url: "rtmp://example.com/live", streamKey: `key-${index}` }),
      ),
    );
    expect(statuses(answers)).toStrictEqual({ 200: 50, 400: 30 });
    expect(answers.find(({ status }) => status === 400)?.body).toStrictEqual({
      result: null,
      success: false,
      errors: [{ code: 10005, message: "A live input can have at most 50 outputs" }],
      messages: [],
    });
    const { body } = await call("GET", outputs);
    expect((body as { result: unknown[] }).result.length).toBe(50);
  });

  it("takes another output once one of 50 is gone, and counts for itself alone", async () => {
    const { call } = (await start()).emulator;
    const [full, other] = [await hubOf(call), await hubOf(call)];
    const output = { url: "rtmp://example.com/live", streamKey: "key" };
    for (let made = 0; made < 50; made++) await call("POST", full, output);
    expect((await call("POST", full, output)).status).toBe(400);
    expect((await call("POST", other, output)).status).toBe(200);
    const { body } = await call("GET", full);
    const [first] = (body as { result: { uid: string }[] }).result;
    await call("DELETE", `${full}/${first?.uid}`);
    expect((await call("POST", full, output)).status).toBe(200);
  });

  it("takes one URL and key twice: a replacement may stand beside what it replaces", async () => {
    const { call } = (await start()).emulator;
    const outputs = await hubOf(call);
    const output = { url: "rtmp://example.com/live", streamKey: "the same key" };
    const made = await Promise.all([call("POST", outputs, output), call("POST", outputs, output)]);
    expect(statuses(made)).toStrictEqual({ 200: 2 });
    const { body } = await call("GET", outputs);
    const uids = (body as { result: { uid: string }[] }).result.map(({ uid }) => uid);
    expect(new Set(uids).size).toBe(2);
  });
});

describe("a name", () => {
  it("of a livestream may be there twice", async () => {
    const { call } = (await start()).emulator;
    const made = [1, 2].map(() => call("POST", `${KIT}/livestreams`, { name: "keynote" }));
    expect(statuses(await Promise.all(made))).toStrictEqual({ 201: 2 });
  });

  it("of a preset is there once, also where ten are sent at once", async () => {
    const { call } = (await start()).emulator;
    const made = Array.from({ length: 10 }, () => call("POST", `${KIT}/presets`, preset("host")));
    expect(statuses(await Promise.all(made))).toStrictEqual({ 201: 1, 409: 9 });
  });

  it("of another preset is refused to PUT and PATCH; its own is not", async () => {
    const { call } = (await start()).emulator;
    await call("POST", `${KIT}/presets`, preset("host"));
    const { body } = await call("POST", `${KIT}/presets`, preset("viewer"));
    const mine = `${KIT}/presets/${(body as { data: { id: string } }).data.id}`;
    const taken = {
      success: false,
      error: { code: 409, message: 'A preset with the name "host" already exists' },
    };
    for (const answer of [
      await call("PUT", mine, preset("host")),
      await call("PATCH", mine, { name: "host" }),
    ])
      expect(answer).toStrictEqual({ status: 409, body: taken });
    const kept = await call("GET", mine);
    expect(kept.body).toMatchObject({ data: { name: "viewer" } });
    expect((await call("PUT", mine, preset("viewer"))).status).toBe(200);
    expect((await call("PATCH", mine, { name: "viewer" })).status).toBe(200);
    expect((await call("PATCH", mine, { name: "audience" })).status).toBe(200);
    expect((await call("POST", `${KIT}/presets`, preset("viewer"))).status).toBe(201);
  });
});

describe("a fault after the write, with a body of the test's own", () => {
  const answers: [what: string, body: unknown, type: RegExp, text: string][] = [
    ["an empty object", {}, /^application\/json/, "{}"],
    ["a gateway's page", "<html>Bad gateway</html>", /^text\/html/, "<html>Bad gateway</html>"],
    ["nothing", "", /^text\/html/, ""],
  ];
  for (const [what, body, type, text] of answers)
    for (const status of [200, 502])
      it(`answers ${status} and ${what} to PUT, PATCH and DELETE, and each happens`, async () => {
        const { emulator, control } = await start();
        const { call, baseUrl } = emulator;
        const { body: made } = await call("POST", `${KIT}/presets`, preset("host"));
        const path = `${KIT}/presets/${(made as { data: { id: string } }).data.id}`;
        const send = async (method: string, sent?: unknown) => {
          await control.fault({ method, status, body, afterWrite: true });
          const answer = await fetch(baseUrl + path, {
            method,
            headers: { authorization: "Bearer a-token", "content-type": "application/json" },
            ...(sent !== undefined && { body: JSON.stringify(sent) }),
          });
          expect(answer.headers.get("content-type")).toMatch(type);
          expect([answer.status, await answer.text()]).toStrictEqual([status, text]);
        };
        await send("PUT", preset("put"));
        expect((await call("GET", path)).body).toMatchObject({ data: { name: "put" } });
        await send("PATCH", { name: "patched" });
        expect((await call("GET", path)).body).toMatchObject({ data: { name: "patched" } });
        await send("DELETE");
        expect((await call("GET", path)).status).toBe(404);
      });
});
