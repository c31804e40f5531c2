import assert from "node:assert/strict";
import { withProject } from "../support/project.ts";
import { at, get, list, textAt } from "./api.ts";
import {
  assertKept,
  assertTargets,
  assertWebhook,
  idsOf,
  ROWS,
  targetIds,
  WEBHOOK,
} from "./livestreaming-features.ts";
import { page, PRESET_GROUPS } from "./livestreaming-stack.ts";
import { assertSteps, KIT, LIVE_INPUTS, writes } from "./stack-under-test.ts";

const changed = { ...WEBHOOK, events: ["meeting.started", "meeting.ended"], enabled: false };

describe("what the livestreaming page offers", () => {
  it("is there after an up, changes in place, and is found again after a destroy", async () => {
    await withProject(
      async (project) => {
        const up = await project.up();
        assert.equal(up.code, 0, up.text);
        const outputs = await project.outputs({ showSecrets: true });

        for (const [row, show] of ROWS) await t.test(row, () => show({ project, outputs }));
        await t.test("presets", async (presets) => {
          const preset = await get(
            project,
            `${KIT}/presets/${textAt(outputs, "presets.everything.id")}`,
          );
          for (const [group, path, value] of PRESET_GROUPS)
            await presets.test(group, () => assert.deepEqual(at(preset, path), value, path));
        });

        const before = await targetIds(project);
        await t.test("targets switched off in place, the webhook changed in place", async () => {
          await project.config(page({ twitchIsOn: false, webhook: changed }));
          await project.control.clearRequests();
          assertSteps(await project.up(), [
            "update fromLiveInput-twitch",
            "update fromLivestream-twitch",
            "update fromMeeting-twitch",
            "update status",
            "update webinar-restream-twitch",
          ]);
          expect((await writes(project)).map((line) => line.split(" ")[0])).toStrictEqual(
            Array(5).fill("PUT"),
          );
          await assertTargets(project, outputs, { twitchIsOn: false });
          expect(await targetIds(project)).toStrictEqual(before);
          await assertWebhook(project, { ...changed, events: changed.events.toSorted() });
        });

        await t.test("and on again, the webhook deleted", async () => {
          await project.config(page({}));
          assertSteps(await project.up(), [
            "delete status",
            "update fromLiveInput-twitch",
            "update fromLivestream-twitch",
            "update fromMeeting-twitch",
            "update webinar-restream-twitch",
          ]);
          await assertTargets(project, outputs, { twitchIsOn: true });
          expect(await targetIds(project)).toStrictEqual(before);
          expect(await list(project, `${KIT}/webhooks`)).toStrictEqual([]);
        });

        await t.test("a destroy says what the API keeps", async () => {
          assertKept(await project.destroy(), outputs);
          for (const { status } of await list(project, `${KIT}/meetings`))
            expect(status).toBe("INACTIVE");
          expect(await list(project, LIVE_INPUTS)).toStrictEqual([]);
          expect(await list(project, `${KIT}/presets`)).toStrictEqual([]);
        });

        await t.test("the next up finds its own again, its meetings ACTIVE", async () => {
          const kept = await idsOf(project);
          const again = await project.up();
          assert.equal(again.code, 0, again.text);
          expect(await idsOf(project)).toStrictEqual(kept);
          const now = await project.outputs({ showSecrets: true });
          for (const path of [
            "livestreams.keynote",
            "apps.events",
            "stages.webinar.meetingId",
            "broadcasts.fromMeeting.meetingId",
            "broadcasts.fromLivestream.playbackUrl",
          ])
            assert.deepEqual(at(now, path), at(outputs, path), path);
          for (const { status } of await list(project, `${KIT}/meetings`))
            expect(status).toBe("ACTIVE");
        });

        await t.test("what is secret is nowhere in plain text", () =>
          project.assertNoSecretLeaked(),
        );
      },
      { config: page({ webhook: WEBHOOK }) },
    );
  });
});
