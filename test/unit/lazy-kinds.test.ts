/** The module by which the bundled hosts find resource kinds, which is generated from the registry. */
import { Script } from "node:vm";
import type * as find from "../../provider/resources/find.ts";
import { kindNames } from "../../provider/resources/find.ts";
import { compile } from "../../publish/build.ts";

async function bundled(): Promise<typeof find> {
  const { texts } = await compile({ "find.cjs": "provider/resources/find.ts" }, { format: "cjs" });
  const module = { exports: {} as typeof find };
  const run = new Script(`(module, require) => { ${texts[0]?.[1] ?? ""} }`).runInThisContext() as (
    ...args: unknown[]
  ) => void;
  run(module, (name: string) => process.getBuiltinModule(name));
  return module.exports;
}

describe("a bundle", () => {
  it("has every kind of the registry under its name", async () => {
    const { kindNamed, kindNames: names } = await bundled();
    expect(names.toSorted()).toStrictEqual(kindNames.toSorted());
    expect(names.map((name) => kindNamed(name)?.name)).toStrictEqual([...names]);
    expect(kindNamed("toString")).toBeUndefined();
  });
});
