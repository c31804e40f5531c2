/** Answers that are lost in their body: each method, each fault, in the one place that speaks HTTP. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { FaultRequest } from "../../emulator/faults.ts";
import { explain } from "../../provider/client/errors.ts";
import { Api } from "../../provider/client/api.ts";
import { createOnce, ONCE } from "../../provider/client/once.ts";
import { closeAfterEach } from "../support/after-each.ts";
import { emulatorPerTest, KIT, STREAM } from "../support/emulator.ts";
import { shortenWaits } from "./quick.ts";

shortenWaits();

const open = emulatorPerTest();
const later = closeAfterEach();

type Fault = Omit<FaultRequest, "method" | "path">;

/** What may be wrong with the body of a good answer, and how a person is told. */
const FAULTS: [what: string, fault: Fault, told: string][] = [
  [
    "is cut in its body",
    { cut: "midway" },
    "responded with 200, but the body was cut off. Try again",
  ],
  [
    "ends too early",
    { truncated: true },
    "responded with 200, but the body is not complete JSON. Try again",
  ],
  [
    "is {}",
    { status: 200, afterWrite: true, body: {} },
    "responded with 200, with JSON that is not a response of this API. There may be a proxy or gateway in between: check realtimekit:baseUrl and the network, then try again",
  ],
  [
    "is a web page",
    { status: 200, afterWrite: true, body: "<!doctype html><title>Sign in</title>" },
    "responded with 200, with a web page instead of JSON. There may be a proxy or gateway in between: check realtimekit:baseUrl and the network, then try again",
  ],
];

const WEBHOOK = { name: "w", url: "https://example.com/", events: ["meeting.started"] };

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** A call of each method, to a webhook: of all things it alone has all five. */
async function setUp() {
  const { baseUrl, control, call } = await open();
  const api = new Api({ baseUrl, apiToken: "t" });
  const path = `${KIT}/webhooks`;
  const { data } = (await call("POST", path, WEBHOOK)).body as { data: { id: string } };
  const one = `${path}/${data.id}`;
  await control.clearRequests();
  const calls: Record<Method, () => Promise<unknown>> = {
    GET: () => api.client.get(one),
    POST: () => api.client.post(path, { body: { ...WEBHOOK, name: "new" }, ...ONCE }),
    PUT: () => api.client.put(one, { body: { ...WEBHOOK, name: "put" } }),
    PATCH: () => api.client.patch(one, { body: { name: "patched" } }),
    DELETE: () => api.client.delete(one),
  };
  const requests = async (method: string) =>
    (await control.requests()).filter((each) => each.method === method).length;
  const names = async () =>
    ((await call("GET", path)).body as { data: { name: string }[] }).data.map(({ name }) => name);
  return { api, control, call, calls, requests, names, path, one };
}

async function message(call: Promise<unknown>): Promise<string> {
  return call.then(
    (answer) => assert.fail(`expected a failure, got ${JSON.stringify(answer)}`),
    (error: unknown) => explain(error, []).message,
  );
}

for (const [what, fault, told] of FAULTS) {
  describe(`an answer that ${what}`, () => {
    for (const method of ["GET", "PUT", "PATCH"] as const) {
      it(`is asked for again: ${method}`, async () => {
        const { control, calls, requests } = await setUp();
        await control.fault({ method, times: 2, ...fault });
        const { data } = (await calls[method]()) as { data: { name: string } };
        const named = { GET: "w", PUT: "put", PATCH: "patched" };
        expect(data.name).toBe(named[method]);
        expect(await requests(method)).toBe(3);
      });
    }

    it("is asked for again: DELETE, and then it is gone", async () => {
      const { control, calls, requests, names } = await setUp();
      await control.fault({ method: "DELETE", ...fault });
      expect(await message(calls.DELETE())).toMatch(/responded with 404: /);
      expect(await requests("DELETE")).toBe(2);
      expect(await names()).toStrictEqual([]);
    });

    it("of a create is looked after, and one is made", async () => {
      const { control, calls, requests, names, call, path } = await setUp();
      await control.fault({ method: "POST", ...fault });
      const find = async () => {
        const { data } = (await call("GET", path)).body as { data: { name: string }[] };
        return data.find(({ name }) => name === "new");
      };
      expect(await createOnce(calls.POST, find)).toMatchObject({ name: "new" });
      expect(await requests("POST")).toBe(1);
      expect(await names()).toStrictEqual(["w", "new"]);
    });

    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"] as const) {
      it(`is told in the end, and never believed: ${method}`, async () => {
        const { control, calls, requests, one, path } = await setUp();
        await control.fault({ method, times: 100, ...fault });
        const said = await message(calls[method]());
        // These two faults leave the answer's own status: 201 of a create, 404 of a second delete.
        const own = fault.status === undefined;
        if (method === "DELETE" && own) {
          expect(said).toMatch(/ responded with 404: /);
          expect(await requests(method)).toBe(2);
          return;
        }
        const lost = method === "POST" && own ? told.replace("200", "201") : told;
        const perhaps = method === "GET" ? "" : "; the change may have been made anyway";
        expect(said).toBe(`${method} ${method === "POST" ? path : one} ${lost}${perhaps}.`);
        expect(await requests(method)).toBe(method === "POST" ? 1 : 5);
      });
    }
  });
}

