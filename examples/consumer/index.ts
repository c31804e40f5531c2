/**
 * A stack that makes no livestream and configures what uses them: for each livestream of another
 * stack what a player loads, which anybody may see, and what an encoder needs, which holds its key.
 */
import * as pulumi from "@pulumi/pulumi";
import { readLivestreaming } from "pulumi-realtimekit";

const config = new pulumi.Config();
const { livestreams } = readLivestreaming(config.require("producer"));

/** A player's sources as JSON, by livestream. */
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

/** What to put into OBS's profile as service.json, by livestream; secret, for the key is in it. */
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

/** A command that sends `input.mp4` as if it were live, by livestream; secret. */
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
