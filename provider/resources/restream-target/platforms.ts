/** The platforms that a restream target can name, and where each takes its picture. */

/** A platform that a restream target can name. */
export interface Platform {
  readonly title: string;
  /** Where it takes RTMP; absent where every event or account has its own. */
  readonly url?: string;
  /** What a person needs to give, and where they find it. */
  readonly needs: string;
}

/** All platforms by the name that a restream target gives. */
export const PLATFORMS = {
  youtube: {
    title: "YouTube",
    url: "rtmps://a.rtmps.youtube.com/live2",
    needs: "the stream key of YouTube Studio, Go live, Stream",
  },
  twitch: {
    title: "Twitch",
    url: "rtmps://ingest.global-contribute.live-video.net/app",
    needs: "the primary stream key of the Creator Dashboard, Settings, Stream",
  },
  facebook: {
    title: "Facebook",
    url: "rtmps://live-api-s.facebook.com:443/rtmp",
    needs: "the stream key of Live Producer, Streaming software",
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

/** What a restream target can give as `platform`. */
export type PlatformName = keyof typeof PLATFORMS;

/** A platform that takes the picture at one address for all, so that a target there needs no `url`. */
export type PlatformWithUrl = {
  [Name in PlatformName]: (typeof PLATFORMS)[Name] extends { readonly url: string } ? Name : never;
}[PlatformName];

export const PLATFORM_NAMES = Object.keys(PLATFORMS) as [PlatformName, ...PlatformName[]];

/** The ingest URL of a platform that has one for all. */
export function platformUrl(name: unknown): string | undefined {
  const platform: Platform | undefined = Object.entries(PLATFORMS).find(
    ([known]) => known === name,
  )?.[1];
  return platform?.url;
}

/** The platform whose own ingest URL it is. */
export function platformOf(url: unknown): PlatformName | undefined {
  return url === undefined ? undefined : PLATFORM_NAMES.find((name) => platformUrl(name) === url);
}
