import fc from "fast-check";
import { livestreamName } from "../../emulator/livestreams.ts";
import { rotatedName, stableName } from "../../provider/mechanism/names.ts";

const part = fc.string({ minLength: 1 }).filter((text) => !text.includes("/"));
const anyText = fc.string({ unit: "binary" });

describe("stableName", () => {
  it("is the same for ever", () => {
    // These stand in people's apps: another name would be another livestream.
    expect(stableName("livestreaming/dev/keynote")).toBe("keynote-456fc80");
    expect(stableName("livestreaming/dev/keynote", "2")).toBe("keynote-73b6698");
    expect(stableName("livestreaming/dev/Main stage!")).toBe("Main-stage--a818fb4");
  });

  it("is a name that the API takes, whatever the logical name", () => {
    fc.assert(
      fc.property(part, part, anyText, fc.option(anyText), (project, stack, name, version) => {
        const made = stableName(`${project}/${stack}/${name}`, version ?? undefined);
        expect(made).toMatch(/^[a-zA-Z0-9-_]+$/);
        expect(livestreamName.safeParse(made).success).toBe(true);
      }),
    );
  });

  it("differs by project, stack, logical name and key version", () => {
    const names = ["p/s/n", "q/s/n", "p/t/n", "p/s/m", "p/s/n/n", "p/s/ n"].flatMap((by) => [
      stableName(by),
      stableName(by, "1"),
      stableName(by, "2"),
    ]);
    expect(new Set(names).size).toBe(names.length);
  });

  it("differs for logical names that look the same when they fit", () => {
    expect(stableName("p/s/a b")).not.toBe(stableName("p/s/a?b"));
    expect(stableName("p/s/a b")).toMatch(/^a-b-[0-9a-f]{7}$/);
    expect(stableName("p/s/a?b")).toMatch(/^a-b-[0-9a-f]{7}$/);
  });

  it("keeps a logical name with slashes whole", () => {
    expect(stableName("p/s/a/b")).toMatch(/^a-b-[0-9a-f]{7}$/);
  });
});

describe("rotatedName", () => {
  it("puts a short hash of the key version behind a given name", () => {
    expect(rotatedName("keynote", "2")).toBe("keynote-d4735e3");
    expect(rotatedName("keynote", "3")).not.toBe(rotatedName("keynote", "2"));
  });

  it("is a name that the API takes, whatever the key version", () => {
    fc.assert(
      fc.property(anyText, (version) => {
        expect(rotatedName("keynote", version)).toMatch(/^keynote-[0-9a-f]{7}$/);
      }),
    );
  });
});
