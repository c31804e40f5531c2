/** The outputs that the classes of the TypeScript package create, and the plugin creates for other languages. */
import { join } from "../../provider/schema/addresses.ts";
import { livestream } from "../../provider/resources/livestream/definition.ts";
import type { Plain } from "../../provider/schema/compare.ts";
import { worldPerTest } from "../provider/host.ts";
import { plainOf, Plugin } from "./plugin.ts";

const world = worldPerTest();

const DERIVED = ["ingestUrl", "ffmpegCommand"];

describe("a program that is rewritten in another language", () => {
  it("gets the outputs that a class of the TypeScript package made, by an update that writes nothing", async () => {
    const w = await world();
    const plugin = new Plugin(w.baseUrl);
    const checked = await plugin.check(livestream, { name: "keynote", __derives: true });
    const inputs = plainOf(checked.getInputs());
    const made = await plugin.create(livestream, inputs);
    const olds = plainOf(made.getProperties());
    for (const key of DERIVED) expect(olds).not.toHaveProperty(key);
    const same = await plugin.diff(livestream, made.getId(), olds, inputs);
    expect(same.getDiffsList()).toStrictEqual([]);
    const news = { ...inputs };
    Reflect.deleteProperty(news, "__derives");
    const diff = await plugin.diff(livestream, made.getId(), olds, news);
    expect([diff.getDiffsList(), diff.getReplacesList()]).toStrictEqual([DERIVED, []]);
    await w.requests();
    const updated = await plugin.update(livestream, made.getId(), olds, news);
    for (const key of DERIVED) expect(plainOf(updated.getProperties())).toHaveProperty(key);
    expect((await w.requests()).filter((each) => !each.startsWith("GET"))).toStrictEqual([]);
  });
});

describe("an ingest URL that an earlier version stored", () => {
  it("stays in the state of the native plugin, in a program of classes too", async () => {
    const w = await world();
    const plugin = new Plugin(w.baseUrl);
    const checked = await plugin.check(livestream, { name: "keynote", __derives: true });
    const inputs = plainOf(checked.getInputs());
    const made = await plugin.create(livestream, inputs);
    const props = plainOf(made.getProperties());
    const { value: key } = props.streamKey as { value: string };
    const ingestUrl = join(String(props.ingestServer), key);
    const stored = { ...props, ingestUrl: { ...(props.streamKey as Plain), value: ingestUrl } };
    const read = await plugin.read(livestream, made.getId(), stored, inputs);
    expect(plainOf(read.getProperties())).toStrictEqual(stored);
  });
});
