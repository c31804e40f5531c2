/** Components and lookups of the native plugin, as programs in other languages use them. */
import { KIT, STREAM } from "../support/emulator.ts";
import { type Project, projectStory, Secret } from "../support/project.ts";
import type { Plain } from "../support/plain.ts";

/** What Pulumi generates for other languages: the plugin creates the component, and runs the lookup. */
const REMOTE = `
import * as pulumi from "@pulumi/pulumi";
import { LiveInput } from "pulumi-realtimekit";
class Remote extends pulumi.ComponentResource {
  constructor(kind, name, args, outputs = [], opts = {}) {
    const none = Object.fromEntries(outputs.map((key) => [key, undefined]));
    super("realtimekit:index:" + kind, name, { ...none, ...args }, opts, true);
  }
}
const streamKey = new pulumi.Config().requireSecret("youtubeKey");
const lookUp = (name, args) => pulumi.runtime.invokeOutput("realtimekit:index:" + name, args);
`;

const EVENT = `${REMOTE}
const hub = new LiveInput("hub", { displayName: "Hub" });
const event = new Remote("Broadcast", "event",
  {
    hub: hub.id,
    targets: { youtube: { platform: "youtube", streamKey, enabled: pulumi.output(false) } },
    livestream: { name: "watch" },
  },
  ["ingestServer", "ingestUrl", "targets", "livestreamId", "meetingId"],
);
export const { ingestServer, ingestUrl, targets, livestreamId, meetingId } = event;
const stage = new Remote("Stage", "panel",
  { host: { permissions: { canRecord: false } }, meeting: { title: "Panel" } },
  ["meetingId", "hostPreset", "guestPreset"],
);
export const { meetingId: panel, hostPreset, guestPreset } = stage;
`;

const KEY = "yt-key-0123456789";

const config = { "livestreaming:youtubeKey": new Secret(KEY) };
const native = { ...config, "realtimekit:provider": "native" };

async function targetsAtApi(project: Project) {
  const { body } = await project.api("GET", STREAM);
  const { liveInputs } = (body as { result: { liveInputs: { uid: string }[] } }).result;
  const lists = liveInputs.map(async ({ uid }) => {
    const { body: answer } = await project.api("GET", `${STREAM}/${uid}/outputs`);
    return (answer as { result: { streamKey: string; enabled: boolean }[] }).result;
  });
  return (await Promise.all(lists)).flat();
}

