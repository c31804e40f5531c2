/** What a dashboard leaves behind: made through the API, with everything that is odd about it. */
import { presetSchema } from "../../provider/resources/preset/inputs.ts";
import { guest, speaker } from "../../provider/resources/preset/templates.ts";
import { merge } from "../../provider/schema/compare.ts";
import { toWire } from "../../provider/client/wire.ts";
import type { Project } from "../support/project.ts";
import { at, call, textAt } from "../e2e/api.ts";
import { KIT, LIVE_INPUTS } from "../e2e/stack-under-test.ts";

/** Stream keys of restream targets, one of them all digits; none may be seen. */
export const KEYS = {
  youtube: "abcd-efgh-1234-made-by-hand",
  digits: "123456789012345678",
  srt: "srt-key-made-by-hand",
  passphrase: "passphrase-made-by-hand",
};

export const PLUGIN = "ff7e7fbd-1e5b-4e0a-a0e9-1f3f7a3c9f2b";

/** A guest in all but a handful of fields. */
export const ODD_PRESET = merge(
  toWire(presetSchema, { name: 'Gäste: 50% & "mehr" 🎉', ...guest() }) as object,
  {
    config: {
      view_type: "WEBINAR",
      max_video_streams: { desktop: 12 },
      media: { video: { simulcast: true } },
      livestream_viewer_qualities: [720, 1080],
    },
    permissions: {
      can_record: true,
      plugins: { config: { [PLUGIN]: { access_control: "VIEW_ONLY" } } },
    },
    ui: {
      config_diff: { theirs: "stays" },
      design_tokens: {
        theme: "light",
        logo: "https://example.com/logo.png",
        colors: { text: "#FFF", brand: { 500: "#F38020" }, danger: "#Ff0000" },
      },
    },
  },
) as Record<string, unknown>;

/** Makes one thing and answers its id. */
export async function make(project: Project, path: string, body: unknown): Promise<string> {
  const made = await call(project, "POST", path, body);
  return textAt(made, at(made, "id") === undefined ? "uid" : "id");
}

/** A bit of everything; `livestreams` of them beside the odd ones. */
export async function makeByHand(project: Project, livestreams: number) {
  for (const key of Object.values(KEYS)) project.secrets.add(key);
  for (let number = 0; number < livestreams; number++)
    await make(project, `${KIT}/livestreams`, { name: `Show_${number}` });
  const twins = [
    await make(project, `${KIT}/livestreams`, { name: "Twin" }),
    await make(project, `${KIT}/livestreams`, { name: "Twin" }),
  ];
  const nameless = await make(project, `${KIT}/livestreams`, {});
  const preset = await make(project, `${KIT}/presets`, ODD_PRESET);
  await make(project, `${KIT}/presets`, toWire(presetSchema, { name: "2026-01-01", ...speaker() }));
  const hub = await make(project, LIVE_INPUTS, {
    meta: { name: "Main Stage", theirs: "stays" },
    recording: { mode: "automatic", allowedOrigins: ["*.example.com"] },
    deleteRecordingAfterDays: 45,
  });
  await make(project, LIVE_INPUTS, {});
  await make(project, LIVE_INPUTS, { meta: { name: "  " } });
  const outputs = `${LIVE_INPUTS}/${hub}/outputs`;
  await make(project, outputs, {
    ...{ url: "rtmps://a.rtmps.youtube.com/live2", streamKey: KEYS.youtube, enabled: false },
  });
  await make(project, outputs, { url: "rtmp://live.example.com/app", streamKey: KEYS.digits });
  const url = `srt://srt.example.com:9000?passphrase=${KEYS.passphrase}`;
  await make(project, outputs, { url, streamKey: KEYS.srt });
  await make(project, `${KIT}/webhooks`, {
    ...{ name: "no", url: "https://example.com/hook", events: ["meeting.started"] },
  });
  const meeting = await make(project, `${KIT}/meetings`, {
    ...{ title: "Panel", live_stream_on_start: true, record_on_start: true },
  });
  await make(project, `${KIT}/meetings`, { title: "" });
  // Its livestream belongs to it.
  await project.control.startMeeting(meeting);
  return { twins, nameless, preset, hub, meeting };
}

/** All that the API holds of what can be taken over, each thing whole. */
export async function everything(project: Project): Promise<unknown> {
  const get = async (path: string) => (await project.api("GET", path)).body as Lists;
  const presets = await get(`${KIT}/presets?per_page=100`);
  const inputs = await get(LIVE_INPUTS);
  const livestreams = [1, 2, 3].map((page) =>
    get(`${KIT}/livestreams?per_page=100&page_no=${page}`),
  );
  return await Promise.all([
    ...livestreams,
    ...presets.data.map(({ id }) => get(`${KIT}/presets/${id}`)),
    ...inputs.result.liveInputs.flatMap(({ uid }) => [
      get(`${LIVE_INPUTS}/${uid}`),
      get(`${LIVE_INPUTS}/${uid}/outputs`),
    ]),
    get(`${KIT}/webhooks`),
    get(`${KIT}/meetings?per_page=100`),
  ]);
}

interface Lists {
  data: { id: string }[];
  result: { liveInputs: { uid: string }[] };
}
