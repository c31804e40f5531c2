import { omit } from "../support/omit.ts";
import { one, samples } from "../support/samples.ts";
import { worldPerTest } from "./host.ts";

const world = worldPerTest();

describe("a declaration of all that can be declared", () => {
  for (const { kind, whole, first } of samples) {
    it(`is held of ${one(kind)}: neither the next run nor a refresh finds another`, async () => {
      const w = await world();
      const declared = { ...omit(whole, "adopt"), ...(await first?.(w)) };
      const made = await w.program().create({ kind, declared });
      const plan = await w.program().plan(made, { kind, declared });
      expect(plan).toStrictEqual({ changes: false, replaces: [] });
      expect(await w.program().refresh(kind, made)).toStrictEqual(made);
      // What a lookup by id shows is what was declared, as check has it.
      const where = kind.name === "RestreamTarget" ? { liveInputId: declared.liveInputId } : {};
      const { props } = await w.program().get(kind, made.id, where);
      const suffixed = declared.keyVersion !== undefined && { name: made.props.name };
      expect(props).toMatchObject({ ...omit(made.inputs, ...HERE_ONLY), ...suffixed });
      if (suffixed) expect(String(suffixed.name)).toMatch(/^keynote_1-a-[0-9a-f]{7}$/);
    });
  }
});

/** Inputs that the API is not told of. */
const HERE_ONLY = ["__declaredBy", "__defaults", "keyVersion", "template", "platform"];
