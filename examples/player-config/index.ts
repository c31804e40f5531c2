/**
 * A live input of `@pulumi/cloudflare` as the hub of a broadcast, and the configuration of a player in Workers
 * KV, from which a Worker can serve it. Needs that package and its plugin.
 */
import * as cloudflare from "@pulumi/cloudflare";
import * as pulumi from "@pulumi/pulumi";
import { Broadcast } from "pulumi-realtimekit";

const accountId = new pulumi.Config("realtimekit").require("accountId");
const config = new pulumi.Config();

const hub = new cloudflare.StreamLiveInput("hub", {
  accountId,
  enabled: true,
  preferLowLatency: false,
  meta: JSON.stringify({ name: "keynote" }),
});

const keynote = new Broadcast("keynote", {
  hub,
  targets: { youtube: { platform: "youtube", streamKey: config.requireSecret("youtubeKey") } },
});

const players = new cloudflare.WorkersKvNamespace("players", { accountId, title: "players" });

new cloudflare.WorkersKv("keynote-player", {
  accountId,
  namespaceId: players.id,
  keyName: "keynote",
  value: pulumi.jsonStringify({ source: keynote.playbackUrl, type: "application/x-mpegURL" }),
});

export const { playbackUrl, ingestServer, streamKey } = keynote;
