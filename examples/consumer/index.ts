/**
 * A stack without livestreams that reads those of another stack: for each, the sources for a player, which
 * are public, and the settings for an encoder, which contain the stream key.
 */
import * as pulumi from "@pulumi/pulumi";
import { readLivestreaming } from "pulumi-realtimekit";

const config = new pulumi.Config();
const { livestreams } = readLivestreaming(config.require("producer"));

/** The sources for a player as JSON, by livestream. */
export const players = livestreams
  .all()
  .apply((all) =>
    Object.fromEntries(
      Object.entries(all).map(([name, { playbackUrl }]) => [
        name,
        JSON.stringify({ sources: [{ src: playbackUrl, type: "application/x-mpegURL" }] }),
      ]),
    ),
  );

/** The file service.json of an OBS profile, by livestream. Secret, because it contains the stream key. */
export const obsServices = livestreams.all().apply((all) =>
  Object.fromEntries(
    Object.entries(all).map(([name, { ingestServer, streamKey }]) => [
      name,
      streamKey.apply((key) =>
        JSON.stringify({
          type: "rtmp_custom",
          settings: { server: ingestServer, key, use_auth: false },
        }),
      ),
    ]),
  ),
);

/** An ffmpeg command that streams the file `input.mp4`, by livestream. Secret. */
export const ffmpegCommands = livestreams
  .all()
  .apply((all) =>
    Object.fromEntries(
      Object.entries(all).map(([name, { ingestUrl }]) => [
        name,
        ingestUrl.apply((url) => `ffmpeg -re -i input.mp4 -c copy -f flv '${url}'`),
      ]),
    ),
  );
