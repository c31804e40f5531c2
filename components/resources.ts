/**
 * The resource classes. The arguments and outputs of each come from its definition; a class adds the
 * name and the documentation.
 */
/* eslint-disable @typescript-eslint/no-unsafe-declaration-merging --
   RealtimeKitResource creates every output that the definition has */
import type * as pulumi from "@pulumi/pulumi";
import type * as z from "zod";
import { app } from "../provider/resources/app/definition.ts";
import { liveInput } from "../provider/resources/live-input/definition.ts";
import { livestream } from "../provider/resources/livestream/definition.ts";
import { meeting } from "../provider/resources/meeting/definition.ts";
import { preset } from "../provider/resources/preset/definition.ts";
import { restreamTarget } from "../provider/resources/restream-target/definition.ts";
import type {
  PlatformName,
  PlatformWithUrl,
} from "../provider/resources/restream-target/platforms.ts";
import { webhook } from "../provider/resources/webhook/definition.ts";
import { type Inputs, type Outputs, RealtimeKitResource } from "./resource.ts";

/** Arguments for {@link App}. */
export interface AppArgs extends Inputs<z.input<typeof app.inputs>> {}

/**
 * A RealtimeKit app, which contains livestreams, presets, meetings and webhooks. The API can neither
 * rename nor delete apps: if you remove the resource, the app stays in Cloudflare and is no longer
 * managed. To use an existing app, set its name and `adopt: true`.
 *
 * @example
 * const events = new App("events", { name: "events", adopt: true });
 * const keynote = new Livestream("keynote", { appId: events.id });
 * export const playbackUrl = keynote.playbackUrl;
 */
export class App extends RealtimeKitResource {
  constructor(name: string, args: AppArgs = {}, opts?: pulumi.CustomResourceOptions) {
    super(app, name, args, opts);
  }

  /** Reads an existing app by its ID; Pulumi never changes it. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    where: Pick<AppArgs, "accountId"> = {},
    opts?: pulumi.CustomResourceOptions,
  ): App {
    return new App(name, where, { ...opts, id });
  }
}

export interface App extends Outputs<z.output<typeof app.outputs>> {}

/** Arguments for {@link Livestream}. */
export interface LivestreamArgs extends Inputs<z.input<typeof livestream.inputs>> {}

/**
 * A RealtimeKit livestream, which receives video from OBS, ffmpeg or any other RTMPS encoder and has one
 * playback URL. The API can neither rename nor delete livestreams: changing `name`, `keyVersion`,
 * `accountId` or `appId` creates a new one with a new stream key and playback URL. If you remove the
 * resource, the livestream stays in Cloudflare, and its stream key and playback URL keep working.
 *
 * @example
 * const keynote = new Livestream("keynote");
 * export const ingestServer = keynote.ingestServer;
 * export const streamKey = keynote.streamKey; // secret
 * export const playbackUrl = keynote.playbackUrl;
 */
export class Livestream extends RealtimeKitResource {
  constructor(name: string, args: LivestreamArgs = {}, opts?: pulumi.CustomResourceOptions) {
    super(livestream, name, args, opts);
  }

  /** Reads an existing livestream by its ID; Pulumi never changes it. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    where: Pick<LivestreamArgs, "accountId" | "appId"> = {},
    opts?: pulumi.CustomResourceOptions,
  ): Livestream {
    return new Livestream(name, where, { ...opts, id });
  }
}

export interface Livestream extends Outputs<z.output<typeof livestream.outputs>> {}

/** Arguments for {@link LiveInput}. */
export interface LiveInputArgs extends Inputs<z.input<typeof liveInput.inputs>> {}

/**
 * A Stream live input, which receives video over RTMPS, SRT or WebRTC and has its own playback URL. It
 * is also the hub that each {@link RestreamTarget} belongs to. All inputs except `accountId` can be
 * changed in place. Deleting it invalidates its keys, and its targets stop receiving video.
 *
 * @example
 * const hub = new LiveInput("hub", { recording: { mode: "automatic" }, deleteRecordingAfterDays: 30 });
 * export const ingestUrl = hub.ingestUrl; // secret
 * export const playbackUrl = hub.playbackUrl;
 */
export class LiveInput extends RealtimeKitResource {
  constructor(name: string, args: LiveInputArgs = {}, opts?: pulumi.CustomResourceOptions) {
    super(liveInput, name, args, opts);
  }

