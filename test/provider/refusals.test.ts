import { liveInput } from "../../provider/resources/live-input/definition.ts";
import { livestream } from "../../provider/resources/livestream/definition.ts";
import { meeting } from "../../provider/resources/meeting/definition.ts";
import { restreamTarget } from "../../provider/resources/restream-target/definition.ts";
import { ACCOUNT, failure, isNative, KIT, type Plain, STREAM, worldPerTest } from "./host.ts";
import { hub, listed } from "../support/caller.ts";
import { declare, samples } from "../support/samples.ts";
import { shortenWaits } from "./quick.ts";

const world = worldPerTest();

shortenWaits();

const UNKNOWN_HERE = "The API did not find it: check realtimekit:accountId and realtimekit:appId.";

describe("an account that can no longer create livestreams", () => {
  for (const status of [404, 405, 410] as const) {
    it(`is told so, and the way out, where the API answers ${status}`, async () => {
      const w = await world();
      await w.control.quirks({ createLivestreamGone: status });
      expect(await failure(w.program().create({ definition: livestream }))).toBe(
        `The API no longer creates independent livestreams in account ${ACCOUNT} (the create failed with ${status}, ` +
          "although the list works). Use a Stream live input for ingest instead: LiveInput, or `liveInputs` in config.",
      );
      expect(await w.requests()).toStrictEqual([
        "GET /livestreams 200",
        `POST /livestreams ${status}`,
      ]);
    });
  }

  it("is not confused with an app that is not there", async () => {
    const w = await world();
    const declared = { appId: "no-such-app" };
    expect(await failure(w.program().create({ definition: livestream, declared }))).toBe(
      `GET /accounts/${ACCOUNT}/realtime/kit/no-such-app/livestreams responded with 404: Unknown app no-such-app (code 404). ${UNKNOWN_HERE}`,
    );
  });

  it("nor with an account that is not there", async () => {
    const w = await world();
    const declared = { accountId: "no-such" };
    expect(await failure(w.program().create({ definition: liveInput, declared }))).toBe(
      `GET /accounts/no-such/stream/live_inputs responded with 404: Unknown account no-such (code 7003). ${UNKNOWN_HERE}`,
    );
  });
});

describe("a token", () => {
  const REFUSED =
    "The API rejects the token: check realtimekit:apiToken (or CLOUDFLARE_API_TOKEN); it may be mistyped, expired or revoked. If you changed the token in config, refresh and destroy still use the old one until the next `pulumi up`, unless you run them with --run-program.";
  const MAY_NOT =
    "The token lacks a permission: it needs Realtime Admin, and Stream: Edit for live inputs and restream targets, on this account (realtimekit:accountId).";

  for (const sample of samples) {
    const { definition, held } = sample;
    it(`that the API refuses makes no ${definition.name}`, async () => {
      const w = await world({ token: "the-right-token" });
      const declared = await declare(sample, w);
      const before = await held(w, declared);
      const message = await failure(w.program().create({ definition, declared }));
      expect(message).toMatch(
        /^GET \/accounts\/\S+ responded with 401: Authentication error: invalid API token \(code \d+\)\. /,
      );
      expect(message.slice(-REFUSED.length)).toBe(REFUSED);
      expect(message).not.toMatch(/a-token-\d/);
      expect(await held(w, declared)).toStrictEqual(before);
    });

    it(`that may only read makes no ${definition.name}`, async () => {
      const w = await world({ readOnlyToken: "a-reading-token" });
      const declared = await declare(sample, w);
      const program = w.program({ "realtimekit:apiToken": "a-reading-token" });
      await w.requests();
      const message = await failure(program.create({ definition, declared }));
      expect(message).toMatch(
        /^POST \/accounts\/\S+ responded with 403: Unauthorized: this token may read, and not write \(code \d+\)\. /,
      );
      expect(message.slice(-MAY_NOT.length)).toBe(MAY_NOT);
      const posts = (await w.requests()).filter((request) => request.startsWith("POST"));
      expect(posts).toHaveLength(1);
      expect(await held(w, declared)).toStrictEqual([]);
    });
  }

  it("is the one of the settings for every call", async () => {
    const w = await world({ token: "the-right-token" });
    // A native plugin is told its own namespace only.
    const key = isNative ? "realtimekit:apiToken" : "cloudflare:apiToken";
    const program = w.program({ "realtimekit:apiToken": "", [key]: "the-right-token" });
    await program.create({ definition: livestream });
    expect(await listed(w, `${KIT}/livestreams`)).toHaveLength(1);
  });
});

