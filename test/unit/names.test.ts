/** Names that create makes, and how they are known again. */
import fc from "fast-check";
import {
  automaticName,
  logicalNameOf,
  mayBeAutomatic,
  randomSuffix,
  rotatedName,
} from "../../provider/mechanism/names.ts";

describe("an automatic name", () => {
  it("is the logical name and seven hexadecimal digits, each time others", () => {
    expect(randomSuffix()).toMatch(/^[0-9a-f]{7}$/);
    expect(automaticName("main")).toMatch(/^main-[0-9a-f]{7}$/);
    expect(automaticName("main")).not.toBe(automaticName("main"));
  });

  it("has only what Cloudflare takes in a name", () => {
    expect(automaticName("Main stage/ü_1")).toMatch(/^Main-stage-_1-[0-9a-f]{7}$/);
  });

  it("is known again by its base, whatever that is", () => {
    fc.assert(
      fc.property(fc.string(), (base) =>
        expect(mayBeAutomatic(automaticName(base), base)).toBe(true),
      ),
    );
  });

  it("is no other name: not of another base, not with another end", () => {
    for (const name of [
      "main",
      "main-",
      "main-0a1b2c",
      "main-0a1b2c3d",
      "main-0a1b2cg",
      "main-keynote",
      "other-0a1b2c3",
      "0a1b2c3",
      "xmain-0a1b2c3",
    ])
      expect([name, mayBeAutomatic(name, "main")]).toStrictEqual([name, false]);
  });
});

describe("the logical name", () => {
  it("is all behind project and stack, with slashes of its own", () => {
    expect(logicalNameOf("project/stack/main")).toBe("main");
    expect(logicalNameOf("project/stack/a/b")).toBe("a/b");
  });
});

describe("a name that an earlier version gave a livestream", () => {
  it("ends with a hash of its key version, so that its state is still known", () => {
    // The first digits of `printf 2 | sha256sum`: such names are in people's states.
    expect(rotatedName("given", "2")).toBe("given-d4735e3");
  });
});
