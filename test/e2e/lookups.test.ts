import { z } from "zod";
import { assertRefused, assertSucceeded, showing } from "../support/outcome.ts";
import { type Project, projectStory, withProject } from "../support/project.ts";
import { assertSteps, errorsOf, KIT, writes } from "./stack-under-test.ts";

/** Each lookup in both forms: promises for what was there before, outputs for what the program makes. */
const PROGRAM = `
  import * as pulumi from "@pulumi/pulumi";
  import {
    getApp, getAppOutput, getLivestream, getLivestreamAnalytics, getLivestreamAnalyticsOutput,
    getLivestreamOutput, getLivestreams, getLivestreamsOutput, getPreset, getPresetOutput,
    Livestream, Preset,
  } from "pulumi-realtimekit";

  const made = new Livestream("made", { name: "made-by-this-program" });
  const role = new Preset("role", { name: "made-by-this-program", template: "host" });

  // By name, which a preview knows although nothing has the name yet.
  export const livestream = getLivestreamOutput({ name: made.name });
  export const byId = getLivestreamOutput({ id: made.id }).status;
  export const livestreams = getLivestreamsOutput({ sortOrder: "ASC" }, { dependsOn: made });
  export const preset = getPresetOutput({ name: role.name });
  export const app = getAppOutput({ name: pulumi.output("emulator") });
  export const analytics = getLivestreamAnalyticsOutput({ daywise: true }, { dependsOn: [made, role] });

  const before = await getLivestream({ name: "made-before" });
  export const promised = {
    livestream: { ...before, streamKey: pulumi.secret(before.streamKey), ingestUrl: pulumi.secret(before.ingestUrl) },
    statuses: (await getLivestreams({ status: "LIVE" })).livestreams.map(({ name, status }) => ({ name, status })),
    preset: await getPreset({ name: "made-before" }),
    app: await getApp({ name: "emulator" }),
    analytics: await getLivestreamAnalytics(),
  };
`;

