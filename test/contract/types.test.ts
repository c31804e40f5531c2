/** `npm run contract`: no response has an unknown field, lacks one, or has one of another type, unless a quirk or a reason is named. */
import { join } from "node:path";
import { readProfile } from "../../emulator/profile.ts";
import { root } from "../../scripts/places.ts";
import { NOT_SERVED } from "../contract-types/calls.ts";
import { checkTypes, type Checked, told } from "../contract-types/check.ts";
import { DEVIATIONS } from "../contract-types/deviations.ts";
import { findingsIn } from "../contract-types/findings.ts";
import { sdkCalls } from "../contract-types/schemas.ts";

const profile = (name: string) => readProfile(join(root, "profiles", `${name}.json`));

describe("the emulator's responses and the SDK's types", () => {
  let documented: Checked;
  let typed: Checked;

  beforeAll(async () => {
    documented = await checkTypes(profile("documented"));
    typed = await checkTypes(profile("sdk-types"));
  });

  it("agree in every call, except where a deviation is named", () => {
    for (const { unexplained, notMade } of [documented, typed])
      expect({ unexplained, notMade }).toStrictEqual({ unexplained: [], notMade: [] });
    expect(documented.calls).toBe(sdkCalls().length - Object.keys(NOT_SERVED).length);
    expect(told(documented)).toMatch(/^43 of 43 calls answer as the SDK's types say\.\n/);
  });

  it("have no named deviation that is none", () => {
    expect(DEVIATIONS.filter((each) => !documented.deviations.includes(each))).toStrictEqual([]);
  });

  it("differ in nothing that a quirk can settle, with the profile of the SDK's types", () => {
    const left = typed.deviations.flatMap(({ quirk }) => quirk ?? []);
    // None of its variants is the type.
    expect(left).toStrictEqual(["livestreamList"]);
  });

  it("would not pass with a field too many, too few, or of another type", () => {
    const app = { id: "a", created_at: "2026-11-29T00:00:00Z", name: "an app" };
    const found = (item: object) =>
      findingsIn([{ name: "apps.post", body: { success: true, data: { app: item } } }]).map(
        ({ text }) => text,
      );
    expect(found(app)).toStrictEqual([]);
    expect(found({ ...app, owner: "x" })).toStrictEqual(["data.app.owner: not in the type"]);
    expect(found({ ...app, name: 7 })).toStrictEqual(["data.app.name: must be string"]);
    expect(found({ id: "a", name: "b" })).toStrictEqual(["data.app.created_at: missing"]);
  });
});
