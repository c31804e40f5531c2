/** The platforms of restream targets and their ingest URLs. */

/** A platform that a {@link RestreamTarget} can send video to. */
export interface Platform {
  /** The name of the platform for people. */
  readonly title: string;
  /** The RTMPS ingest URL; absent if every event or account has its own. */
  readonly url?: string;
  /** What you need from the platform, and where to find it. */
  readonly needs: string;
}

/** All platforms, by the name that `platform` of a {@link RestreamTarget} takes. */
export const PLATFORMS = {
  youtube: {
    title: "YouTube",
    url: "rtmps://a.rtmps.youtube.com/live2",
    needs: "the stream key from YouTube Studio (Go live, Stream)",
  },
  twitch: {
    title: "Twitch",
    url: "rtmps://ingest.global-contribute.live-video.net/app",
    needs: "the primary stream key from the Creator Dashboard (Settings, Stream)",
  },
  facebook: {
    title: "Facebook",
    url: "rtmps://live-api-s.facebook.com:443/rtmp",
    needs: "the stream key from Live Producer (Streaming software)",
  },
  linkedin: {
    title: "LinkedIn",
    needs: "the stream URL and the stream key that LinkedIn shows for each event",
  },
  custom: {
    title: "another server",
    needs: "its rtmp://, rtmps:// or srt:// URL and its stream key",
  },
} as const satisfies Record<string, Platform>;

/** A value of `platform` of a {@link RestreamTarget}. */
export type PlatformName = keyof typeof PLATFORMS;

/** A platform with a single ingest URL for everyone, so that a target does not need a `url`. */
export type PlatformWithUrl = {
  [Name in PlatformName]: (typeof PLATFORMS)[Name] extends { readonly url: string } ? Name : never;
}[PlatformName];

export const PLATFORM_NAMES = Object.keys(PLATFORMS) as [PlatformName, ...PlatformName[]];

/** The ingest URL of a platform, if it has a single one for everyone. */
export function platformUrl(name: unknown): string | undefined {
  const platform: Platform | undefined = Object.entries(PLATFORMS).find(
    ([known]) => known === name,
  )?.[1];
  return platform?.url;
}

/** The platform that has this ingest URL. */
export function platformOf(url: unknown): PlatformName | undefined {
  return url === undefined ? undefined : PLATFORM_NAMES.find((name) => platformUrl(name) === url);
}
