import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { livestreamName } from "../../emulator/livestreams.ts";
import { rotatedName, stableName } from "../../provider/mechanism/names.ts";

const part = fc.string({ minLength: 1 }).filter((text) => !text.includes("/"));
const anyText = fc.string({ unit: "binary" });

describe("stableName", () => {
  it("is the same for ever", () => {
    // These stand in people's apps: another name would be another livestream.
    assert.equal(stableName("livestreaming/dev/keynote"), "keynote-456fc80");
    assert.equal(stableName("livestreaming/dev/keynote", "2"), "keynote-73b6698");
    assert.equal(stableName("livestreaming/dev/Main stage!"), "Main-stage--a818fb4");
  });

  it("is a name that the API takes, whatever the logical name", () => {
    fc.assert(
      fc.property(part, part, anyText, fc.option(anyText), (project, stack, name, version) => {
        const made = stableName(`${project}/${stack}/${name}`, version ?? undefined);
        assert.match(made, /^[a-zA-Z0-9-_]+$/);
        assert.equal(livestreamName.safeParse(made).success, true);
      }),
    );
  });

  it("differs by project, stack, logical name and key version", () => {
    const names = ["p/s/n", "q/s/n", "p/t/n", "p/s/m", "p/s/n/n", "p/s/ n"].flatMap((by) => [
      stableName(by),
      stableName(by, "1"),
      stableName(by, "2"),
    ]);
    assert.equal(new Set(names).size, names.length);
  });

  it("differs for logical names that look the same when they fit", () => {
    assert.notEqual(stableName("p/s/a b"), stableName("p/s/a?b"));
    assert.match(stableName("p/s/a b"), /^a-b-[0-9a-f]{7}$/);
    assert.match(stableName("p/s/a?b"), /^a-b-[0-9a-f]{7}$/);
  });

  it("keeps a logical name with slashes whole", () => {
    assert.match(stableName("p/s/a/b"), /^a-b-[0-9a-f]{7}$/);
  });
});

describe("rotatedName", () => {
  it("puts a short hash of the key version behind a given name", () => {
    assert.equal(rotatedName("keynote", "2"), "keynote-d4735e3");
    assert.notEqual(rotatedName("keynote", "3"), rotatedName("keynote", "2"));
  });

  it("is a name that the API takes, whatever the key version", () => {
    fc.assert(
      fc.property(anyText, (version) => {
        assert.match(rotatedName("keynote", version), /^keynote-[0-9a-f]{7}$/);
      }),
    );
  });
});