describe("a program in another language", () => {
  const story = projectStory({ program: EVENT, native: true, config: native });

  story.step("previews the components with their resources", async (project) => {
    const { code, steps } = await project.preview();
    const shown = steps.map(({ op, type, name }) => `${op} ${type} ${name}`);
    expect([code, shown.sort()]).toMatchSnapshot();
  });

  story.step("creates them", async (project) => {
    project.secrets.add(KEY);
    const up = await project.up();
    expect([up.code, up.text]).toStrictEqual([0, expect.any(String)]);
    const targets = await targetsAtApi(project);
    expect(targets).toHaveLength(2);
    expect(targets).toContainEqual(expect.objectContaining({ streamKey: KEY, enabled: false }));
  });

  story.check("has their outputs, with the secrets hidden", async (project) => {
    const hidden = await project.outputs();
    expect(hidden).toMatchObject({
      ingestUrl: "[secret]",
      ingestServer: expect.stringMatching(/^rtmps:/) as string,
      targets: { youtube: { id: expect.any(String) as string, enabled: false } },
    });
    expect(hidden.meetingId).toBeUndefined();
    const { body } = await project.api("GET", `${KIT}/livestreams/${String(hidden.livestreamId)}`);
    expect((body as { data: Plain }).data).toMatchObject({ name: "watch" });
    const meeting = await project.api("GET", `${KIT}/meetings/${String(hidden.panel)}`);
    expect((meeting.body as { data: Plain }).data).toMatchObject({ title: "Panel" });
    expect(hidden.hostPreset).toMatch(/^panel-host-/);
  });

  story.step("leaves them alone afterwards", async (project) => {
    for (const run of [await project.preview(), await project.up(), await project.refresh()])
      // The hub of the broadcast is a resource of its own, which the component only reads.
      expect([run.code, run.steps.filter(({ op }) => op !== "read")]).toStrictEqual([0, []]);
  });

  story.step("looks up what exists; its secrets stay secret", async (project) => {
    await project.program(`${EVENT}
const found = lookUp("getLivestream", { name: "watch" });
export const isOffline = pulumi.unsecret(found.apply(({ status }) => status !== "LIVE"));
export const preset = lookUp("getPreset", { name: "panel-host" }).apply(({ name }) => name);
export const key = found.apply((each) => each.streamKey);
`);
    const up = await project.up();
    expect([up.code, up.text]).toStrictEqual([0, expect.any(String)]);
    const outputs = await project.outputs();
    expect(outputs).toMatchObject({
      isOffline: true,
      preset: expect.stringMatching(/^panel-host-/) as string,
      key: "[secret]",
    });
  });

  story.step("hears what is wrong with the arguments of a lookup", async (project) => {
    await project.program(`${EVENT}
lookUp("getLivestream", { nme: "watch" });
`);
    const preview = await project.preview();
    expect(preview.code).not.toBe(0);
    expect(preview.text).toContain("getLivestream: nme: unknown; did you mean name?");
  });

  story.step("hears what is wrong with the arguments of a component", async (project) => {
    await project.program(`${REMOTE}
new Remote("Broadcast", "event", { hubs: "a", targets: { youtube: { platform: "youtub", streamKey } } });
`);
    const preview = await project.preview();
    expect(preview.code).not.toBe(0);
    expect(preview.text).toMatch(/Broadcast event: hubs: /);
    expect(preview.text).toMatch(/Broadcast event: targets.youtube.platform: "youtub" /);
    expect(preview.text).not.toMatch(/ at .*remote\.cjs/);
  });

  story.step("hears that a shape must be known", async (project) => {
    await project.program(`${REMOTE}
const hub = new LiveInput("new", {});
new Remote("Broadcast", "event", { targets: hub.id.apply(() => ({ youtube: { platform: "youtube", streamKey } })) });
`);
    const preview = await project.preview();
    expect(preview.code).not.toBe(0);
    expect(preview.text).toContain(
      "Broadcast event: targets: cannot be an output that is not known yet; use outputs for the values in it",
    );
  });

  story.step("hears which resource of a component the API refused", async (project) => {
    await project.program(`${REMOTE}
new Remote("Broadcast", "second", { targets: { own: { url: "rtmps://live.example.com/app", streamKey } } });
`);
    await project.control.fault({ method: "POST", path: "/outputs$", status: 400 });
    const up = await project.up();
    expect(up.code).not.toBe(0);
    expect(up.text).toContain("second-own");
    expect(await project.control.faults()).toStrictEqual([]);
    const again = await project.up();
    expect([
      again.code,
      again.steps.map(({ op, name }) => `${op} ${name}`).sort(),
    ]).toMatchSnapshot();
  });
});

describe("a TypeScript program that is rewritten in another language", () => {
  const story = projectStory({
    program: `
import * as pulumi from "@pulumi/pulumi";
import { Broadcast } from "pulumi-realtimekit";
const streamKey = new pulumi.Config().requireSecret("youtubeKey");
new Broadcast("event", { targets: { youtube: { platform: "youtube", streamKey } }, livestream: {} });
`,
    native: true,
    config,
  });

  story.step("runs in TypeScript with a dynamic provider", async (project) => {
    expect((await project.up()).code).toBe(0);
    await project.control.clearRequests();
  });

  story.step("keeps all resources", async (project) => {
    await project.program(`${REMOTE}
new Remote("Broadcast", "event", { targets: { youtube: { platform: "youtube", streamKey } }, livestream: {} });
`);
    const preview = await project.preview();
    expect([preview.code, preview.steps]).toStrictEqual([0, []]);
    const up = await project.up();
    expect([up.code, up.steps]).toStrictEqual([0, []]);
    const writes = (await project.requests()).filter((request) => !request.startsWith("GET"));
    expect(writes).toStrictEqual([]);
  });
});
