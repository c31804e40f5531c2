import { liveInput as definition } from "../../provider/resources/live-input/definition.ts";
import { type Plain, STREAM, worldPerTest } from "./host.ts";

const world = worldPerTest();

describe("an account with a live input that has no meta, as the API lets anybody make", () => {
  it("still takes a live input of ours", async () => {
    const w = await world();
    await w.api("POST", STREAM, {});
    const { id } = await w.program().create({ definition, declared: { displayName: "hub" } });
    const made = (await w.api("GET", `${STREAM}/${id}`)) as Plain;
    expect((made.meta as Plain).name).toBe("hub");
  });

  it("lets that one be taken over", async () => {
    const w = await world();
    const { uid } = (await w.api("POST", STREAM, {})) as { uid: string };
    const adopted = await w.program().create({ definition, declared: { adopt: uid } });
    expect(adopted.id).toBe(uid);
  });

  // An output that is not there is unknown in every preview.
  it("lets that one be changed, with no name before and after, at the API and in the state", async () => {
    const w = await world();
    const { uid } = (await w.api("POST", STREAM, {})) as { uid: string };
    const adopted = await w.program().create({ definition, declared: { adopt: uid } });
    expect(adopted.props.displayName).toBe("");
    const declared = { adopt: uid, preferLowLatency: true };
    const changed = await w.program().update(adopted, { definition, declared });
    expect(changed.props.displayName).toBe("");
    const { meta, preferLowLatency } = (await w.api("GET", `${STREAM}/${uid}`)) as Plain;
    expect([(meta as Plain).name, preferLowLatency]).toStrictEqual([undefined, true]);
    const refreshed = await w.program().refresh(definition, changed);
    expect(refreshed).toStrictEqual(changed);
  });
});
