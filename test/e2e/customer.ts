/** What users of the package write, right and wrong. */
import { join } from "node:path";
import ts from "typescript";
import { root } from "../../scripts/places.ts";
import { virtualProgram } from "../support/virtual-program.ts";

/** A program that has a resource, a component, a look at the API and types of each. */
export const program = (imports: string) => `
${imports}
const keynote = new rt.Livestream("keynote", { name: "keynote" });
const args: rt.PresetArgs = { template: "host", permissions: { canRecord: false } };
new rt.Preset("host", args);
const event = new rt.Broadcast("event", { hubArgs: { displayName: "Event" } });
const found = rt.getLivestreamOutput({ id: keynote.id });
export const status: pulumi.Output<string> = found.status;
export const { playbackUrl, streamKey } = keynote;
export const hub: pulumi.Output<string> = event.liveInputId;
export const { livestreams, outputsVersion } = rt.exportLivestreaming({ livestreams: { keynote } });
${TYPES}
`;

/** For the compiler alone: nobody calls it. */
const TYPES = `
function types(): pulumi.Output<string> {
  const streams = rt.readLivestreaming("organization/livestreaming/prod");
  // @ts-expect-error -- a number is no name
  new rt.Livestream("wrong", { name: 1 });
  // @ts-expect-error -- there is no such section
  void streams.streams;

  const liveInput = new rt.LiveInput("hub");
  const target = { liveInputId: liveInput.id, streamKey: "key" };
  const url = "rtmps://ingest.example.com/live";
  const some = pulumi.output("linkedin" as rt.PlatformName);
  new rt.RestreamTarget("its-own", { ...target, platform: "youtube" });
  new rt.RestreamTarget("another", { ...target, platform: "youtube", url });
  new rt.RestreamTarget("default", { ...target, url });
  new rt.RestreamTarget("some", { ...target, platform: some, url: pulumi.output(url) });
  // @ts-expect-error -- LinkedIn has an address for each event
  new rt.RestreamTarget("linkedin", { ...target, platform: "linkedin" });
  // @ts-expect-error -- another server has its own
  new rt.RestreamTarget("custom", { ...target, platform: "custom" });
  // @ts-expect-error -- which it is by default
  new rt.RestreamTarget("none", target);
  // @ts-expect-error -- it may be one without
  new rt.RestreamTarget("unknown", { ...target, platform: some });

  const linkedin: rt.BroadcastTarget = { platform: "linkedin", url, streamKey: "key" };
  new rt.Broadcast("new", { hubArgs: { displayName: "New" }, targets: { linkedin } });
  new rt.Broadcast("ours", { hub: liveInput });
  new rt.Broadcast("by-id", { hub: liveInput.id });
  new rt.Broadcast("either", Math.random() > 0.5 ? { hub: liveInput } : { hubArgs: {} });
  new rt.Stage("stage", { restream: { hubArgs: {}, targets: { linkedin } } });
  // @ts-expect-error -- the same in a broadcast
  new rt.Broadcast("linkedin", { targets: { linkedin: { platform: "linkedin", streamKey: "key" } } });
  // @ts-expect-error -- a hub that is there is as it is
  new rt.Broadcast("both", { hub: liveInput, hubArgs: {} });
  // @ts-expect-error -- the same in a stage
  new rt.Stage("both", { restream: { hub: liveInput, hubArgs: {} } });
  // @ts-expect-error -- a stage's picture comes from its own meeting
  new rt.Stage("meeting", { restream: { meeting: {} } });

  const permissions: rt.PresetPermissionsArgs = { canRecord: false, chat: { public: { files: true } } };
  const colors: rt.PresetUiDesignTokensColorsArgs = { brand: pulumi.output("#f38020"), background: { 1000: "#000" } };
  const plugin: rt.PresetPermissionsPluginsConfigArgs = { accessControl: "VIEW_ONLY" };
  const plugins = { config: { one: plugin, other: "FULL_ACCESS" as const } };
  new rt.Preset("named", { permissions: { ...permissions, plugins }, ui: { designTokens: { colors } } });
  const recording: rt.LiveInputRecordingArgs = { mode: rt.LiveInputRecordingMode.Automatic };
  new rt.Preset("constant", { template: rt.PresetTemplate.Host, config: { viewType: rt.PresetConfigViewType.Webinar } });
  // @ts-expect-error -- there is no such constant
  void rt.PresetTemplate.Owner;
  new rt.LiveInput("named", { recording: pulumi.output(recording) });

  const { presets, broadcasts } = rt.exportLivestreaming({
    presets: { host: new rt.Preset("exported") },
    broadcasts: { event },
    stages: {},
  });
  void [presets.host, broadcasts.event];
  // @ts-expect-error -- a meeting is no livestream
  rt.exportLivestreaming({ livestreams: { keynote, panel: new rt.Meeting("panel") } });
  // @ts-expect-error -- nor is a live input
  rt.exportLivestreaming({ livestreams: { liveInput } });
  // @ts-expect-error -- a component of another class
  rt.exportLivestreaming({ stages: { event } });
  // @ts-expect-error -- there may be none
  rt.exportLivestreaming({ livestreams: { shown: event.livestream } });
  // @ts-expect-error -- there is no such section
  rt.exportLivestreaming({ livestreams: { keynote }, streams: { keynote } });
  // @ts-expect-error -- what is not given is not there
  void rt.exportLivestreaming({ livestreams: { keynote } }).meetings;
  return streams.livestreams.get("keynote").streamKey;
}
`;

