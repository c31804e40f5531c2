import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import {
  getAppOutput,
  getLivestreamAnalyticsOutput,
  getLivestreamOutput,
  getLivestreamsOutput,
  getPresetOutput,
} from "../../module.ts";
import { root } from "../../scripts/places.ts";
import { account_id, app_id, preset } from "../contract/harness.ts";
import { settled, startPerTest } from "./harness.ts";

const start = startPerTest();

/** Makes nothing; a resource whose name begins with "new" is not there yet in a preview. */
async function mocks({ preview = false } = {}): Promise<void> {
  await pulumi.runtime.setMocks(
    {
      newResource: ({ name, inputs }) => ({
        id: preview && name.startsWith("new") ? undefined : `${name}-id`,
        state: inputs as Record<string, unknown>,
      }),
      call: () => ({}),
    },
    "project",
    "stack",
    preview,
  );
}

class Thing extends pulumi.CustomResource {
  declare readonly given: pulumi.Output<string>;
  constructor(name: string, given: pulumi.Input<string>, opts?: pulumi.CustomResourceOptions) {
    super("test:index:Thing", name, { given }, opts);
  }
}

class Group extends pulumi.ComponentResource {
  readonly thing: Thing;
  constructor(name: string) {
    super("test:index:Group", name);
    this.thing = new Thing(`${name}-thing`, "x", { parent: this });
  }
}

describe("the output forms", () => {
  it("find what the promise forms find", async () => {
    const { client, create } = await start({ appName: "here" });
    await mocks();
    const { data } = await create("one");
    await client.realtimeKit.presets.create(app_id, { account_id, ...preset("role") });
    const app = await settled(getAppOutput({ name: pulumi.output("here") }));
    expect([app.known, app.secret, app.value.id]).toStrictEqual([true, false, app_id]);
    const role = await settled(getPresetOutput({ name: Promise.resolve("role") }));
    expect([role.secret, role.value.name]).toStrictEqual([false, "role"]);
    const figures = await settled(getLivestreamAnalyticsOutput({ daywise: pulumi.output(true) }));
    expect(figures.value.daywise).toStrictEqual([]);
    const one = await settled(getLivestreamOutput({ id: pulumi.output(data.id) }).name);
    expect(one.value).toBe("one");
    const all = await settled(getLivestreamsOutput());
    expect(all.value.livestreams.length).toBe(1);
  });

  it("hide the stream key and what it is in, and nothing else", async () => {
    const { create } = await start();
    await mocks();
    const { data } = await create("one");
    const livestream = getLivestreamOutput({ id: data.id });
    const first = getLivestreamsOutput().livestreams[0];
    assert.ok(first);
    for (const [secret, value] of [
      [livestream.streamKey, data.stream_key],
      [livestream.ingestUrl, `${data.ingest_server}${data.stream_key}`],
      [first.streamKey, data.stream_key],
    ] as const) {
      const { secret: isSecret, value: found } = await settled(secret);
      expect([isSecret, found]).toStrictEqual([true, value]);
    }
    for (const plain of [livestream, livestream.status, livestream.playbackUrl, first])
      expect((await settled<unknown>(plain)).secret).toBe(false);
    // As a whole in something else, it must not lose them.
    expect((await settled(pulumi.jsonStringify(livestream))).secret).toBe(true);
  });

  it("are secret as a whole where an argument is", async () => {
    const { create } = await start();
    await mocks();
    await create("one");
    const { status } = getLivestreamOutput({ name: pulumi.secret("one") });
    const { secret, value } = await settled(status);
    expect([secret, value]).toStrictEqual([true, "OFFLINE"]);
  });

  it("depend on the resources that the arguments come from", async () => {
    const { create } = await start();
    await mocks();
    await create("one");
    const name = new Thing("made", "one");
    const other = new Group("group");
    const found = getLivestreamOutput({ name: name.given }, { dependsOn: other });
    const { resources, value } = await settled(found.status);
    expect(value).toBe("OFFLINE");
    expect(resources).toStrictEqual(new Set<pulumi.Resource>([name, other.thing]));
  });
});

describe("the output forms in a preview", () => {
  it("are unknown where an argument is, and ask nothing", async () => {
    const { requests } = await start();
    await mocks({ preview: true });
    const id = new Thing("new", "x").id;
    // The mock has no id for it.
    expect((await settled(id)).known).toBe(false);
    const found = getLivestreamOutput({ id });
    expect((await settled(found)).known).toBe(false);
    expect((await settled(found.status)).known).toBe(false);
    expect(await requests()).toStrictEqual([]);
  });

  it("are unknown where an argument is known but its resource is not made", async () => {
    const { requests, create } = await start();
    await create("one");
    await mocks({ preview: true });
    const { given } = new Thing("new", "one");
    expect((await settled(given)).value).toBe("one");
    expect((await settled(getLivestreamOutput({ name: given }))).known).toBe(false);
    const dependsOn = [new Group("new-group")];
    expect((await settled(getLivestreamsOutput({}, { dependsOn }))).known).toBe(false);
    expect((await requests()).filter((line) => line.startsWith("GET"))).toStrictEqual([]);
  });

  it("find what is there already", async () => {
    const { create } = await start();
    await create("one");
    await mocks({ preview: true });
    const { given } = new Thing("made", "one");
    const { known, value } = await settled(getLivestreamOutput({ name: given }).status);
    expect([known, value]).toStrictEqual([true, "OFFLINE"]);
  });

  it("are unknown where a resource is about to get the name that is asked for", async () => {
    await start();
    await mocks({ preview: true });
    const { given } = new Thing("made", "new-name");
    expect((await settled(getPresetOutput({ name: given }))).known).toBe(false);
    await expect(settled(getPresetOutput({ name: "new-name" }))).rejects.toThrow(
      /there is no preset/,
    );
    await mocks();
    const { given: later } = new Thing("made", "new-name");
    await expect(settled(getPresetOutput({ name: later }))).rejects.toThrow(/there is no preset/);
  });
});

describe("loading", () => {
  it("loads the SDK's client only for a program that looks something up", async () => {
    const { emulator } = await start({ appName: "here" });
    const program = `
      import { registerHooks } from "node:module";
      const loaded = [];
      registerHooks({ load(url, context, next) { loaded.push(url); return next(url, context); } });
      const has = () => loaded.some((url) => url.includes("/cloudflare/tree-shakable"));
      const { getApp } = await import("./module.ts");
      const before = has();
      const { name } = await getApp({ name: "here" });
      console.log(JSON.stringify([before, name, has()]));
    `;
    const env = {
      ...process.env,
      CLOUDFLARE_BASE_URL: emulator.baseUrl,
      CLOUDFLARE_ACCOUNT_ID: account_id,
      CLOUDFLARE_API_TOKEN: "t",
    };
    const args = ["--input-type=module", "--eval", program];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, env });
    expect(stdout.trim()).toBe('[false,"here",true]');
  });
});
