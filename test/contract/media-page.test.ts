/** The page of what is on air, and playback, as HTTP: what they show, and to whom. */
import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { eventually } from "../support/eventually.ts";
import { KIT, STREAM } from "../support/emulator.ts";
import { TinyEncoder } from "../support/tiny-stream.ts";
import { preset } from "./harness.ts";
import { mediaPerTest, mediaPlaylist } from "./media.ts";

const open = mediaPerTest();

/** By hand: fetch sends no other Host. */
async function statusOf(
  origin: string,
  call: { method: string; path: string; headers: Record<string, string> },
): Promise<number | undefined> {
  const sent = request(origin, call).end();
  const [answer] = (await once(sent, "response")) as [IncomingMessage];
  answer.resume();
  return answer.statusCode;
}

describe("the page", () => {
  it("has no stream key, anywhere, until somebody asks for one", async () => {
    const media = await open();
    const [keynote, hub] = [await media.livestream(), await media.liveInput()];
    await media.target(hub, "rtmp://user:word@example.com/app?token=abc", "key-of-a-target");
    for (const path of ["/", "/on-air/state"]) {
      const text = await (await fetch(media.origin + path)).text();
      for (const secret of [keynote.key, hub.key, "key-of-a-target", "word", "token=abc"])
        expect(text).not.toContain(secret);
    }
    const id = new URL(keynote.playback).pathname.split("/")[1];
    const answer = await fetch(`${media.origin}/on-air/keys/${id}`, { method: "POST" });
    expect(await answer.json()).toStrictEqual({ streamKey: keynote.key });
    expect(answer.headers.get("access-control-allow-origin")).toBe(null);
    const missing = await fetch(`${media.origin}/on-air/keys/nothing`, { method: "POST" });
    expect(missing.status).toBe(404);
  });

  it("shows names as text, whatever they contain", async () => {
    const media = await open();
    const name = `<img src=x onerror="alert('x')">&`;
    await media.liveInput({ meta: { name } });
    const text = await (await fetch(media.origin)).text();
    expect(text).not.toContain("<img");
    expect(text).toContain("&lt;img src=x onerror=&quot;alert(&#39;x&#39;)&quot;&gt;&amp;");
  });

  it("lets no other page in: not by name, not by origin, not in a frame", async () => {
    const media = await open();
    const { playback } = await media.livestream();
    const id = new URL(playback).pathname.split("/")[1];
    for (const [method, path] of [
      ["GET", "/"],
      ["GET", "/on-air/state"],
      ["POST", `/on-air/keys/${id}`],
      ["GET", new URL(playback).pathname],
    ] as const) {
      for (const [name, value] of [
        ["host", "evil.example"],
        ["origin", "https://evil.example"],
      ] as const)
        expect(await statusOf(media.origin, { method, path, headers: { [name]: value } })).toBe(
          403,
        );
    }
    const { headers } = await fetch(media.origin);
    expect(headers.get("content-security-policy")).toMatch(/default-src 'none'.*frame-ancestors/);
  });

  it("shows presets with their colors and logo", async () => {
    const media = await open();
    const whole = preset("host");
    const tokens = { ...whole.ui.design_tokens, logo: "https://example.com/logo.svg" };
    const { status } = await media.emulator.call("POST", `${KIT}/presets`, {
      ...whole,
      ui: { design_tokens: tokens },
    });
    expect(status).toBe(201);
    const text = await (await fetch(media.origin)).text();
    expect(text).toContain('src="https://example.com/logo.svg"');
    expect(text).toContain("&quot;--brand&quot;:&quot;#2160fd&quot;");
    expect(text).toMatch(/<h3[^>]*>host<\/h3>/);
  });

  it("follows what happens", async () => {
    const media = await open();
    const hub = await media.liveInput();
    const target = await media.target(hub, "rtmp://127.0.0.1:9/app", "the key");
    const state = async () => {
      const answer = await fetch(`${media.origin}/on-air/state`);
      const { shape, streams } = (await answer.json()) as {
        shape: string;
        streams: {
          name: string;
          label: string;
          isPlayable: boolean;
          targets: { label: string }[];
        }[];
      };
      const first = streams.find(({ name }) => name === "hub");
      return [first?.label, first?.isPlayable, first?.targets[0]?.label, shape] as const;
    };
    const [label, isPlayable, ofTarget, shape] = await state();
    expect([label, isPlayable, ofTarget]).toStrictEqual(["Off air", false, "Waiting for video"]);
    const encoder = await TinyEncoder.start(hub.server, hub.key);
    expect((await state())[0]).toBe("Starting");
    encoder.send(2);
    await eventually(async () => {
      const now = await state();
      return now[0] === "On air" && now[1] && now[2] === "Not connected";
    });
    await media.call("PUT", `${STREAM}/${hub.id}/outputs/${target}`, { enabled: false });
    expect((await state())[2]).toBe("Off");
    // None of this needs the page to be loaded again.
    expect((await state())[3]).toBe(shape);
    await media.livestream();
    expect((await state())[3]).not.toBe(shape);
    encoder.kill();
    await eventually(async () => (await state())[0] === "Reconnecting");
  });
});

describe("playback", () => {
  it("waits for the first whole segment, and for the part that a player asks for", async () => {
    const media = await open();
    const keynote = await media.livestream();
    expect((await fetch(keynote.playback)).status).toBe(404);
    const encoder = await TinyEncoder.start(keynote.server, keynote.key);
    const first = fetch(keynote.playback);
    encoder.send();
    const answer = await first;
    expect([answer.status, answer.headers.get("content-type")]).toStrictEqual([
      ...[200, "application/vnd.apple.mpegurl"],
    ]);
    expect(await answer.text()).toMatch(/^#EXTM3U\n/);

    const playlist = await mediaPlaylist(keynote);
    const [, segment = ""] = /HINT:TYPE=PART,URI="(\d+)\.\d+\.m4s"/.exec(playlist) ?? [];
    const following = Number(segment) + 1;
    const next = mediaPlaylist(keynote, `?_HLS_msn=${following}&_HLS_part=0`);
    const hinted = fetch(keynote.playback.replace("video.m3u8", `${following}.0.m4s`));
    encoder.send();
    expect(await next).toContain(`URI="${following}.0.m4s"`);
    expect((await hinted).status).toBe(200);
  });

  it("gives other pages of this machine what they need, and no file that does not exist", async () => {
    const media = await open();
    const keynote = await media.livestream();
    const encoder = await TinyEncoder.start(keynote.server, keynote.key);
    encoder.send(2);
    await mediaPlaylist(keynote);
    const origin = "http://localhost:3000";
    const { headers } = await fetch(keynote.playback, { headers: { origin } });
    expect(headers.get("access-control-allow-origin")).toBe(origin);
    for (const [file, status] of [
      ["init-1.mp4", 200],
      ["init-9.mp4", 404],
      ["1.m4s", 404],
      ["99999999999.0.m4s", 404],
      ["..%2f..%2fpackage.json", 404],
      ["stream.m3u8?_HLS_msn=99999999999", 400],
    ] as const)
      expect([
        file,
        (await fetch(keynote.playback.replace("video.m3u8", file))).status,
      ]).toStrictEqual([...[file, status]]);
  });
});
