import assert from "node:assert/strict";
import { equal } from "../../provider/schema/compare.ts";
import { assertSucceeded } from "../support/outcome.ts";
import { type Project, projectStory } from "../support/project.ts";
import { at, get, list, type Plain, textAt } from "./api.ts";
import {
  assertKept,
  assertTargets,
  assertWebhook,
  FEATURES,
  targetIds,
  WEBHOOK,
} from "./livestreaming-at-api.ts";
import { everyFeature, PRESET_GROUPS } from "./livestreaming-stack.ts";
import { assertSteps, KIT, LIVE_INPUTS, writes } from "./stack-under-test.ts";

const changed = { ...WEBHOOK, events: ["meeting.started", "meeting.ended"], enabled: false };
const twitch = [
  "update fromLiveInput-twitch",
  "update fromLivestream-twitch",
  "update fromMeeting-twitch",
  "update webinar-restream-twitch",
];

describe("what livestreaming offers", () => {
  describe("is there after an up, changes in place, and is made anew after a destroy", () => {
    const { step, check } = projectStory({ config: everyFeature({ webhook: WEBHOOK }) });
    let outputs: Plain;
    let targets: string[];

    step("all of it comes up at once", async (project) => {
      assertSucceeded(await project.up());
      outputs = await project.outputs({ showSecrets: true });
      targets = await targetIds(project);
    });

    for (const [feature, show] of FEATURES) check(feature, (project) => show({ project, outputs }));

    describe("presets", () => {
      for (const [group, path, value] of PRESET_GROUPS)
        check(group, async (project) => {
          const id = textAt(outputs, "presets.everything.id");
          expect(at(await get(project, `${KIT}/presets/${id}`), path)).toStrictEqual(value);
        });
    });

    step("targets switched off in place, the webhook changed in place", async (project) => {
      await project.config(everyFeature({ twitchIsOn: false, webhook: changed }));
      await project.control.clearRequests();
      assertSteps(await project.up(), [...twitch, "update status"]);
      expect((await writes(project)).map((line) => line.split(" ")[0])).toStrictEqual(
        Array(5).fill("PUT"),
      );
      await assertTargets(project, outputs, { twitchIsOn: false });
      expect(await targetIds(project)).toStrictEqual(targets);
      await assertWebhook(project, { ...changed, events: changed.events.toSorted() });
    });

    step("and on again, the webhook deleted", async (project) => {
      await project.config(everyFeature({}));
      assertSteps(await project.up(), ["delete status", ...twitch]);
      await assertTargets(project, outputs, { twitchIsOn: true });
      expect(await targetIds(project)).toStrictEqual(targets);
      expect(await list(project, `${KIT}/webhooks`)).toStrictEqual([]);
    });

    step("a destroy says what the API keeps", async (project) => {
      assertKept(await project.destroy(), outputs);
      expect(await meetingStatuses(project)).toStrictEqual(["INACTIVE", "INACTIVE"]);
      expect(await list(project, LIVE_INPUTS)).toStrictEqual([]);
      expect(await list(project, `${KIT}/presets`)).toStrictEqual([]);
    });

    step("the next up makes its own, and names what the destroy has left", async (project) => {
      const up = await project.up();
      assertSucceeded(up);
      const now = await project.outputs({ showSecrets: true });
      const before = lasting(outputs);
      const again = lasting(now);
      // The app is declared with adopt: true; nothing else is taken over.
      const same = Object.keys(before).filter((path) => equal(before[path], again[path]));
      expect(same).toStrictEqual(["apps.events"]);
      expect(up.text).toContain("A Livestream may be left over from an earlier keynote");
      // Those that were switched off stay so, and are not named.
      expect((await meetingStatuses(project)).sort()).toStrictEqual([
        ...["ACTIVE", "ACTIVE"],
        ...["INACTIVE", "INACTIVE"],
      ]);
      expect(up.text).not.toContain("Meeting may be left over");
    });

    check("what is secret is nowhere in plain text", (project) => project.assertNoSecretLeaked());
  });
});

async function meetingStatuses(project: Project): Promise<unknown[]> {
  return (await list(project, `${KIT}/meetings`)).map(({ status }) => status);
}

/** The outputs that outlive a destroy. */
function lasting(outputs: Plain): Plain {
  const paths = [
    "livestreams.keynote",
    "apps.events",
    "stages.webinar.meetingId",
    "broadcasts.fromMeeting.meetingId",
    "broadcasts.fromLivestream.playbackUrl",
  ];
  return Object.fromEntries(
    paths.map((path): [string, unknown] => [path, at(outputs, path) ?? assert.fail(path)]),
  );
}
