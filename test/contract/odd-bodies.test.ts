/** Bodies that no client of good will sends: refused in the envelope, and nothing is made of them. */
import { type ApiAnswer, KIT, STREAM } from "../support/emulator.ts";
import { preset, startPerTest } from "./harness.ts";
import { rawCall } from "./raw.ts";

const start = startPerTest();

const KV = STREAM.replace(/stream\/.*/, "storage/kv/namespaces");

/** Both families, by where an object goes in. */
const DOORS = [
  { path: STREAM, around: (value: string) => `{"meta":${value}}` },
  { path: `${KIT}/livestreams`, around: (value: string) => `{"name":${value}}` },
  { path: `${KIT}/meetings`, around: (value: string) => `{"ai_config":${value}}` },
  {
    path: `${KIT}/presets`,
    around: (value: string) =>
      JSON.stringify({ ...preset("deep"), extra: 0 }).replace('"extra":0', `"extra":${value}`),
  },
];

const nested = (open: string, close: string, levels: number) =>
  open.repeat(levels) + (open.endsWith(":") ? "1" : "") + close.repeat(levels);

interface Refusal {
  code: number;
  message: string;
}

/** The refusal's message, of whichever envelope; fails where it is none, or shows a stack. */
function refusal({ status, body }: ApiAnswer, expected: number): string {
  expect(status).toBe(expected);
  const { error, errors = [] } = body as { error?: Refusal; errors?: Refusal[] };
  const { message = "", code } = error ?? errors[0] ?? {};
  expect(typeof code).toBe("number");
  expect(body).toStrictEqual(
    error
      ? { success: false, error: { code, message } }
      : { result: null, success: false, errors: [{ code, message }], messages: [] },
  );
  expect(message).not.toMatch(/^\s+at |call stack|node:|node_modules/m);
  expect(message).not.toBe("");
  return message;
}

let failures: jest.SpyInstance;
beforeEach(() => {
  failures = jest.spyOn(console, "error");
});
afterEach(() => {
  // What the emulator itself takes for a failure of its own.
  expect(failures).not.toHaveBeenCalled();
  jest.restoreAllMocks();
});

describe("a body that is nested", () => {
  for (const { path, around } of DOORS)
    for (const [what, open, close] of [
      ["arrays", "[", "]"],
      ["objects", '{"a":', "}"],
    ] as const)
      for (const levels of [101, 5_000, 100_000])
        it(`${levels} ${what} deep is refused: POST ${path.split("/").at(-1)}`, async () => {
          const { emulator } = await start();
          const answer = await rawCall(emulator.origin, {
            method: "POST",
            path: `/client/v4${path}`,
            body: around(nested(open, close, levels)),
          });
          expect(refusal(answer, 400)).toBe("body: nested more than 100 levels deep");
          const list = await emulator.call("GET", path);
          expect(JSON.stringify(list.body)).toMatch(/"total(_count)?":0/);
        });

  it("as deep as anybody needs is taken", async () => {
    const { emulator } = await start();
    const meta = JSON.parse(nested('{"a":', "}", 98)) as unknown;
    const { status, body } = await emulator.call("POST", STREAM, { meta });
    expect(status).toBe(200);
    expect(body).toMatchObject({ result: { meta } });
  });

  it("too deep for the control plane is refused as well", async () => {
    const { emulator } = await start();
    const { status, body } = await rawCall(emulator.origin, {
      method: "POST",
      path: "/__emulator/faults",
      body: `{"body":${nested("[", "]", 5_000)}}`,
    });
    expect([status, body]).toStrictEqual([
      400,
      { error: "body: nested more than 100 levels deep" },
    ]);
  });
});

