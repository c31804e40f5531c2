/** What the page shows: everything that is fixed, and everything that changes while it is open. */
import { createHash } from "node:crypto";
import type { EmulatorContext } from "../../context.ts";
import { presetsOf } from "../../presets.ts";
import type { OnAir } from "../on-air.ts";
import type { RelayState } from "../relay.ts";
import { allSources, type Source, type SourceTarget, targetsOf } from "../sources.ts";
import type { Streams } from "../streams.ts";

/** How something is at the moment. The page shows the tone as a color and a sign, beside the words. */
export interface State {
  readonly tone: "off" | "waiting" | "on" | "bad";
  readonly label: string;
  readonly detail: string;
}

export interface TargetView extends State {
  readonly id: string;
  readonly url: string;
}

/** A livestream or live input, without its stream key. */
export interface StreamView extends State {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly ingestServer: string;
  readonly playback: string;
  readonly isPlayable: boolean;
  /** Differs after the stream has begun again: players have to, too. */
  readonly began: number;
  /** None for a livestream, which has no targets. */
  readonly targets: readonly TargetView[] | undefined;
}

export interface PresetView {
  readonly id: string;
  readonly name: string;
  readonly viewType: string;
  readonly logo: string | undefined;
  readonly theme: string;
  /** Names and values. */
  readonly colors: readonly (readonly [string, string])[];
  /** Custom properties of the style sheet. */
  readonly look: Readonly<Record<string, string>>;
}

export interface PageView {
  readonly streams: readonly StreamView[];
  readonly presets: readonly PresetView[];
  /** Differs if the page has to be loaded again. */
  readonly shape: string;
}

export function viewOf(emulator: EmulatorContext, streams: Streams): PageView {
  const shown = allSources(emulator).map((source) =>
    streamView(emulator, source, streams.get(source.playbackId)),
  );
  const presets = presetViews(emulator);
  const fixed = shown.map(({ id, kind, name, ingestServer, playback, targets }) => [
    ...[id, kind, name, ingestServer, playback],
    targets?.map((target) => [target.id, target.url]),
  ]);
  const shape = createHash("sha256")
    .update(JSON.stringify([fixed, presets]))
    .digest("hex");
  return { streams: shown, presets, shape };
}

function streamView(
  emulator: EmulatorContext,
  source: Source,
  onAir: OnAir | undefined,
): StreamView {
  const live = onAir?.isEnded === false ? onAir : undefined;
  const { playbackId: id, kind, name } = source;
  const isHub = kind === "live-input";
  return {
    id,
    kind: isHub ? "Live input" : "Livestream",
    name,
    ingestServer: emulator.endpoints.ingestServer,
    playback: `/${id}/manifest/video.m3u8`,
    isPlayable: live?.playlist.isPlayable ?? false,
    began: live?.began ?? 0,
    targets: isHub
      ? targetsOf(emulator, source).map((target) => targetView(target, live))
      : undefined,
    ...stateOf(source, live),
  };
}

function stateOf({ isEnabled }: Source, live: OnAir | undefined): State {
  if (!isEnabled) return { tone: "off", label: "Disabled", detail: "It accepts no video." };
  if (live === undefined) return { tone: "off", label: "Off air", detail: "" };
  if (live.connection === "reconnecting") {
    const detail = "The encoder is gone. The stream goes on if it comes back within 10 seconds.";
    return { tone: "waiting", label: "Reconnecting", detail };
  }
  if (!live.playlist.isPlayable) {
    return { tone: "waiting", label: "Starting", detail: "The first segment is on its way." };
  }
  const { video, audio } = live.playlist.tracks ?? {};
  const facts = [
    ...(video ? [`${video.width} × ${video.height}`] : []),
    ...(audio ? [`${audio.rate / 1000} kHz`] : ["no audio"]),
    `${(live.bitrate / 1e6).toFixed(1)} Mbit/s`,
    clock(Date.now() - live.began),
  ];
  return { tone: "on", label: "On air", detail: facts.join(" · ") };
}

function targetView(target: SourceTarget, live: OnAir | undefined): TargetView {
  const { uid: id, url, enabled } = target;
  const state = live?.relayStates().get(id);
  return { id, url: withoutCredentials(url), ...targetState(enabled, state) };
}

function targetState(enabled: boolean, state: RelayState | undefined): State {
  if (!enabled) return { tone: "off", label: "Off", detail: "" };
  switch (state?.name) {
    case undefined:
      return { tone: "off", label: "Waiting for video", detail: "" };
    case "connecting":
      return { tone: "waiting", label: "Connecting", detail: "" };
    case "on air":
      return { tone: "on", label: "On air", detail: clock(Date.now() - state.since) };
    case "failing":
      return { tone: "bad", label: "Not connected", detail: state.why };
  }
}

function presetViews(emulator: EmulatorContext): PresetView[] {
  return presetsOf(emulator)
    .all()
    .map(({ document: { id, body } }) => {
      const { colors, theme, logo, font_family, border_radius } = body.ui.design_tokens;
      const { background, brand, ...others } = colors;
      const named = [
        ...Object.entries(brand).map(([level, color]) => [`brand ${level}`, color] as const),
        ...Object.entries(background).map(
          ([level, color]) => [`background ${level}`, color] as const,
        ),
        ...Object.entries(others).map(
          ([name, color]) => [name.replaceAll("_", " "), color] as const,
        ),
      ];
      return {
        id,
        name: body.name,
        viewType: body.config.view_type.replaceAll("_", " ").toLowerCase(),
        theme,
        logo: logo === "" ? undefined : logo,
        colors: named,
        look: {
          "--back": background["1000"],
          "--panel": background["900"],
          "--tile": colors.video_bg,
          "--words": colors.text,
          "--brand": brand["500"],
          "--on-brand": colors.text_on_brand,
          "--danger": colors.danger,
          "--corner": corners[border_radius],
          ...(font_family !== undefined && { "--font": font_family }),
        },
      };
    });
}

const corners = { sharp: "0", rounded: "6px", "extra-rounded": "12px", circular: "20px" } as const;

function clock(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** A target's URL without a user, a password or a query, each of which may be a secret. */
function withoutCredentials(url: string): string {
  return url.replace(/:\/\/[^/@]*@/, "://…@").replace(/\?.*$/, "?…");
}
