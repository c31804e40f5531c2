"""A keynote and its roles, and an event restreamed to two platforms."""

import pulumi
import pulumi_realtimekit as realtimekit

config = pulumi.Config()

# A livestream cannot be deleted: after a destroy, the next up adopts it again.
keynote = realtimekit.Livestream("keynote", name="keynote", adopt=True)

host = realtimekit.Preset(
    "host",
    template=realtimekit.PresetTemplate.HOST,
    permissions={"can_record": False},
    ui={"design_tokens": {"colors": {"brand": "#0a7d5a", "background": {"1000": "#101418"}}}},
)

hub = realtimekit.LiveInput(
    "hub",
    display_name="Summit",
    recording={"mode": realtimekit.LiveInputRecordingMode.AUTOMATIC},
)

# Viewers watch the livestream, to which the hub also sends the video.
realtimekit.RestreamTarget(
    "keynote",
    live_input_id=hub.id,
    url=keynote.ingest_server,
    stream_key=keynote.stream_key,
)
realtimekit.RestreamTarget(
    "youtube",
    live_input_id=hub.id,
    platform=realtimekit.RestreamTargetPlatform.YOUTUBE,
    stream_key=config.require_secret("youtubeKey"),
)
realtimekit.RestreamTarget(
    "twitch",
    live_input_id=hub.id,
    platform=realtimekit.RestreamTargetPlatform.TWITCH,
    stream_key=config.require_secret("twitchKey"),
    # Set this to True to start sending video, even during the event.
    enabled=False,
)

# For OBS.
pulumi.export("ingestServer", hub.ingest_server)
pulumi.export("streamKey", hub.stream_key)
# For players.
pulumi.export("playbackUrl", keynote.playback_url)
pulumi.export("hostPreset", host.name)
