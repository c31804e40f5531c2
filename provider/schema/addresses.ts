/** Ways in and out of what takes a picture, in the forms that encoders and players want. */

/** Server and key as ffmpeg wants them: one URL. */
export function join(server: string, key: string): string {
  return `${server.replace(/\/+$/, "")}/${key}`;
}

/** A command that sends a file, as if it were live, to an ingest URL. */
export function ffmpegCommand(ingestUrl: string): string {
  const encode =
    "-c:v libx264 -preset veryfast -tune zerolatency -pix_fmt yuv420p -b:v 4500k -g 60";
  return `ffmpeg -re -i input.mp4 ${encode} -c:a aac -b:a 160k -ar 44100 -f flv "${ingestUrl}"`;
}

/** The manifests that players load. */
export interface Playback {
  readonly hls: string;
  readonly dash: string;
}

/** Answers without `playback` still have its host, in the WebRTC playback URL (contract). */
export function playbackOf(
  uid: string,
  known: { playback?: Playback | undefined; webRTCPlayback?: { url: string } | undefined },
): Playback | undefined {
  if (known.playback || !known.webRTCPlayback) return known.playback;
  const manifest = `${new URL(known.webRTCPlayback.url).origin}/${uid}/manifest`;
  return { hls: `${manifest}/video.m3u8`, dash: `${manifest}/video.mpd` };
}

/** What opens an address: a user before the server, and all behind the question mark. */
export function credentialsIn(text: string): string[] {
  const [, user, query] = /^[a-z]+:\/\/(?:([^/?]*)@)?[^?]*(?:\?(.+))?$/i.exec(text) ?? [];
  return [user, query].filter((part) => part !== undefined);
}

/** An address without what opens it: a user before the server, and all behind the question mark. */
export function withoutCredentials(url: string): string {
  return url.replace(/:\/\/[^/?]*@/, "://…@").replace(/\?.*$/, "?…");
}
