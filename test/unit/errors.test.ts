import assert from "node:assert/strict";
import { APIConnectionError, APIConnectionTimeoutError, APIError } from "cloudflare/core/error";
import { z } from "zod";
import {
  answer,
  CALL_HEADER,
  explain,
  isNotFound,
  isTooMany,
  isUncertain,
  statusOf,
  UnexpectedAnswer,
} from "../../provider/client/errors.ts";
import { UserError, PRINTED_BY_ENGINE } from "../../provider/user-error.ts";
import { credentialsIn, join, withoutCredentials } from "../../provider/schema/addresses.ts";
import { thrownBy } from "../support/thrown.ts";

function refused(status: number, body?: object): APIError {
  return APIError.generate(status, body, "", new Headers({ [CALL_HEADER]: "POST /accounts/a/x" }));
}

const kit = (message: string, code = 1) => ({ success: false, error: { code, message } });
const stream = (...errors: object[]) => ({ success: false, result: null, errors, messages: [] });

const TOKEN_ADVICE =
  "The API rejects the token: check realtimekit:apiToken (or CLOUDFLARE_API_TOKEN); it may be mistyped, expired or revoked. If you changed the token in config, refresh and destroy still use the old one until the next `pulumi up`, unless you run them with --run-program.";

describe("an error for people says", () => {
  const CASES: [what: string, error: unknown, message: string][] = [
    [
      "the call, the status and RealtimeKit's words",
      refused(422, kit("name: bad", 422)),
      "POST /accounts/a/x responded with 422: name: bad (code 422)",
    ],
    [
      "all of Stream's words",
      refused(400, stream({ code: 1, message: "one" }, { message: "two" })),
      "POST /accounts/a/x responded with 400: one (code 1); two",
    ],
    [
      "that there were no words",
      refused(418),
      "POST /accounts/a/x responded with 418: no explanation",
    ],
    [
      "what to do about a token",
      refused(401, kit("no", 401)),
      `POST /accounts/a/x responded with 401: no (code 401). ${TOKEN_ADVICE}`,
    ],
    [
      "what to do about a time-out",
      new APIConnectionTimeoutError(),
      "The API did not respond in time. Try again; the last change may have been made anyway.",
    ],
    [
      "why the API cannot be reached",
      new APIConnectionError({ cause: new Error("GET /x: refused") }),
      "The API cannot be reached (GET /x: refused). Check realtimekit:baseUrl and the network.",
    ],
    [
      "that the API cannot be reached, where nobody knows why",
      new APIConnectionError({ message: "cut" }),
      "The API cannot be reached (cut). Check realtimekit:baseUrl and the network.",
    ],
    [
      "that it was a call, where nobody knows which",
      APIError.generate(418, kit("no"), "", new Headers()),
      "a call responded with 418: no (code 1)",
    ],
    ["what any other error says", new TypeError("odd"), "odd"],
    ["what is thrown and no error", "odd", "odd"],
  ];
  for (const [what, error, message] of CASES) {
    it(what, () => {
      const explained = explain(error, []);
      assert.ok(explained instanceof UserError);
      expect(explained.message).toBe(message);
      expect(explained.stack).toBe(message);
      expect(String(explained)).toBe(PRINTED_BY_ENGINE);
    });
  }

  for (const status of [403, 404, 429]) {
    it(`what to do about a ${status}`, () =>
      expect(explain(refused(status, kit("no")), []).message).toMatch(
        /no \(code 1\)\. [A-Z].*\.$/,
      ));
  }
});

describe("secrets are cleared from errors", () => {
  it("wherever they stand", () => {
    const error = new Error("key-1 and key-2, key-1 again");
    expect(explain(error, ["key-1", "", "key-2"]).message).toBe(
      "[secret] and [secret], [secret] again",
    );
  });

  it("the longer one first where one begins with another", () => {
    const error = new Error("abcd and abcdefgh");
    expect(explain(error, ["abcd", "abcdefgh"]).message).toBe("[secret] and [secret]");
  });
});

describe("what an error means for a write", () => {
  const CASES: [error: unknown, uncertain: boolean, tooMany: boolean, notFound: boolean][] = [
    [refused(400), false, false, false],
    [refused(401), false, false, false],
    [refused(404), false, false, true],
    [refused(400, stream({ code: 10003, message: "no output" })), false, false, true],
    [refused(408), true, false, false],
    [refused(409), false, false, false],
    [refused(429), false, true, false],
    [refused(500), true, false, false],
    [refused(502), true, false, false],
    [new APIConnectionError({ message: "cut" }), true, false, false],
    [new APIConnectionTimeoutError(), true, false, false],
    [new UnexpectedAnswer("odd"), true, false, false],
    [new UserError("odd"), false, false, false],
    [new Error("odd"), false, false, false],
    [undefined, false, false, false],
  ];
  for (const [error, uncertain, tooMany, notFound] of CASES) {
    it(`${String(statusOf(error))} ${error instanceof Error ? error.constructor.name : ""}`, () => {
      expect([isUncertain(error), isTooMany(error), isNotFound(error)]).toStrictEqual([
        uncertain,
        tooMany,
        notFound,
      ]);
    });
  }
});

describe("an answer is validated at the edge", () => {
  const schema = z.object({ data: z.object({ id: z.string() }) });

  it("and given as the schema has it", () => {
    expect(answer(schema, { data: { id: "a", more: 1 }, paging: {} }, "GET x")).toStrictEqual({
      data: { id: "a" },
    });
  });

  it("or refused with the place, and no value", () => {
    const error = thrownBy(() => answer(schema, { data: { id: 12345678 } }, "GET x"));
    expect(error).toStrictEqual(
      new UnexpectedAnswer(
        "GET x: the API returned an unexpected response (data.id: Invalid input: expected string, received number); " +
          "if this happens again, the API may have changed: update pulumi-realtimekit",
      ),
    );
  });
});

describe("addresses", () => {
  it("join with their key as one", () => {
    expect(join("rtmps://a.example:443/live/", "key")).toBe("rtmps://a.example:443/live/key");
    expect(join("rtmps://a.example/live", "key")).toBe("rtmps://a.example/live/key");
  });

  const SHOWN: [url: string, shown: string][] = [
    ["rtmps://a.example/live", "rtmps://a.example/live"],
    ["srt://a.example:9?passphrase=x&mode=caller", "srt://a.example:9?…"],
    ["rtmp://me:pass@a.example/live", "rtmp://…@a.example/live"],
    ["rtmp://me:p@ss@a.example/live?x=y", "rtmp://…@a.example/live?…"],
    ["rtmp://a.example/live/@home", "rtmp://a.example/live/@home"],
  ];
  const CREDENTIALS: [url: string, parts: string[]][] = [
    ["rtmps://a.example/live", []],
    ["srt://a.example:9?passphrase=x&mode=caller", ["passphrase=x&mode=caller"]],
    ["rtmp://me:p@ss@a.example/live?x=y", ["me:p@ss", "x=y"]],
    ["rtmp://a.example/live/@home", []],
    ["what is it?", []],
    ["somebody@example.com", []],
  ];
  for (const [url, parts] of CREDENTIALS) {
    it(`are opened by ${parts.join(" and ") || "nothing"} in ${url}`, () =>
      expect(credentialsIn(url)).toStrictEqual(parts));
  }

  for (const [url, shown] of SHOWN) {
    it(`show ${shown}`, () => expect(withoutCredentials(url)).toBe(shown));
  }
});
