import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isLeftOver } from "../../cli/conformance/app.ts";
import { APP_NAME } from "../../cli/conformance/options.ts";
import { directoryPerTest } from "../support/after-each.ts";
import { APPS } from "../support/account.ts";
import { ACCOUNT, emulatorPerTest, STREAM, type TestEmulator } from "../support/emulator.ts";
import { Secrets } from "../support/secrets.ts";
import { conformance, profileSeen, TOKEN } from "./run.ts";

const open = emulatorPerTest();
const newDirectory = directoryPerTest();

type Item = Record<string, unknown>;

async function list({ call }: TestEmulator, path: string): Promise<Item[]> {
  const { body } = await call("GET", path);
  const { data, result } = body as { data?: Item[]; result?: { liveInputs: Item[] } };
  return data ?? result?.liveInputs ?? [];
}

/** What is at the API after a run, in the app of the run and in Stream. */
async function held(api: TestEmulator) {
  const app = (await list(api, APPS)).find(({ name }) => name === APP_NAME);
  const kit = `/accounts/${ACCOUNT}/realtime/kit/${String(app?.id)}`;
  const [presets, webhooks, meetings, livestreams, inputs] = await Promise.all(
    [`${kit}/presets`, `${kit}/webhooks`, `${kit}/meetings`, `${kit}/livestreams`, STREAM].map(
      (path) => list(api, path),
    ),
  );
  return {
    deletable: [...(presets ?? []), ...(webhooks ?? []), ...(inputs ?? [])],
    active: (meetings ?? []).filter(({ status }) => status !== "INACTIVE"),
    livestreams: livestreams ?? [],
  };
}

const NOTHING = { deletable: [], active: [] };

