/** What only the native plugin does in a run: previews, secrets, names by Pulumi's settings, words, an interrupt. */
import proto from "@pulumi/pulumi/proto/provider_pb.js";
import { restreamTarget } from "../../provider/resources/restream-target/definition.ts";
import { liveInput } from "../../provider/resources/live-input/definition.ts";
import { livestream } from "../../provider/resources/livestream/definition.ts";
import { preset } from "../../provider/resources/preset/definition.ts";
import { UNKNOWN } from "../../provider/schema/schema.ts";
import { worldPerTest } from "../provider/host.ts";
import { hub, listed } from "../support/caller.ts";
import { ACCOUNT, APP, KIT, STREAM } from "../support/account.ts";
import { toStruct } from "../provider/native.ts";
import { hidden, hiddenIn, plainOf, Plugin, urnOf } from "./plugin.ts";

const world = worldPerTest();

const { AutonamingOptions } = proto.CheckRequest;

describe("a preview", () => {
  it("of a create knows what is declared, and asks the API nothing", async () => {
    const w = await world();
    const plugin = new Plugin(w.baseUrl);
    const checked = await plugin.check(liveInput, { enabled: false });
    const made = await plugin.create(liveInput, plainOf(checked.getInputs()), true);
    expect(made.getId()).toBe("");
    const props = plainOf(made.getProperties());
    expect(props).toMatchObject({ enabled: false, displayName: UNKNOWN, playbackUrl: UNKNOWN });
    expect(props.ffmpegCommand).toStrictEqual(hidden(UNKNOWN));
    expect(await w.requests()).toStrictEqual([]);
    expect(await listed(w, STREAM)).toStrictEqual([]);
  });

  it("of an update knows what stays, and asks the API nothing", async () => {
    const w = await world();
    const plugin = new Plugin(w.baseUrl);
    const before = plainOf((await plugin.check(liveInput, {})).getInputs());
    const made = await plugin.create(liveInput, before);
    const props = plainOf(made.getProperties());
    await w.requests();
    const news = { ...before, enabled: false };
    const planned = await plugin.update(liveInput, made.getId(), props, news, true);
    expect(plainOf(planned.getProperties())).toStrictEqual({ ...props, enabled: false });
    expect(await w.requests()).toStrictEqual([]);
    const done = await plugin.update(liveInput, made.getId(), props, news);
    expect(plainOf(done.getProperties())).toStrictEqual({ ...props, enabled: false });
    expect((await listed(w, STREAM)).map(({ uid }) => uid)).toStrictEqual([made.getId()]);
  });

  it("says of a create what it adopts", async () => {
    const w = await world();
    const plugin = new Plugin(w.baseUrl);
    const inputs = plainOf((await plugin.check(livestream, { adopt: "an-id" })).getInputs());
    await plugin.create(livestream, inputs, true);
    expect(plugin.said).toStrictEqual([
      {
        urn: urnOf(livestream),
        severity: "info",
        text: "adopts the Livestream an-id; nothing is created",
      },
    ]);
  });
});

describe("a diff", () => {
  it("tells each property that differs, and whether it replaces", async () => {
    const w = await world();
    const plugin = new Plugin(w.baseUrl);
    const shared = (maxScreenshareCount: number) => ({
      name: "p",
      config: { maxScreenshareCount },
    });
    const before = plainOf((await plugin.check(preset, shared(3))).getInputs());
    const after = { ...shared(4), appId: "other" };
    const news = plainOf((await plugin.check(preset, after)).getInputs());
    const diff = await plugin.diff(preset, "id", before, news);
    const { UPDATE, UPDATE_REPLACE } = proto.PropertyDiff.Kind;
    const details = diff.getDetaileddiffMap();
    expect(details.getLength()).toBe(2);
    expect(details.get("config.maxScreenshareCount")?.getKind()).toBe(UPDATE);
    expect(details.get("appId")?.getKind()).toBe(UPDATE_REPLACE);
    expect(diff.getReplacesList()).toStrictEqual(["appId"]);
    const ignored = await plugin.diff(preset, "id", before, news, [
      "config.maxScreenshareCount",
      "appId",
    ]);
    expect(ignored.getChanges()).toBe(proto.DiffResponse.DiffChanges.DIFF_NONE);
  });
});

