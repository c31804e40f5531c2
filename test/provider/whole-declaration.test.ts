import { omit } from "../support/omit.ts";
import { one, samples } from "../support/samples.ts";
import { worldPerTest } from "./host.ts";

const world = worldPerTest();

describe("a declaration of all that can be declared", () => {
  for (const { definition, whole, first } of samples) {
    it(`is held of ${one(definition)}: neither the next run nor a refresh finds another`, async () => {
      const w = await world();
      const declared = { ...omit(whole, "adopt"), ...(await first?.(w)) };
      const made = await w.program().create({ definition, declared });
      const plan = await w.program().plan(made, { definition, declared });
      expect(plan).toStrictEqual({ changes: false, replaces: [] });
      expect(await w.program().refresh(definition, made)).toStrictEqual(made);
      // What a lookup by id shows is what was declared, as check has it.
      const where = Object.fromEntries((definition.getBy ?? []).map((key) => [key, declared[key]]));
      const { props } = await w.program().get(definition, made.id, where);
      const suffixed = declared.keyVersion !== undefined && { name: made.props.name };
      expect(props).toMatchObject({ ...omit(made.inputs, ...HERE_ONLY), ...suffixed });
      if (suffixed) expect(String(suffixed.name)).toMatch(/^keynote_1-a-[0-9a-f]{7}$/);
    });

    it(`is read of ${one(definition)} by .get, whose inputs take no value, for it may be a secret`, async () => {
      const w = await world();
      const declared = { ...omit(whole, "adopt"), ...(await first?.(w)) };
      const made = await w.program().create({ definition, declared });
      const where = Object.fromEntries((definition.getBy ?? []).map((key) => [key, declared[key]]));
      const got = await w.program().get(definition, made.id, where);
      expect(got.inputs).toBe(undefined);
      // As it is kept, something has changed outside since.
      const changed = {
        ...got.props,
        ...Object.fromEntries(texts(got.props).map((key) => [key, "-"])),
      };
      const again = await w.program().read(definition, made.id, { ...changed, ...where });
      expect(again).toStrictEqual({ ...got, props: { ...got.props, ...where } });
    });
  }
});

/** The names of what was read as a text and can change. */
function texts(props: Record<string, unknown> = {}): string[] {
  const fixed = /^(__|accountId$|appId$|liveInputId$|platform$)/;
  return Object.keys(props).filter((key) => typeof props[key] === "string" && !fixed.test(key));
}

/** Inputs that the API is not told of. */
const HERE_ONLY = ["__declaredBy", "__defaults", "keyVersion", "template", "platform"];