describe("conformance", () => {
  it("uses one app again, and leaves only what the API cannot delete, which it says", async () => {
    const api = await open();
    const directory = await newDirectory();
    const first = await profileSeen(api.baseUrl, directory);
    expect(first.stdout).toMatch(
      /\nRemaining, because the API cannot delete it: 2 INACTIVE meetings, 3 livestreams, 1 app\. Everything else is deleted\.$/,
    );
    expect((await api.control.requests()).length).toBeLessThan(600);
    const second = await profileSeen(
      api.baseUrl,
      directory,
      "--against",
      join(directory, "profile.json"),
    );
    expect(second.stdout).toContain("\nNothing changed since the last profile.\n");
    // What only a new app shows is still known.
    expect(second.profile.seen).toStrictEqual(first.profile.seen);
    expect([first.code, second.code]).toStrictEqual([0, 0]);
    expect((await list(api, APPS)).map(({ name }) => name)).toStrictEqual(["emulator", APP_NAME]);
    const { livestreams, ...rest } = await held(api);
    expect(rest).toStrictEqual(NOTHING);
    expect(livestreams.length).toBe(6);
  });

  it("says what changed since a profile, with a status of its own, in each form", async () => {
    const api = await open({ quirks: { offlineStatus: "IDLE" } });
    const directory = await newDirectory();
    const last = join(directory, "last.json");
    const { profile } = await profileSeen(api.baseUrl, directory);
    expect(profile.seen["livestream.offline"]).toBe("idle");
    await writeFile(last, JSON.stringify({ ...profile, api: "cloudflare" }));
    await api.control.quirks({ offlineStatus: "OFFLINE" });
    const markdown = await conformance(api.baseUrl, "--yes", "--markdown", "--against", last);
    expect(markdown.code).toBe(20);
    expect(markdown.stdout).toContain(
      "Changed since the last profile:\n- livestream.offline: `idle` before, `offline` now\n",
    );
    expect(markdown.stderr).toContain("Remaining, because the API cannot delete it: ");
    const { stdout, code } = await conformance(api.baseUrl, "--yes", "--json", "--against", last);
    expect(code).toBe(20);
    const { changes, checks } = JSON.parse(stdout) as { changes: unknown; checks: Item[] };
    expect(changes).toStrictEqual([{ id: "livestream.offline", before: "idle", now: "offline" }]);
    expect(checks[0]).toStrictEqual({
      id: "token.owner",
      call: "GET /user/tokens/verify, then the account's",
      expected: "user",
      source: "Cloudflare's documentation",
      neededBy: "doctor",
      seen: "user",
      status: "expected",
    });
  });

  it("fails for what the package is not tested with, waits where it has to, and goes on", async () => {
    const api = await open();
    const missing = "presets/00000000-0000-4000-8000-000000000000$";
    await api.control.fault({ method: "GET", path: missing, status: 418 });
    await api.control.fault({ method: "POST", path: "webhooks$", status: 500, afterWrite: true });
    await api.control.fault({ method: "POST", path: "/meetings$", retryAfter: 0 });
    const { code, stdout, profile } = await profileSeen(api.baseUrl, await newDirectory());
    expect(code).toBe(40);
    expect(profile.seen).toMatchObject({
      ...{ "preset.missing": "other", "webhook.created": "failed" },
      ...{ "meeting.created": "201", "webhook.life": "works" },
    });
    expect(stdout).toContain(
      "- preset.missing: expected 404 (assumed; no source says it), seen other (418)\n",
    );
    // Also the webhook whose create was answered with 500.
    expect(await held(api)).toMatchObject(NOTHING);
  });

  it("asks first, and without a terminal it sends nothing", async () => {
    const api = await open();
    const { code, stderr } = await conformance(api.baseUrl);
    expect([code, stderr]).toStrictEqual([
      1,
      "This creates resources at the API, so it asks first. Without a terminal, give --yes.",
    ]);
    expect(await api.control.requests()).toStrictEqual([]);
  });

  it("says what to do about a token that is refused, and about a file that is no profile", async () => {
    const api = await open({ token: "another" });
    const refused = await conformance(api.baseUrl, "--yes");
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(
      /^The apps of the account cannot be read \(.*401.*\)\. Run the command doctor/,
    );
    const file = join(await newDirectory(), "profile.json");
    for (const [text, told] of [
      ["{", /^The profile .* cannot be read: /],
      ["{}", / is not a profile:\n/],
      [
        JSON.stringify({
          ...{ api: "cloudflare", date: "2026-11-29", version: "1.0.0", quirks: {} },
          seen: { "token.owner": "nobody" },
        }),
        /has the value "nobody" for token\.owner, which no check of this version knows$/,
      ],
    ] as const) {
      await writeFile(file, text);
      const { code, stderr } = await conformance(api.baseUrl, "--yes", "--against", file);
      expect(code).toBe(1);
      expect(stderr).toMatch(told);
    }
  });

  it("shows no secret and no id, also where the API repeats them", async () => {
    const api = await open({ token: TOKEN });
    const secrets = new Secrets();
    secrets.add(TOKEN);
    const body = { success: false, error: { code: 1, message: `no ${TOKEN} for ${ACCOUNT}` } };
    await api.control.fault({ path: "presets", status: 500, body, times: 3, skip: 1 });
    const directory = await newDirectory();
    const texts: { name: string; text: string }[] = [];
    for (const form of ["--json", "--markdown", "--yes"]) {
      const { stdout, stderr } = await profileSeen(api.baseUrl, directory, form);
      texts.push({ name: form, text: stdout + stderr });
    }
    texts.push({ name: "profile", text: await readFile(join(directory, "profile.json"), "utf8") });
    expect(texts[0]?.text).toContain("no [secret] for …");
    const app = String((await list(api, APPS)).find(({ name }) => name === APP_NAME)?.id);
    const { livestreams } = await held(api);
    for (const { stream_key: key } of livestreams) secrets.add(String(key));
    for (const id of [app, ACCOUNT, ...livestreams.map(({ id: each }) => each)])
      secrets.add(String(id));
    expect(secrets.values.length).toBeGreaterThan(5);
    secrets.assertAbsentFrom(texts);
  });
});

describe("what a killed run left", () => {
  const now = Date.parse("2026-11-29T12:00:00Z");
  const old = "2026-11-29T10:00:00Z";

  it("is what has the name of a run, and is older than any run", () => {
    expect(isLeftOver({ name: "conformance-ab-1", created_at: old }, now)).toBe(true);
    expect(isLeftOver({ meta: { name: "conformance-ab-1" }, created: old }, now)).toBe(true);
    expect(isLeftOver({ title: "conformance-ab-1", created_at: old }, now)).toBe(true);
    const recent = "2026-11-29T11:30:00Z";
    expect(isLeftOver({ name: "conformance-ab-1", created_at: recent }, now)).toBe(false);
    expect(isLeftOver({ name: "host", created_at: old }, now)).toBe(false);
    expect(isLeftOver({ name: "conformance-ab-1" }, now)).toBe(false);
  });
});
