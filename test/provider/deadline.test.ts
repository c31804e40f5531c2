import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { APIConnectionError, APIError } from "cloudflare/core/error";
import {
  deadline,
  durationOf,
  OutOfTime,
  withDeadline,
  withoutDeadline,
} from "../../provider/client/deadline.ts";
import { explain } from "../../provider/client/errors.ts";
import { UserError } from "../../provider/user-error.ts";
import { Api } from "../../provider/client/api.ts";
import { createOnce } from "../../provider/client/once.ts";
import { batched } from "../../provider/client/reading.ts";
import { closeAfterEach } from "../support/after-each.ts";
import { settings } from "../support/account.ts";

const later = closeAfterEach();

const TOLD =
  "create of it did not finish within its customTimeouts (50 ms); the last change may have been made anyway";

/** A server that answers with this, if at all, and how many requests it gets. */
async function server(answer?: [status: number, headers: Record<string, string>]) {
  const requests: string[] = [];
  const cut: string[] = [];
  const http = createServer((request, response) => {
    requests.push(String(request.method));
    response.on("close", () => response.writableFinished || cut.push(String(request.method)));
    if (answer) response.writeHead(...answer).end("{}");
  });
  await new Promise<void>((listening) => http.listen(0, "127.0.0.1", listening));
  later(() => {
    http.closeAllConnections();
    http.close();
  });
  const { port } = http.address() as AddressInfo;
  const api = new Api({ baseUrl: `http://127.0.0.1:${port}`, apiToken: "t" });
  return { api, requests, cut };
}

/** What a call ends with, and after how many milliseconds. */
async function ended(call: Promise<unknown>): Promise<{ error: unknown; after: number }> {
  const begin = performance.now();
  const error: unknown = await call.then(
    (value) => assert.fail(`expected an error, got ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  return { error, after: performance.now() - begin };
}

async function runsOut(work: () => Promise<unknown>): Promise<void> {
  const { error, after } = await ended(withDeadline(50, "create of it", work));
  assert.ok(error instanceof OutOfTime && error instanceof UserError);
  expect(explain(error, []).message).toBe(TOLD);
  expect(after).toBeGreaterThan(45);
  expect(after).toBeLessThan(900);
}

describe("a deadline", () => {
  it("is none where none is given", async () => {
    for (const none of [undefined, 0])
      expect(await withDeadline(none, "it", () => Promise.resolve(deadline()))).toBeUndefined();
  });

  it("leaves alone what ends in time, well or not", async () => {
    expect(await withDeadline(1000, "it", () => Promise.resolve(1))).toBe(1);
    const no = new Error("no");
    await assert.rejects(
      withDeadline(1000, "it", () => Promise.reject(no)),
      no,
    );
  });

  it("that is longer than a timer can be does not ring at once", async () => {
    expect(await withDeadline(1e12, "it", () => wait(20, "in time"))).toBe("in time");
  });

  it("cuts a request that is not answered", async () => {
    const { api, requests, cut } = await server();
    await runsOut(() => api.client.get("/x").then(() => undefined));
    await wait(300);
    expect([requests, cut]).toStrictEqual([["GET"], ["GET"]]);
  });

  it("ends the wait for a Retry-After, the SDK's and that of creates", async () => {
    const { api, requests } = await server([429, { "retry-after": "1" }]);
    await runsOut(() => api.client.get("/x").then(() => undefined));
    const refused = APIError.generate(429, {}, "", new Headers({ "retry-after": "60" }));
    await runsOut(() =>
      createOnce(
        () => Promise.reject(refused),
        () => assert.fail("looked"),
      ),
    );
    // The SDK wakes from its wait, and may send nothing any more.
    await wait(1200);
    expect(requests).toStrictEqual(["GET"]);
  });

  it("ends the wait between the tries of a create, and looks no more", async () => {
    const cut = new APIConnectionError({ message: "cut" });
    const calls: string[] = [];
    await runsOut(() =>
      createOnce(
        () => {
          calls.push("make");
          return Promise.reject(cut);
        },
        () => {
          calls.push("find");
          return Promise.resolve(undefined);
        },
      ),
    );
    await wait(700);
    expect(calls).toStrictEqual(["make"]);
  });

  it("is each operation's own", async () => {
    const [short, long] = await Promise.allSettled([
      withDeadline(20, "short", () => wait(100)),
      withDeadline(1000, "long", () => wait(100, "long")),
    ]);
    expect(short).toMatchObject({ status: "rejected", reason: expect.any(OutOfTime) as unknown });
    expect(long).toMatchObject({ status: "fulfilled", value: "long" });
  });

  it("inside another ends with it", async () => {
    let inner: AbortSignal | undefined;
    const work = () =>
      withDeadline(1000, "inner", () => {
        inner = deadline();
        return wait(200);
      });
    const { error } = await ended(withDeadline(20, "outer", work));
    expect((error as Error).message).toMatch(/^outer did not finish/);
    expect(inner?.aborted).toBe(true);
  });

  it("does not reach what is shared with others", async () => {
    const api = new Api(settings);
    const seen: unknown[] = [];
    const load = () => {
      seen.push(deadline());
      return wait(60, [1]);
    };
    const short = withDeadline(40, "short", () => api.list("k", load, { fresh: true }));
    const long = withDeadline(1000, "long", () => api.list("k", load, { fresh: true }));
    await assert.rejects(short, OutOfTime);
    expect(await long).toStrictEqual([1]);
    const read = {
      one: () => Promise.resolve(undefined),
      all: () => {
        seen.push(deadline());
        return wait(60, [{ id: "a" }, { id: "b" }]);
      },
      idOf: ({ id }: { id: string }) => id,
    };
    const [a, b] = await Promise.allSettled([
      withDeadline(40, "short", () => batched(api, "p", "a", read)),
      withDeadline(1000, "long", () => batched(api, "p", "b", read)),
    ]);
    expect([a.status, b]).toStrictEqual(["rejected", { status: "fulfilled", value: { id: "b" } }]);
    expect(seen).toStrictEqual([undefined, undefined]);
  });

  it("is left by work that says so", async () => {
    const seen = () => Promise.resolve([deadline() !== undefined, withoutDeadline(deadline)]);
    expect(await withDeadline(1000, "it", seen)).toStrictEqual([true, undefined]);
  });

  const SAID: [milliseconds: number, words: string][] = [
    [5, "5 ms"],
    [30, "30 ms"],
  ];
  for (const [milliseconds, words] of SAID) {
    it(`says how long it was: ${words}`, async () => {
      const { error } = await ended(withDeadline(milliseconds, "it", () => wait(200)));
      expect((error as Error).message).toMatch(`customTimeouts (${words});`);
    });
  }
});

describe("a duration", () => {
  const DURATIONS: [text: string, milliseconds: number | undefined][] = [
    ["30s", 30_000],
    ["5m", 300_000],
    ["1h30m", 5_400_000],
    ["500ms", 500],
    ["1.5h", 5_400_000],
    [".5s", 500],
    ["1m0.5s", 60_500],
    ["250us", 0.25],
    ["250µs", 0.25],
    ["1000000ns", 1],
    ["0", 0],
    ["0s", 0],
    ["", undefined],
    ["5", undefined],
    ["-5s", undefined],
    ["5 s", undefined],
    ["5min", undefined],
    ["five", undefined],
    ["5m!", undefined],
    ["1d", undefined],
  ];
  for (const [text, milliseconds] of DURATIONS) {
    it(`${JSON.stringify(text)} is ${milliseconds}`, () =>
      expect(durationOf(text)).toBe(milliseconds));
  }
});
