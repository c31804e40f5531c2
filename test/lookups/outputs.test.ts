import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { describe, it } from "node:test";
import { promisify } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import {
  getAppOutput,
  getLivestreamAnalyticsOutput,
  getLivestreamOutput,
  getLivestreamsOutput,
  getPresetOutput,
} from "../../components/index.ts";
import { root } from "../../scripts/places.ts";
import { account_id, app_id, preset } from "../contract/harness.ts";
import { settled, start } from "./harness.ts";

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
  it("find what the promise forms find", async (t) => {
    const { client, create } = await start(t, { appName: "here" });
    await mocks();
    const { data } = await create("one");
    await client.realtimeKit.presets.create(app_id, { account_id, ...preset("role") });
    const app = await settled(getAppOutput({ name: pulumi.output("here") }));
    assert.deepEqual([app.known, app.secret, app.value.id], [true, false, app_id]);
    const role = await settled(getPresetOutput({ name: Promise.resolve("role") }));
    assert.deepEqual([role.secret, role.value.name], [false, "role"]);
    const figures = await settled(getLivestreamAnalyticsOutput({ daywise: pulumi.output(true) }));
    assert.deepEqual(figures.value.daywise, []);
    const one = await settled(getLivestreamOutput({ id: pulumi.output(data.id) }).name);
    assert.equal(one.value, "one");
    const all = await settled(getLivestreamsOutput());
    assert.equal(all.value.livestreams.length, 1);
  });

  it("hide the stream key and what it is in, and nothing else", async (t) => {
    const { create } = await start(t);
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
      assert.deepEqual([isSecret, found], [true, value]);
    }
    for (const plain of [livestream, livestream.status, livestream.playbackUrl, first])
      assert.equal((await settled<unknown>(plain)).secret, false);
    // As a whole in something else, it must not lose them.
    assert.equal((await settled(pulumi.jsonStringify(livestream))).secret, true);
  });

  it("are secret as a whole where an argument is", async (t) => {
    const { create } = await start(t);
    await mocks();
    await create("one");
    const { status } = getLivestreamOutput({ name: pulumi.secret("one") });
    const { secret, value } = await settled(status);
    assert.deepEqual([secret, value], [true, "OFFLINE"]);
  });

  it("depend on the resources that the arguments come from", async (t) => {
    const { create } = await start(t);
    await mocks();
    await create("one");
    const name = new Thing("made", "one");
    const other = new Group("group");
    const found = getLivestreamOutput({ name: name.given }, { dependsOn: other });
    const { resources, value } = await settled(found.status);
    assert.equal(value, "OFFLINE");
    assert.deepEqual(resources, new Set<pulumi.Resource>([name, other.thing]));
  });
});

describe("the output forms in a preview", () => {
  it("are unknown where an argument is, and ask nothing", async (t) => {
    const { requests } = await start(t);
    await mocks({ preview: true });
    const id = new Thing("new", "x").id;
    assert.equal((await settled(id)).known, false, "the mock has no id for it");
    const found = getLivestreamOutput({ id });
    assert.equal((await settled(found)).known, false);
    assert.equal((await settled(found.status)).known, false);
    assert.deepEqual(await requests(), []);
  });

  it("are unknown where an argument is known but its resource is not made", async (t) => {
    const { requests, create } = await start(t);
    await create("one");
    await mocks({ preview: true });
    const { given } = new Thing("new", "one");
    assert.equal((await settled(given)).value, "one");
    assert.equal((await settled(getLivestreamOutput({ name: given }))).known, false);
    const dependsOn = [new Group("new-group")];
    assert.equal((await settled(getLivestreamsOutput({}, { dependsOn }))).known, false);
    assert.ok((await requests()).every((line) => !line.startsWith("GET")));
  });

  it("find what is there already", async (t) => {
    const { create } = await start(t);
    await create("one");
    await mocks({ preview: true });
    const { given } = new Thing("made", "one");
    const { known, value } = await settled(getLivestreamOutput({ name: given }).status);
    assert.deepEqual([known, value], [true, "OFFLINE"]);
  });

  it("are unknown where a resource is about to get the name that is asked for", async (t) => {
    await start(t);
    await mocks({ preview: true });
    const { given } = new Thing("made", "new-name");
    assert.equal((await settled(getPresetOutput({ name: given }))).known, false);
    await assert.rejects(settled(getPresetOutput({ name: "new-name" })), /there is no preset/);
    await mocks();
    const { given: later } = new Thing("made", "new-name");
    await assert.rejects(settled(getPresetOutput({ name: later })), /there is no preset/);
  });
});

describe("loading", () => {
  it("loads the SDK's client only for a program that looks something up", async (t) => {
    const { emulator } = await start(t, { appName: "here" });
    const program = `
      import { registerHooks } from "node:module";
      const loaded = [];
      registerHooks({ load(url, context, next) { loaded.push(url); return next(url, context); } });
      const has = () => loaded.some((url) => url.includes("/cloudflare/tree-shakable"));
      const { getApp } = await import("./components/index.ts");
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
    assert.equal(stdout.trim(), '[false,"here",true]');
  });
});
