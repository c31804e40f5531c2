/** URLs and commands for encoders and players. */

/** The server and key as a single URL. */
export function join(server: string, key: string): string {
  return `${server.replace(/\/+$/, "")}/${key}`;
}

/** An ffmpeg command that streams a file to a server. */
export function ffmpegCommand(server: string, key: string): string {
  const encode =
    "-c:v libx264 -preset veryfast -tune zerolatency -pix_fmt yuv420p -b:v 4500k -g 60";
  return `ffmpeg -re -i input.mp4 ${encode} -c:a aac -b:a 160k -ar 44100 -f flv "${join(server, key)}"`;
}

/** The playback URLs. */
export interface Playback {
  readonly hls: string;
  readonly dash: string;
}

/** The playback URLs; without `playback`, their host is taken from the WebRTC playback URL (contract). */
export function playbackOf(
  uid: string,
  known: { playback?: Playback | undefined; webRTCPlayback?: { url: string } | undefined },
): Playback | undefined {
  if (known.playback || !known.webRTCPlayback) return known.playback;
  const manifest = `${new URL(known.webRTCPlayback.url).origin}/${uid}/manifest`;
  return { hls: `${manifest}/video.m3u8`, dash: `${manifest}/video.mpd` };
}

/** The credentials in a URL: the user before the server, and the query. */
export function credentialsIn(text: string): string[] {
  const [, user, query] = /^[a-z]+:\/\/(?:([^/?]*)@)?[^?]*(?:\?(.+))?$/i.exec(text) ?? [];
  return [user, query].filter((part) => part !== undefined);
}

/** A URL without its credentials. */
export function withoutCredentials(url: string): string {
  return url.replace(/:\/\/[^/?]*@/, "://…@").replace(/\?.*$/, "?…");
}
