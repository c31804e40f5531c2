/** The outputs that the classes of the TypeScript package create, and the plugin creates for other languages. */
import { livestream } from "../../provider/resources/livestream/definition.ts";
import { worldPerTest } from "../provider/host.ts";
import { plainOf, Plugin } from "./plugin.ts";

const world = worldPerTest();

describe("a program that is rewritten in another language", () => {
  it("gets the outputs that a class of the TypeScript package made, by an update that writes nothing", async () => {
    const w = await world();
    const plugin = new Plugin(w.baseUrl);
    const checked = await plugin.check(livestream, { name: "keynote", __derives: true });
    const inputs = plainOf(checked.getInputs());
    const made = await plugin.create(livestream, inputs);
    const olds = plainOf(made.getProperties());
    expect(olds).not.toHaveProperty("ffmpegCommand");
    const same = await plugin.diff(livestream, made.getId(), olds, inputs);
    expect(same.getDiffsList()).toStrictEqual([]);
    const news = { ...inputs };
    Reflect.deleteProperty(news, "__derives");
    const diff = await plugin.diff(livestream, made.getId(), olds, news);
    expect([diff.getDiffsList(), diff.getReplacesList()]).toStrictEqual([["ffmpegCommand"], []]);
    await w.requests();
    const updated = await plugin.update(livestream, made.getId(), olds, news);
    expect(plainOf(updated.getProperties())).toHaveProperty("ffmpegCommand");
    expect((await w.requests()).filter((each) => !each.startsWith("GET"))).toStrictEqual([]);
  });
});