interface Mistake {
  readonly code: string;
  /** What stands in the compiler's message. */
  readonly says: readonly string[];
  /** How long it may be: what fits a few lines of a terminal. */
  readonly letters: number;
}

/** Mistakes of which the compiler tells in few words. */
export const MISTAKES: Readonly<Record<string, Mistake>> = {
  "a typo": {
    code: 'new rt.Preset("x", { permissions: { canRecrod: false } });',
    says: ["'canRecrod'", "PresetPermissionsArgs"],
    letters: 300,
  },
  "a typo further down": {
    code: 'new rt.Preset("x", { ui: { designTokens: { colors: { brnd: "#fff" } } } });',
    says: ["'brnd'", "PresetUiDesignTokensColorsArgs"],
    letters: 300,
  },
  "a typo in a target": {
    code: 'new rt.Broadcast("x", { targets: { y: { platform: "youtube", streamKy: "k" } } });',
    says: ["'streamKy'", "BroadcastTarget", "'streamKey'"],
    letters: 300,
  },
  "a platform without a URL": {
    code: 'new rt.RestreamTarget("x", { liveInputId: "i", platform: "linkedin", streamKey: "k" });',
    says: ["RestreamTargetArgs", "Property 'url' is missing"],
    // It says the whole object twice.
    letters: 450,
  },
  "another kind in a section": {
    code: 'rt.exportLivestreaming({ livestreams: { x: new rt.Meeting("x") } });',
    says: ["'Meeting'", "'Livestream'", "streamKey"],
    letters: 200,
  },
  "a hub that is there, and what a new one is like": {
    code: 'new rt.Broadcast("x", { hub: "i", hubArgs: {} });',
    says: ["'undefined'"],
    letters: 100,
  },
};

/** What the compiler says of each piece of a program, by the published types of this checkout. */
export function messagesOf(pieces: readonly string[]): string[][] {
  const lines = ['import * as rt from "pulumi-realtimekit";', ...pieces];
  const [found = []] = compiled([lines.join("\n")]);
  return pieces.map((_, index) =>
    found.filter(({ line }) => line === index + 1).map(({ message }) => message),
  );
}

/** What the compiler says of each of some programs, and where. */
export function compiled(
  texts: readonly string[],
): { line: number | undefined; message: string }[][] {
  const paths = { "pulumi-realtimekit": [join(root, "dist", "index.d.ts")] };
  const names = texts.map((_, index) => `customer-${index}.ts`);
  const files = Object.fromEntries(names.map((name, index) => [name, texts[index] ?? ""]));
  const customer = virtualProgram(files, { paths, noEmit: true });
  const found = ts.getPreEmitDiagnostics(customer);
  return names.map((name) =>
    found
      .filter(({ file }) => file?.fileName.endsWith(`/${name}`) ?? true)
      .map(({ file, start, messageText }) => ({
        line: file?.getLineAndCharacterOfPosition(start ?? 0).line,
        message: ts.flattenDiagnosticMessageText(messageText, "\n"),
      })),
  );
}