/** A server that answers every request alike. */
async function always(status: number, headers: Record<string, string>, body = "") {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(String(request.method));
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  later(() => server.close());
  const { port } = server.address() as AddressInfo;
  return { api: new Api({ baseUrl: `http://127.0.0.1:${port}`, apiToken: "t" }), seen };
}

describe("an answer that says it is empty", () => {
  const json = { "content-type": "application/json" };
  const CASES: [status: number, headers: Record<string, string>, done: string, lost: string][] = [
    [204, {}, "PUT PATCH DELETE", "GET POST"],
    // A gateway may say so, without having passed anything on.
    [200, { "content-length": "0" }, "", "GET POST PUT PATCH DELETE"],
    [200, { "content-length": "0", ...json }, "", "GET POST PUT PATCH DELETE"],
    [201, { "content-length": "0" }, "", "GET POST PUT PATCH DELETE"],
    // Nothing came, and nothing says that this is all.
    [200, { connection: "close" }, "", "GET POST PUT PATCH DELETE"],
  ];
  for (const [status, headers, done, lost] of CASES) {
    const send = async (method: string) => {
      const { api, seen } = await always(status, headers);
      const verb = method.toLowerCase() as "get" | "post" | "put" | "patch" | "delete";
      return { answered: api.client[verb](STREAM, method === "POST" ? ONCE : {}), seen };
    };
    const of = `${status} ${JSON.stringify(headers)}`;
    for (const method of done.split(" ").filter(Boolean)) {
      it(`is done: ${method} ${of}`, async () => {
        const { answered, seen } = await send(method);
        expect(await answered).toStrictEqual({ success: true });
        expect(seen).toStrictEqual([method]);
      });
    }
    for (const method of lost.split(" ")) {
      it(`is lost: ${method} ${of}`, async () => {
        const { answered, seen } = await send(method);
        const perhaps = method === "GET" ? "" : "; the change may have been made anyway";
        expect(await message(answered)).toBe(
          `${method} ${STREAM} responded with ${status}, but the body is empty. Try again${perhaps}.`,
        );
        expect(seen.length).toBe(method === "POST" ? 1 : 5);
      });
    }
  }
});

describe("an answer that is good", () => {
  const GOOD = [
    { success: true },
    { success: true, data: null },
    { success: true, result: null, errors: [], messages: [] },
    { data: [] },
    { result: {} },
  ];
  for (const body of GOOD) {
    it(`is passed on, whatever it calls itself: ${JSON.stringify(body)}`, async () => {
      for (const type of ["application/json", "text/plain"]) {
        const { api, seen } = await always(200, { "content-type": type }, JSON.stringify(body));
        expect(await api.client.get(STREAM)).toStrictEqual(body);
        expect(seen.length).toBe(1);
      }
    });
  }

  for (const text of ["[]", "null", '"done"', "1", '{"ok":true}']) {
    it(`is none of the API's: ${text}`, async () => {
      const { api } = await always(200, { "content-type": "application/json" }, text);
      expect(await message(api.client.put(STREAM, { body: {} }))).toMatch(
        /^PUT .* responded with 200, with JSON that is not a response of this API\. .*; the change may have been made anyway\.$/,
      );
    });
  }

  it("is a refusal where it says no success, whatever it calls itself", async () => {
    const body = { success: false, errors: [{ code: 7, message: "no" }], result: null };
    const { api, seen } = await always(200, { "content-type": "text/plain" }, JSON.stringify(body));
    expect(await message(api.client.put(STREAM, { body: {} }))).toBe(
      `PUT ${STREAM} responded with 422: no (code 7)`,
    );
    expect(seen.length).toBe(1);
  });
});

describe("a failed answer that is a web page", () => {
  it("is told as one", async () => {
    const { api } = await always(404, { "content-type": "text/html" }, "<h1>Not found</h1>");
    expect(await message(api.client.get(STREAM))).toMatch(
      /^GET .* responded with 404: a web page instead of JSON; is there a proxy or gateway in between\?/,
    );
  });
});
