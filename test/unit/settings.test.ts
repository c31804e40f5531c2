import { DEFAULT_BASE_URL, readSettings, type Settings } from "../../provider/client/settings.ts";

type Source = Record<string, string>;

function settings(config: Source, environment: Source): Settings {
  return readSettings((key) => config[key], environment);
}

/** By setting: where it can come from, what wins first. */
const SOURCES: [setting: keyof Settings, keys: string[], variable: string, none?: string][] = [
  ["accountId", ["realtimekit:accountId"], "CLOUDFLARE_ACCOUNT_ID"],
  ["appId", ["realtimekit:appId"], "REALTIMEKIT_APP_ID"],
  ["apiToken", ["realtimekit:apiToken", "cloudflare:apiToken"], "CLOUDFLARE_API_TOKEN"],
  ["baseUrl", ["realtimekit:baseUrl"], "CLOUDFLARE_BASE_URL", DEFAULT_BASE_URL],
];

describe("readSettings", () => {
  for (const [setting, keys, variable, none] of SOURCES) {
    const sources = [...keys, variable];
    const from = (given: ReadonlyMap<string, string>) => {
      const { [variable]: inEnvironment, ...config } = Object.fromEntries(given);
      return settings(config, inEnvironment === undefined ? {} : { [variable]: inEnvironment });
    };

    // Every source given, empty or absent, in every combination.
    const states = ["given", "empty", "absent"] as const;
    const combinations = sources.reduce<(readonly [string, (typeof states)[number]])[][]>(
      (before, source) =>
        before.flatMap((each) => states.map((is) => [...each, [source, is] as const])),
      [[]],
    );
    for (const combination of combinations) {
      const winner = combination.find(([, is]) => is === "given")?.[0];
      const title = combination.map(([source, is]) => `${source} ${is}`).join(", ");
      it(`${setting} with ${title}: ${winner ?? "none"}`, () => {
        const given = combination
          .filter(([, is]) => is !== "absent")
          .map(([source, is]) => [source, is === "empty" ? "" : `from ${source}`] as const);
        const expected = winner === undefined ? none : `from ${winner}`;
        expect(from(new Map(given))).toStrictEqual({
          accountId: undefined,
          appId: undefined,
          apiToken: undefined,
          baseUrl: DEFAULT_BASE_URL,
          [setting]: expected,
        });
      });
    }
  }

  it("reads no other key", () => {
    const asked: string[] = [];
    readSettings((key) => {
      asked.push(key);
      return undefined;
    }, {});
    expect(asked.toSorted()).toStrictEqual([
      "cloudflare:apiToken",
      "realtimekit:accountId",
      "realtimekit:apiToken",
      "realtimekit:appId",
      "realtimekit:baseUrl",
    ]);
  });

  it("names Cloudflare's API where nothing else is said", () => {
    expect(DEFAULT_BASE_URL).toBe("https://api.cloudflare.com/client/v4");
  });
});