describe("a body with a key that means something to JavaScript", () => {
  for (const { path, around } of DOORS)
    for (const value of [
      '{"__proto__":{"polluted":true}}',
      '{"constructor":{"prototype":{"polluted":true}}}',
      '{"constructor":1,"toString":2,"hasOwnProperty":3}',
    ])
      for (const body of [around(value), value])
        it(`is no failure: POST ${path.split("/").at(-1)} ${body.slice(-60)}`, async () => {
          const { emulator } = await start();
          const sent = { method: "POST", path: `/client/v4${path}`, body };
          const { status } = await rawCall(emulator.origin, sent);
          expect(status).toBeLessThan(500);
          expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
          expect((await emulator.call("GET", path)).status).toBe(200);
        });

  it("keeps such a key where any key may stand, also through PATCH", async () => {
    const { emulator } = await start();
    const made = await emulator.call("POST", `${KIT}/presets`, {
      ...preset("host"),
      ui: { ...preset("host").ui, config_diff: { constructor: { a: 1 } } },
    });
    expect(made.status).toBe(201);
    const { id } = (made.body as { data: { id: string } }).data;
    const patch = { ui: { config_diff: { constructor: { b: 2 }, valueOf: { c: 3 } } } };
    expect((await emulator.call("PATCH", `${KIT}/presets/${id}`, patch)).status).toBe(200);
    const { body } = await emulator.call("GET", `${KIT}/presets/${id}`);
    const ui = (body as { data: { ui: { config_diff: unknown } } }).data.ui;
    // Jest takes `constructor` for the class of what it compares.
    expect(JSON.stringify(ui.config_diff)).toBe('{"constructor":{"a":1,"b":2},"valueOf":{"c":3}}');
  });
});

describe("a request is refused in the envelope of its path where", () => {
  const both = [STREAM, `${KIT}/meetings`];
  for (const path of both) {
    it(`its body is too large: ${path.split("/").at(-1)}`, async () => {
      const { emulator } = await start();
      const body = `{"title":"${"x".repeat(1 << 20)}"}`;
      const answer = await emulator.call("POST", path, JSON.parse(body));
      expect(refusal(answer, 413)).toBe("Request body is too large");
    });

    it(`its body is no JSON: ${path.split("/").at(-1)}`, async () => {
      const { emulator } = await start();
      for (const body of ["nope", '{"a":', "{}{}", "\u0000"]) {
        const sent = { method: "POST", path: `/client/v4${path}`, body };
        refusal(await rawCall(emulator.origin, sent), 400);
      }
    });

    it(`its path is no URL, or longer than any id: ${path.split("/").at(-1)}`, async () => {
      const { emulator } = await start();
      const badUrl = await rawCall(emulator.origin, { path: `/client/v4${path}/%zz` });
      expect(refusal(badUrl, 400)).toMatch(/%zz' is not a valid url component/);
      const long = await rawCall(emulator.origin, { path: `/client/v4${path}/${"x".repeat(500)}` });
      expect(refusal(long, 404)).toMatch(/not found$/);
      const longer = await rawCall(emulator.origin, {
        path: `/client/v4${path}/${"x".repeat(3e3)}`,
      });
      expect(refusal(longer, 414)).not.toMatch(/xxx/);
    });
  }

  it("a form of Workers KV is none", async () => {
    const { emulator } = await start();
    const { body } = await emulator.call("POST", KV, { title: "player" });
    const { id } = (body as { result: { id: string } }).result;
    const part = (name: string, value: string) =>
      `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    for (const [form, says] of [
      ["no form", /^body: no form/],
      [`${part("value", "v")}${part("metadata", "{oops")}--x--\r\n`, /^metadata: not valid JSON/],
      [`${part("metadata", "{}")}--x--\r\n`, /^value: missing/],
    ] as const) {
      const answer = await rawCall(emulator.origin, {
        method: "PUT",
        path: `/client/v4${KV}/${id}/values/config`,
        headers: { "content-type": "multipart/form-data; boundary=x" },
        body: form,
      });
      expect(refusal(answer, 400)).toMatch(says);
    }
  });
});