describe("a secret", () => {
  it("of the program's stays one, in inputs and outputs, and is in no message", async () => {
    const w = await world();
    const plugin = new Plugin(w.baseUrl);
    const checked = await plugin.check(livestream, { name: hidden("the-secret-name") });
    expect(hiddenIn(checked.getInputs())).toStrictEqual({ name: hidden("the-secret-name") });
    const made = await plugin.create(livestream, plainOf(checked.getInputs()));
    expect(Object.keys(hiddenIn(made.getProperties()))).toStrictEqual([
      ...["ffmpegCommand", "ingestUrl", "name", "streamKey"],
    ]);
    const again = new Plugin(w.baseUrl).create(livestream, plainOf(checked.getInputs()));
    await expect(again).rejects.toThrow(/a livestream named "\[secret\]" in app .* already exists/);
  });

  it("of the schema is one, though the program did not say so", async () => {
    const w = await world();
    const plugin = new Plugin(w.baseUrl);
    const declared = { liveInputId: await hub(w), platform: "youtube", streamKey: "a-plain-key" };
    const checked = await plugin.check(restreamTarget, declared);
    expect(hiddenIn(checked.getInputs())).toStrictEqual({ streamKey: hidden("a-plain-key") });
    const made = await plugin.create(restreamTarget, plainOf(checked.getInputs()));
    expect(hiddenIn(made.getProperties())).toStrictEqual({ streamKey: hidden("a-plain-key") });
  });
});

describe("an automatic name", () => {
  const seeded = (seed: string) => ({
    set: (request: InstanceType<typeof proto.CheckRequest>) =>
      request.setRandomseed(Buffer.from(seed)),
  });

  it("is random, but by the seed: a plan's preview and its update agree", async () => {
    const w = await world();
    const plugin = new Plugin(w.baseUrl);
    const planned = plainOf((await plugin.check(livestream, {}, seeded("a"))).getInputs());
    const preview = plainOf((await plugin.create(livestream, planned, true)).getProperties());
    expect(String(preview.name)).toMatch(/^it-[0-9a-f]{7}$/);
    const checked = plainOf((await plugin.check(livestream, {}, seeded("a"))).getInputs());
    const made = await plugin.create(livestream, checked);
    const props = plainOf(made.getProperties());
    expect(props).toMatchObject({ name: preview.name, __autoName: preview.name });
    expect("__newName" in props).toBe(false);
    const [held] = await listed(w, `${KIT}/livestreams`);
    expect(held?.name).toBe(preview.name);
    // Another seed, as every run has one, changes nothing.
    const next = await plugin.check(livestream, {}, { olds: checked, ...seeded("b") });
    expect(plainOf(next.getInputs())).toStrictEqual(checked);
    const diff = await plugin.diff(livestream, made.getId(), props, plainOf(next.getInputs()));
    expect(diff.getDiffsList()).toStrictEqual([]);
    // A replacement is checked without the old inputs, and has another name.
    const other = plainOf((await plugin.check(livestream, {}, seeded("b"))).getInputs());
    expect(other.__newName).not.toBe(preview.name);
  });

  const named = (proposed: string, mode: proto.CheckRequest.AutonamingOptions.Mode) => ({
    set: (request: InstanceType<typeof proto.CheckRequest>) => {
      const options = new AutonamingOptions();
      options.setProposedName(proposed);
      options.setMode(mode);
      request.setAutonaming(options);
    },
  });

  for (const [what, proposed, mode, name] of [
    ["a proposal, made to fit", "stack it!", AutonamingOptions.Mode.PROPOSE, "stack-it-"],
    ["what is enforced, as it is", "stack-it", AutonamingOptions.Mode.ENFORCE, "stack-it"],
  ] as const)
    it(`is ${what}`, async () => {
      const w = await world();
      const plugin = new Plugin(w.baseUrl);
      const inputs = plainOf(
        (await plugin.check(livestream, {}, named(proposed, mode))).getInputs(),
      );
      await plugin.create(livestream, inputs);
      expect((await listed(w, `${KIT}/livestreams`)).map((each) => each.name)).toStrictEqual([
        name,
      ]);
    });

  for (const [what, proposed, mode, reason] of [
    [
      "one is enforced that the API does not take",
      "stack it",
      AutonamingOptions.Mode.ENFORCE,
      'name: "stack it" is not allowed; use letters, digits, - and _ only, at least one (the name is from the config pulumi:autonaming)',
    ],
    [
      "none is allowed",
      "",
      AutonamingOptions.Mode.DISABLE,
      "name: missing; the config pulumi:autonaming allows no automatic names, so give one",
    ],
  ] as const)
    it(`is refused where ${what}`, async () => {
      const w = await world();
      const checked = await new Plugin(w.baseUrl).check(livestream, {}, named(proposed, mode));
      expect(checked.getFailuresList().map((each) => each.getReason())).toStrictEqual([reason]);
    });
});

