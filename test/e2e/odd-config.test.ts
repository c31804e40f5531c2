/** Through the real CLI: config that is not what it should be ends in words, before any request. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { assertRefused } from "../support/outcome.ts";
import { type Operation, projectStory, Secret } from "../support/project.ts";
import { assertSteps, errorsOf } from "./stack-under-test.ts";

const password = "password-in-an-address";

const CASES: [what: string, config: Record<string, unknown>, message: string][] = [
  [
    "a target that is null",
    { "livestreaming:broadcasts": { event: { targets: { youtube: null } } } },
    "livestreaming:broadcasts.event.targets.youtube.streamKey: missing; give a string",
  ],
  [
    "names that every object has",
    { "livestreaming:livestreams": { x: { constructor: 1, toString: 2, name: 3 } } },
    "livestreaming:livestreams.x.toString: unknown; allowed here: ",
  ],
  [
    "an entry that no object can carry",
    { "livestreaming:presets": JSON.parse('{"__proto__":{"name":1}}') as unknown },
    "livestreaming:presets.__proto__: is not allowed as a name; use another",
  ],
  [
    "a section that no object can carry",
    { "livestreaming:__proto__": { presets: {} } },
    "livestreaming:__proto__: is not allowed as a name; use another",
  ],
  [
    "an empty name",
    { "livestreaming:webhooks": { "": {} } },
    'livestreaming:webhooks[""]: has an empty name; give one',
  ],
  [
    "a mistyped setting, which would send the stack to the real API",
    { "realtimekit:baseURL": "https://staging.example.com" },
    "realtimekit:baseURL: unknown; did you mean realtimekit:baseUrl? Allowed here: ",
  ],
  [
    "an address with a password",
    { "realtimekit:baseUrl": `https://me:${password}@example.com` },
    'realtimekit:baseUrl: "https://…@example.com" contains a user or a password, ',
  ],
  [
    "a token with a line break",
    { "realtimekit:apiToken": new Secret("token-before\ntoken-behind") },
    "realtimekit:apiToken: contains a line break, ",
  ],
  [
    "a reference that is no name",
    { "livestreaming:meetings": { x: { app: "k".repeat(10_000) } } },
    `livestreaming:meetings.x.app: "${"k".repeat(76)}… is not a logical name in apps; `,
  ],
];

describe("odd config", () => {
  const { step, check } = projectStory();

  let preview: Operation;
  step("all of it is told at once", async (project) => {
    const first: Record<string, unknown> = { "livestreaming:presets": { x: {} } };
    await project.config(CASES.reduce((all, [, config]) => ({ ...all, ...config }), first));
    preview = await project.preview();
    assertRefused(preview);
  });

  for (const [what, , message] of CASES) check(what, () => assertTold(preview, message));

  check("three thousand levels", async (project) => {
    await project.config({ "livestreaming:presets": { x: "nested" } });
    const file = join(project.directory, "Pulumi.test.yaml");
    const text = await readFile(file, "utf8");
    const nested = `${'{"a":'.repeat(3_000)}1${"}".repeat(3_000)}`;
    await writeFile(file, text.replace("x: nested", `x: ${nested}`));
    assertTold(
      await project.preview(),
      "livestreaming:presets.x.a.a: has more than 32 levels or contains itself, ",
    );
  });

  check("none of it reached the API, and nothing secret was said", async (project) => {
    project.secrets.add(password);
    project.secrets.add("token-behind");
    expect(await project.requests()).toStrictEqual([]);
    await project.assertNoSecretLeaked();
  });

  step("a name that every object has is as good as any other", async (project) => {
    const names = ["constructor", "hasOwnProperty", "toString", "valueOf"];
    const inputs = Object.fromEntries(names.map((name) => [name, null]));
    await project.config({ "livestreaming:liveInputs": inputs });
    assertSteps(
      await project.up(),
      names.map((name) => `create ${name}`),
    );
    const { liveInputs } = await project.outputs();
    expect(Object.keys(liveInputs as object).sort()).toStrictEqual(names);
    assertSteps(await project.preview(), []);
    assertSteps(
      await project.destroy(),
      names.map((name) => `delete ${name}`),
    );
  });
});

function assertTold(preview: Operation, message: string): void {
  assertRefused(preview);
  expect(errorsOf(preview).join("\n")).toContain(message);
  expect(preview.text.length).toBeLessThan(20_000);
}