describe("no secret stands in an error, even where the API repeats it:", () => {
  const echo = (text: string) => ({
    success: false,
    errors: [{ code: 1, message: `cannot take ${text}` }],
  });

  it("the token", async () => {
    const w = await world();
    const program = w.program({ "realtimekit:apiToken": "a-secret-token" });
    const body = echo("Bearer a-secret-token");
    await w.control.fault({ method: "POST", status: 400, body });
    expect(await failure(program.create({ definition: livestream }))).toBe(
      `POST ${KIT}/livestreams responded with 400: cannot take Bearer [secret] (code 1)`,
    );
  });

  it("a target's key, and what opens its server", async () => {
    const w = await world();
    const liveInputId = await hub(w);
    const url = "srt://me:hunter21@example.com:99?passphrase=hunter22";
    const declared = { liveInputId, url, streamKey: "hunter23" };
    await w.control.fault({ method: "POST", status: 400, body: echo(`${url} with hunter23`) });
    const message = await failure(w.program().create({ definition: restreamTarget, declared }));
    expect(message).not.toMatch(/hunter/);
    expect(message).toMatch(
      /responded with 400: cannot take srt:\/\/\S+ with \[secret\] \(code 1\)/,
    );
  });

  it("a target's key on update, read and delete", async () => {
    const w = await world();
    const declared = {
      liveInputId: await hub(w),
      url: "rtmps://example.com/live",
      streamKey: "hunter23",
    };
    const definition = restreamTarget;
    const made = await w.program().create({ definition, declared });
    await w.control.fault({ status: 400, body: echo("hunter23"), times: 100 });
    const calls = [
      w
        .program()
        .provider(definition)
        .update(made.id, made.props, { ...made.inputs, enabled: false }),
      w.program().read(definition, made.id, made.props),
      w.program().remove(definition, made),
    ];
    for (const message of await Promise.all(calls.map(failure)))
      expect(message).toMatch(/responded with 400: cannot take \[secret\] \(code 1\)$/);
  });

  it("where a meeting's picture goes", async () => {
    const w = await world();
    const rtmpUrl = "rtmps://live.example.com/live/hunter21";
    const declared = { recordingConfig: { liveStreamingConfig: { rtmpUrl } } };
    await w.control.fault({ method: "POST", status: 400, body: echo(rtmpUrl) });
    expect(await failure(w.program().create({ definition: meeting, declared }))).toBe(
      `POST ${KIT}/meetings responded with 400: cannot take [secret] (code 1)`,
    );
  });

  it("every key of a live input, and not its id", async () => {
    const w = await world();
    const made = await w.program().create({ definition: liveInput });
    const { rtmps, rtmpsPlayback, srt, srtPlayback, webRtc } = made.props as Record<string, Plain>;
    const secrets = [
      rtmps?.streamKey,
      rtmpsPlayback?.streamKey,
      srt?.passphrase,
      srtPlayback?.passphrase,
      webRtc?.url,
    ].map(String);
    const body = echo(`${made.id}: ${secrets.join(" ")}`);
    await w.control.fault({ method: "GET", status: 400, body });
    expect(await failure(w.program().read(liveInput, made.id, made.props))).toBe(
      `GET ${STREAM}/${made.id} responded with 400: cannot take ${made.id}: ${"[secret] ".repeat(5).trim()} (code 1)`,
    );
  });

  it("a livestream's key", async () => {
    const w = await world();
    const made = await w.program().create({ definition: livestream });
    const { streamKey, ingestServer } = made.props;
    await w.control.fault({
      method: "GET",
      status: 400,
      body: echo(`${String(streamKey)} ${String(ingestServer)}${String(streamKey)}`),
    });
    expect(await failure(w.program().read(livestream, made.id, made.props))).toBe(
      `GET ${KIT}/livestreams/${made.id} responded with 400: cannot take [secret] ${String(ingestServer)}[secret] (code 1)`,
    );
  });
});

describe("an API that cannot be used", () => {
  it("is told with its address and the reason where nobody listens", async () => {
    const w = await world();
    const program = w.program({ "realtimekit:baseUrl": "http://127.0.0.1:9/client/v4" });
    const message = await failure(
      program.remove(liveInput, { id: "an-id", inputs: {}, props: { accountId: ACCOUNT } }),
    );
    expect(message).toMatch(
      /^The API cannot be reached \(DELETE \/accounts\/\w+\/stream\/live_inputs\/an-id: .+\)\. Check realtimekit:baseUrl and the network\.$/,
    );
  });

  it("is told where its answer is not what it promises", async () => {
    const w = await world();
    const body = { success: true, data: [{ id: "an-id", name: "a" }] };
    await w.control.fault({ method: "GET", path: "/livestreams$", status: 200, body });
    expect(await failure(w.program().create({ definition: livestream }))).toBe(
      "GET livestreams: the API returned an unexpected response (data: Invalid input); " +
        "if this happens again, the API may have changed: update pulumi-realtimekit",
    );
  });

  it("is not taken for one that did as it was told where it says no with a 200", async () => {
    const w = await world();
    const body = {
      success: false,
      result: null,
      errors: [{ code: 10005, message: "no room" }],
      messages: [],
    };
    await w.control.fault({ method: "POST", path: "/live_inputs$", status: 200, body });
    expect(await failure(w.program().create({ definition: liveInput }))).toBe(
      `POST ${STREAM} responded with 422: no room (code 10005)`,
    );
    expect(await listed(w, STREAM)).toStrictEqual([]);
  });
});
