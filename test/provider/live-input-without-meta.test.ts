import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { liveInput as kind } from "../../provider/live-input.ts";
import { type Plain, STREAM, world } from "./host.ts";

describe("an account with a live input that has no meta, as the API lets anybody make", () => {
  it("still takes a live input of ours", async (t) => {
    const w = await world(t);
    await w.api("POST", STREAM, {});
    const { id } = await w.program().create({ kind, declared: { displayName: "hub" } });
    const made = (await w.api("GET", `${STREAM}/${id}`)) as Plain;
    assert.equal((made.meta as Plain).name, "hub");
  });

  it("lets that one be taken over", async (t) => {
    const w = await world(t);
    const { uid } = (await w.api("POST", STREAM, {})) as { uid: string };
    const adopted = await w.program().create({ kind, declared: { adopt: uid } });
    assert.equal(adopted.id, uid);
  });
});