describe("lookups in a program", () => {
  describe("find in both forms what the API has", () => {
    const { step, check } = projectStory({ program: PROGRAM });
    let id = "";

    step("in a preview, and change nothing", async (project) => {
      id = await madeBefore(project);
      await previewed(project);
    });

    step("in an update", async (project) => {
      assertSucceeded(await project.up());
      await sameAsApi(project, id);
    });

    step("anew in each update, and nothing of it shows as a change", lookedAgain);

    check("with the stream keys hidden, and the rest not", hidden);
  });

  it("say what is wrong, each in a message of its own and without a stack trace", async () => {
    await withProject(
      async (project) => {
        for (const [call, expected] of [
          [
            `await getLivestream({ id: "none" });`,
            'getLivestream: id: there is no livestream with the id "none"',
          ],
          [
            `getPresetOutput({ name: pulumi.output("none") });`,
            'getPreset: name: there is no preset with the name "none"',
          ],
          [`getLivestreamsOutput({ status: "ON_AIR" as "LIVE" });`, "getLivestreams: status: "],
        ] as const) {
          await project.program(failing(call));
          const up = await project.up();
          assertRefused(up);
          const ours = errorsOf(up).filter((message) => message.includes(expected));
          showing(up, () => expect(ours).toHaveLength(1));
          expect(up.text).not.toMatch(/\n\s+at \S+ \(|node_modules|Unhandled/i);
        }
      },
      { program: failing("") },
    );
  });
});

function failing(call: string): string {
  return `
    import * as pulumi from "@pulumi/pulumi";
    import { getLivestream, getLivestreamsOutput, getPresetOutput } from "pulumi-realtimekit";
    export const used = [pulumi, getLivestream, getLivestreamsOutput, getPresetOutput].length;
    ${call}
  `;
}

const livestreamInApi = z.object({
  id: z.string(),
  name: z.string(),
  status: z.string(),
  stream_key: z.string(),
  ingest_server: z.string(),
  playback_url: z.string(),
});
const data = <S extends z.ZodType>(schema: S) => z.object({ data: schema });

/** A livestream on air and a preset, which no program has made. */
async function madeBefore(project: Project): Promise<string> {
  const answer = await project.api("POST", `${KIT}/livestreams`, { name: "made-before" });
  const { id } = data(livestreamInApi).parse(answer.body).data;
  await project.control.setLivestreamStatus(id, { status: "LIVE", at: "2026-01-01T10:00:00Z" });
  const seconds = { ingestSeconds: 60, viewerSeconds: 600 };
  await project.control.setLivestreamStatus(id, { status: "LIVE", ...seconds });
  await project.program(
    `import { Preset } from "pulumi-realtimekit"; new Preset("before", { name: "made-before" });`,
  );
  // A preset is long; the package makes it, and then forgets it.
  assertSucceeded(await project.up());
  assertSucceeded(await project.pulumi(["state", "delete", "--all", "--yes"]));
  await project.program(PROGRAM);
  return id;
}

async function previewed(project: Project): Promise<void> {
  await project.control.clearRequests();
  assertSucceeded(await project.preview());
  // The promise forms look in a preview, too.
  expect(await project.requests()).toContain(`GET ${KIT}/livestreams`);
  expect(await writes(project)).toStrictEqual([]);
}

/** The stack's outputs against the API's own answers. */
async function sameAsApi(project: Project, before: string): Promise<void> {
  const outputs = found.parse(await project.outputs({ showSecrets: true }));
  const listed = await project.api("GET", `${KIT}/livestreams?sort_order=ASC`);
  const inApi = data(z.array(livestreamInApi)).parse(listed.body).data;
  expect(inApi.map(({ name }) => name)).toStrictEqual(["made-before", "made-by-this-program"]);
  expect(outputs.livestreams.livestreams.map(words)).toStrictEqual(inApi);
  expect(words(outputs.livestream)).toStrictEqual(inApi[1]);
  expect(words(outputs.promised.livestream)).toStrictEqual(inApi[0]);
  expect(outputs.byId).toBe(inApi[1]?.status);

  const { livestream, statuses, analytics, app } = outputs.promised;
  expect([
    livestream.id,
    livestream.status,
    livestream.ingestSeconds,
    livestream.viewerSeconds,
  ]).toStrictEqual([before, "LIVE", 60, 600]);
  expect(livestream.activeSession?.startedTime).toBe("2026-01-01T10:00:00Z");
  expect(outputs.livestream.activeSession).toBeUndefined();
  expect(statuses).toStrictEqual([{ name: "made-before", status: "LIVE" }]);
  const figures = { count: 1, totalIngestSeconds: 60, totalViewerSeconds: 600 };
  expect(analytics).toStrictEqual(figures);
  const { count, ...seconds } = figures;
  const daywise = [{ date: "2026-01-01", count, ...seconds }];
  expect(outputs.analytics).toStrictEqual({ ...figures, daywise });
  expect(outputs.app).toStrictEqual(app);
  await presetsAsInApi(project, outputs);
}

async function presetsAsInApi(project: Project, outputs: Found): Promise<void> {
  const short = z.array(z.object({ id: z.string(), name: z.string() }));
  const presets = data(short).parse((await project.api("GET", `${KIT}/presets`)).body).data;
  for (const preset of [outputs.preset, outputs.promised.preset]) {
    const { id, name, config, permissions, ui } = preset;
    expect(presets.find((each) => each.id === id)?.name).toBe(name);
    const whole = data(presetInApi).parse((await project.api("GET", `${KIT}/presets/${id}`)).body);
    expect(config.maxVideoStreams.desktop).toBe(whole.data.config.max_video_streams.desktop);
    expect(permissions.canLivestream).toBe(whole.data.permissions.can_livestream);
    expect(ui.designTokens.theme).toBe(whole.data.ui.design_tokens.theme);
  }
  expect(outputs.preset.permissions.canLivestream).toBe(true);
  expect(outputs.promised.preset.permissions.canLivestream).toBe(false);
}

async function lookedAgain(project: Project): Promise<void> {
  const { livestream } = found.parse(await project.outputs({ showSecrets: true }));
  const seconds = { ingestSeconds: 7, viewerSeconds: 70 };
  await project.control.setLivestreamStatus(livestream.id, { status: "LIVE", ...seconds });
  assertSteps(await project.up(), []);
  const { livestream: now } = found.parse(await project.outputs({ showSecrets: true }));
  expect([now.status, now.ingestSeconds, now.viewerSeconds]).toStrictEqual(["LIVE", 7, 70]);
}

async function hidden(project: Project): Promise<void> {
  const shown = found.parse(await project.outputs());
  for (const each of [
    shown.livestream,
    shown.promised.livestream,
    ...shown.livestreams.livestreams,
  ]) {
    expect([each.streamKey, each.ingestUrl]).toStrictEqual(["[secret]", "[secret]"]);
    expect(each.playbackUrl).toMatch(/^https:/);
  }
  await project.assertNoSecretLeaked();
}

const livestream = z.object({
  id: z.string(),
  name: z.string(),
  status: z.string(),
  ingestServer: z.string(),
  streamKey: z.string(),
  ingestUrl: z.string(),
  playbackUrl: z.string(),
});
const details = livestream.extend({
  ingestSeconds: z.number(),
  viewerSeconds: z.number(),
  activeSession: z.object({ startedTime: z.string() }).optional(),
});
const preset = z.object({
  id: z.string(),
  name: z.string(),
  config: z.object({ maxVideoStreams: z.object({ desktop: z.number() }) }),
  permissions: z.object({ canLivestream: z.boolean() }),
  ui: z.object({ designTokens: z.object({ theme: z.string() }) }),
});
const presetInApi = z.object({
  config: z.object({ max_video_streams: z.object({ desktop: z.number() }) }),
  permissions: z.object({ can_livestream: z.boolean() }),
  ui: z.object({ design_tokens: z.object({ theme: z.string() }) }),
});

/** The program's outputs. */
const found = z.object({
  livestream: details,
  byId: z.string(),
  livestreams: z.object({ livestreams: z.array(livestream) }),
  preset,
  app: z.object({ id: z.string(), name: z.literal("emulator"), createdAt: z.string() }),
  analytics: z.unknown(),
  promised: z.object({
    livestream: details,
    statuses: z.unknown(),
    preset,
    app: z.unknown(),
    analytics: z.unknown(),
  }),
});
type Found = z.output<typeof found>;

/** A livestream of ours in the API's words. */
function words(of: z.output<typeof livestream>): z.output<typeof livestreamInApi> {
  expect(of.ingestUrl).toBe(`${of.ingestServer}${of.streamKey}`);
  const { id, name, status, streamKey, ingestServer, playbackUrl } = of;
  return {
    id,
    name,
    status,
    stream_key: streamKey,
    ingest_server: ingestServer,
    playback_url: playbackUrl,
  };
}