describe("what is said", () => {
  it("of what is advised against is a warning, once; of what is secret nothing", async () => {
    const w = await world();
    const plugin = new Plugin(w.baseUrl);
    const crowd = { config: { maxScreenshareCount: 9 } };
    await plugin.check(preset, crowd);
    await plugin.check(preset, crowd);
    await plugin.check(preset, { config: { maxScreenshareCount: hidden(8) } });
    await plugin.check(preset, { config: { maxScreenshareCount: UNKNOWN } });
    expect(plugin.said.map(({ severity }) => severity)).toStrictEqual(["warning"]);
    expect(plugin.said[0]?.text).toMatch(/^config\.maxScreenshareCount: 9 /);
  });

  it("is refused of a property with two underscores", async () => {
    const w = await world();
    const checked = await new Plugin(w.baseUrl).check(livestream, { __get: true });
    expect(checked.getFailuresList().map((each) => each.getReason())).toStrictEqual([
      "__get: unknown; allowed here: name, keyVersion, accountId, appId, adopt",
    ]);
  });
});

describe("the configuration", () => {
  const check = (news: object, project = "project") => {
    const request = new proto.CheckRequest();
    request.setUrn(`urn:pulumi:stack::${project}::pulumi:providers:realtimekit::default`);
    request.setNews(toStruct(news as never));
    return new Plugin("http://127.0.0.1:1").service.checkConfig(request);
  };
  const reasons = (news: object, project?: string) =>
    check(news, project)
      .getFailuresList()
      .map((each) => each.getReason());

  it("keeps the token secret", () => {
    const inputs = check({ accountId: ACCOUNT, appId: APP, apiToken: "t", version: "1" });
    expect(inputs.getFailuresList()).toStrictEqual([]);
    expect(hiddenIn(inputs.getInputs())).toStrictEqual({ apiToken: hidden("t") });
  });

  it("refuses what it does not know, unless it is the project's own", () => {
    expect(reasons({ baseURL: "https://a.example.com" })).toStrictEqual([
      expect.stringMatching(/^realtimekit:baseURL: unknown; did you mean "?realtimekit:baseUrl/),
    ]);
    expect(reasons({ livestreams: "{}" }, "realtimekit")).toStrictEqual([]);
  });

  it("refuses what is not right, and waits for what is not known", () => {
    expect(reasons({ baseUrl: "nowhere" })[0]).toMatch(/^realtimekit:baseUrl: "nowhere" is not a/);
    expect(reasons({ baseUrl: UNKNOWN, accountId: UNKNOWN })).toStrictEqual([]);
  });
});

describe("an interrupt", () => {
  it("lets a create that was sent end, and begins nothing new", async () => {
    const w = await world();
    const plugin = new Plugin(w.baseUrl);
    const inputs = plainOf((await plugin.check(livestream, { name: "a" })).getInputs());
    await w.control.fault({ method: "POST", path: "/livestreams$", latencyMs: 300 });
    const creating = plugin.create(livestream, inputs);
    await sent(w, "POST");
    plugin.service.cancel();
    const made = await creating;
    expect((await listed(w, `${KIT}/livestreams`)).map(({ id }) => id)).toStrictEqual([
      made.getId(),
    ]);
    await w.requests();
    const next = plugin.create(livestream, { ...inputs, name: "b" });
    await expect(next).rejects.toThrow("cancelled; nothing more was asked of the API");
    expect(await w.requests()).toStrictEqual([]);
  });

  it("cuts a read that is under way, and a wait", async () => {
    const w = await world();
    const plugin = new Plugin(w.baseUrl);
    await w.control.fault({ method: "GET", path: "/livestreams", latencyMs: 20_000 });
    const reading = plugin.read(livestream, "an-id");
    const refused = expect(reading).rejects.toThrow("cancelled; nothing more was asked of the API");
    await new Promise((resolve) => setTimeout(resolve, 200));
    plugin.service.cancel();
    await refused;
  });
});

/** Until a request of this method is on its way. */
async function sent({ control }: Awaited<ReturnType<typeof world>>, method: string): Promise<void> {
  for (;;) {
    const requests = await control.requests();
    if (requests.some((each) => each.method === method)) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
