/**
 * The resource classes. What may be declared of each, and what it has, its definition tells; a class
 * gives both a name and words for people. New ones of the same make are a few lines here.
 */
/* eslint-disable @typescript-eslint/no-unsafe-declaration-merging --
   the outputs are there: RealtimeKitResource makes each that the definition names */
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

/** What may be declared of an {@link App}. */
export interface AppArgs extends Inputs<z.input<typeof app.inputs>> {}

/**
 * A RealtimeKit app: where livestreams, presets, meetings and webhooks live. It can be neither
 * renamed nor deleted, so a removed one is only forgotten; `adopt: true` beside a name takes over one
 * that is there.
 *
 * @example
 * const events = new App("events", { name: "events" });
 * new Livestream("keynote", { appId: events.id });
 */
export class App extends RealtimeKitResource {
  constructor(name: string, args: AppArgs = {}, opts?: pulumi.CustomResourceOptions) {
    super(app, name, args, opts);
  }

  /** An existing app by its id, to be read and never changed. */
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

/** What may be declared of a {@link Livestream}. */
export interface LivestreamArgs extends Inputs<z.input<typeof livestream.inputs>> {}

/**
 * A RealtimeKit livestream: one picture in from OBS, ffmpeg or any RTMPS encoder, one playback URL
 * out. The API can neither rename nor delete it: a change of `name`, `keyVersion`, `accountId` or
 * `appId` makes a new one with a new stream key and playback URL, and a removed one stays reachable.
 *
 * @example
 * const keynote = new Livestream("keynote");
 * export const watch = keynote.playbackUrl;
 */
export class Livestream extends RealtimeKitResource {
  constructor(name: string, args: LivestreamArgs = {}, opts?: pulumi.CustomResourceOptions) {
    super(livestream, name, args, opts);
  }

  /** An existing livestream by its id, to be read and never changed. */
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

/** What may be declared of a {@link LiveInput}. */
export interface LiveInputArgs extends Inputs<z.input<typeof liveInput.inputs>> {}

/**
 * A Stream live input: a picture in by RTMPS, SRT or WebRTC, played back by itself, and the hub that
 * each {@link RestreamTarget} hangs on. Everything but `accountId` changes in place; removing it
 * makes its keys invalid and darkens its targets.
 *
 * @example
 * const hub = new LiveInput("hub", { recording: { mode: "automatic" } });
 */
export class LiveInput extends RealtimeKitResource {
  constructor(name: string, args: LiveInputArgs = {}, opts?: pulumi.CustomResourceOptions) {
    super(liveInput, name, args, opts);
  }

  /** An existing live input by its id (`uid`), to be read and never changed. */
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

/** A target on a platform that has one address for all. */
export interface PlatformDestination {
  /** Which platform: youtube, twitch or facebook. Changes in place. */
  platform: pulumi.Input<PlatformWithUrl>;
  /**
   * Where the picture goes: rtmp://, rtmps:// or srt://, without the stream key. Default: the
   * platform's. A change replaces: the API changes `enabled` only.
   */
  url?: pulumi.Input<string | undefined>;
}

/** A target at an address of its own: linkedin has one for each event, and another server its own. */
export interface UrlDestination {
  /**
   * Which platform: linkedin, or custom for any other server; with an address, any of them may be
   * named. Default: custom. Changes in place.
   */
  platform?: pulumi.Input<PlatformName | undefined>;
  /**
   * Where the picture goes: rtmp://, rtmps:// or srt://, without the stream key. A change replaces:
   * the API changes `enabled` only.
   */
  url: pulumi.Input<string>;
}

/** Where a {@link RestreamTarget} sends the picture: a platform has one address for all, or `url` is needed. */
export type RestreamDestination = PlatformDestination | UrlDestination;

/** What may be declared of a {@link RestreamTarget}, beside where it sends the picture. */
export interface RestreamTargetBaseArgs extends Omit<
  Inputs<z.input<typeof restreamTarget.inputs>>,
  keyof RestreamDestination
> {}

/** What may be declared of a {@link RestreamTarget}. */
export type RestreamTargetArgs = RestreamTargetBaseArgs & RestreamDestination;

/**
 * One platform that a live input's picture goes to. `enabled` switches it in place while the picture
 * runs; any other change but `platform` replaces it, and a removed one goes dark within 30 seconds.
 * A live input has at most 50.
 *
 * @example
 * new RestreamTarget("youtube", { liveInputId: hub.id, platform: "youtube", streamKey: config.requireSecret("youtubeKey") });
 */
export class RestreamTarget extends RealtimeKitResource {
  constructor(name: string, args: RestreamTargetArgs, opts?: pulumi.CustomResourceOptions) {
    super(restreamTarget, name, args, opts);
  }

  /** An existing target by its id, to be read and never changed. */
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

/** What may be declared of a {@link Meeting}. */
export interface MeetingArgs extends Inputs<z.input<typeof meeting.inputs>> {}

/**
 * A RealtimeKit meeting, to which an application server adds participants, each with a preset. The
 * API cannot delete it: a removed one becomes INACTIVE and can no longer be joined.
 *
 * @example
 * const panel = new Meeting("panel", { liveStreamOnStart: true });
 */
export class Meeting extends RealtimeKitResource {
  constructor(name: string, args: MeetingArgs = {}, opts?: pulumi.CustomResourceOptions) {
    super(meeting, name, args, opts);
  }

  /** An existing meeting by its id, to be read and never changed. */
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

/** What may be declared of a {@link Preset}. */
export interface PresetArgs extends Inputs<z.input<typeof preset.inputs>> {}

/**
 * A preset: what a role may do in a meeting or livestream, and how it looks. A declaration says only
 * what differs from its template; what is taken out of it returns to the template's value. Numbers
 * outside what is recommended (6 to 9 people on screen, 3 to 4 sharing theirs) warn.
 *
 * @example
 * const host = new Preset("host", {
 *   template: "host",
 *   permissions: { canRecord: false },
 *   ui: { designTokens: { theme: "light", colors: { brand: "#f38020" } } },
 * });
 *
 * // Whoever presents in a webinar: a speaker, but for the type of the meeting.
 * const presenter = new Preset("presenter", {
 *   template: "speaker",
 *   config: { viewType: "WEBINAR" },
 * });
 */
export class Preset extends RealtimeKitResource {
  constructor(name: string, args: PresetArgs = {}, opts?: pulumi.CustomResourceOptions) {
    super(preset, name, args, opts);
  }

  /** An existing preset by its id, to be read and never changed. */
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

/** What may be declared of a {@link Webhook}. */
export interface WebhookArgs extends Inputs<z.input<typeof webhook.inputs>> {}

/**
 * An address that an app tells of its events, such as a livestream that went live.
 *
 * @example
 * new Webhook("status", { url: "https://example.com/hook", events: ["livestreaming.statusUpdate"] });
 */
export class Webhook extends RealtimeKitResource {
  constructor(name: string, args: WebhookArgs, opts?: pulumi.CustomResourceOptions) {
    super(webhook, name, args, opts);
  }

  /** An existing webhook by its id, to be read and never changed. */
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