  /** Reads an existing live input by its ID (`uid`); Pulumi never changes it. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    where: Pick<LiveInputArgs, "accountId"> = {},
    opts?: pulumi.CustomResourceOptions,
  ): LiveInput {
    return new LiveInput(name, where, { ...opts, id });
  }
}

export interface LiveInput extends Outputs<z.output<typeof liveInput.outputs>> {}

/** The destination of a target on a platform that has a single URL for everyone. */
export interface PlatformDestination {
  /** The platform: `youtube`, `twitch` or `facebook`. Can be changed in place. */
  platform: pulumi.Input<PlatformWithUrl>;
  /**
   * The URL that the video is sent to: rtmp://, rtmps:// or srt://, without the stream key. Default:
   * the URL of the platform. Changing this replaces the resource: the API can only change `enabled`.
   */
  url?: pulumi.Input<string | undefined>;
}

/** The destination of a target with its own URL: a LinkedIn event or any other server. */
export interface UrlDestination {
  /**
   * The platform: `linkedin`, or `custom` for any other server; together with `url`, any platform is
   * allowed. Default: `custom`. Can be changed in place.
   */
  platform?: pulumi.Input<PlatformName | undefined>;
  /**
   * The URL that the video is sent to: rtmp://, rtmps:// or srt://, without the stream key. Changing
   * this replaces the resource: the API can only change `enabled`.
   */
  url: pulumi.Input<string>;
}

/** The destination of a {@link RestreamTarget}: a platform with a known URL, or a `url` of your own. */
export type RestreamDestination = PlatformDestination | UrlDestination;

/** Arguments for {@link RestreamTarget}, without its destination. */
export interface RestreamTargetBaseArgs extends Omit<
  Inputs<z.input<typeof restreamTarget.inputs>>,
  keyof RestreamDestination
> {}

/** Arguments for {@link RestreamTarget}. */
export type RestreamTargetArgs = RestreamTargetBaseArgs & RestreamDestination;

/**
 * An output of a Stream live input, which restreams its video to one platform. `enabled` and `platform`
 * can be changed in place, `enabled` even while the stream is live; any other change replaces the
 * resource. After it is deleted, the platform stops receiving video within 30 seconds. A live input can
 * have at most 50 outputs.
 *
 * @example
 * const config = new pulumi.Config();
 * const hub = new LiveInput("hub");
 * new RestreamTarget("youtube", {
 *   liveInputId: hub.id,
 *   platform: "youtube",
 *   streamKey: config.requireSecret("youtubeKey"),
 * });
 */
export class RestreamTarget extends RealtimeKitResource {
  constructor(name: string, args: RestreamTargetArgs, opts?: pulumi.CustomResourceOptions) {
    super(restreamTarget, name, args, opts);
  }

  /** Reads an existing restream target by its ID; Pulumi never changes it. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    where: Pick<RestreamTargetArgs, "liveInputId" | "accountId">,
    opts?: pulumi.CustomResourceOptions,
  ): RestreamTarget {
    return new RestreamTarget(name, where as RestreamTargetArgs, { ...opts, id });
  }
}

export interface RestreamTarget extends Outputs<z.output<typeof restreamTarget.outputs>> {}

/** Arguments for {@link Meeting}. */
export interface MeetingArgs extends Inputs<z.input<typeof meeting.inputs>> {}

/**
 * A RealtimeKit meeting. Your application server adds participants to it, each with a preset. The API
 * cannot delete meetings: if you remove the resource, the meeting becomes INACTIVE and participants can
 * no longer join it.
 *
 * @example
 * const panel = new Meeting("panel", { title: "Panel discussion", liveStreamOnStart: true });
 * export const meetingId = panel.id;
 */
export class Meeting extends RealtimeKitResource {
  constructor(name: string, args: MeetingArgs = {}, opts?: pulumi.CustomResourceOptions) {
    super(meeting, name, args, opts);
  }

  /** Reads an existing meeting by its ID; Pulumi never changes it. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    where: Pick<MeetingArgs, "accountId" | "appId"> = {},
    opts?: pulumi.CustomResourceOptions,
  ): Meeting {
    return new Meeting(name, where, { ...opts, id });
  }
}

export interface Meeting extends Outputs<z.output<typeof meeting.outputs>> {}

/** Arguments for {@link Preset}. */
export interface PresetArgs extends Inputs<z.input<typeof preset.inputs>> {}

/**
 * A RealtimeKit preset, which defines what participants with a role can do in a meeting or livestream,
 * and how it looks. You only set what differs from the `template`; a value that you remove returns to
 * the template's. Numbers outside the range that Cloudflare recommends (6 to 9 videos on screen, 3 to 4
 * shared screens) cause a warning.
 *
 * @example
 * const host = new Preset("host", {
 *   template: "host",
 *   permissions: { canRecord: false },
 *   ui: { designTokens: { theme: "light", colors: { brand: "#f38020" } } },
 * });
 *
 * // For a webinar, change the type of the meeting.
 * const presenter = new Preset("presenter", {
 *   template: "speaker",
 *   config: { viewType: "WEBINAR" },
 * });
 */
export class Preset extends RealtimeKitResource {
  constructor(name: string, args: PresetArgs = {}, opts?: pulumi.CustomResourceOptions) {
    super(preset, name, args, opts);
  }

  /** Reads an existing preset by its ID; Pulumi never changes it. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    where: Pick<PresetArgs, "accountId" | "appId"> = {},
    opts?: pulumi.CustomResourceOptions,
  ): Preset {
    return new Preset(name, where, { ...opts, id });
  }
}

export interface Preset extends Outputs<z.output<typeof preset.outputs>> {}

/** Arguments for {@link Webhook}. */
export interface WebhookArgs extends Inputs<z.input<typeof webhook.inputs>> {}

/**
 * A RealtimeKit webhook: a URL that receives the events of an app, such as a livestream that goes live.
 *
 * @example
 * new Webhook("status", {
 *   url: "https://example.com/hook",
 *   events: ["livestreaming.statusUpdate", "recording.statusUpdate"],
 * });
 */
export class Webhook extends RealtimeKitResource {
  constructor(name: string, args: WebhookArgs, opts?: pulumi.CustomResourceOptions) {
    super(webhook, name, args, opts);
  }

  /** Reads an existing webhook by its ID; Pulumi never changes it. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    where: Pick<WebhookArgs, "accountId" | "appId"> = {},
    opts?: pulumi.CustomResourceOptions,
  ): Webhook {
    return new Webhook(name, where as WebhookArgs, { ...opts, id });
  }
}

export interface Webhook extends Outputs<z.output<typeof webhook.outputs>> {}
