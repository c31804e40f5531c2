import { Livestream } from "pulumi-realtimekit";

// The API cannot delete or rename a livestream. To get a new stream key, set or change keyVersion:
// a new livestream replaces this one.
const keynote = new Livestream("keynote");

// For the encoder: OBS takes server and key, ffmpeg takes the command as it is. Key and command are secrets.
export const { ingestServer, streamKey, ffmpegCommand } = keynote;

// For the player: an HLS manifest.
export const { playbackUrl } = keynote;
