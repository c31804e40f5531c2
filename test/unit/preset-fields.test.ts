/** A preset's fields are the API's, which the emulator's schema states after the SDK's types. */
import type * as z from "zod";
import { presetBody } from "../../emulator/preset-schema.ts";
import { bare, keysOf, schemaAt } from "../../provider/schema/schema.ts";
import { presetSchema } from "../../provider/resources/preset/inputs.ts";
import { omit } from "../support/omit.ts";

/** Whatever id a plugin has. */
const ANY_ID = "*";

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** What each field takes, by its path in the API's case. */
function fieldsOf(schema: z.core.$ZodType, path: string[] = []): Record<string, unknown> {
  const { def } = (bare(schema) as z.core.$ZodTypes)._zod;
  const keys = def.type === "record" ? [ANY_ID] : keysOf(schema);
  if (keys.length === 0) return { [path.join(".")]: taken(def) };
  const below = keys.map((key) => {
    const field = schemaAt(schema, key);
    return field ? fieldsOf(field, [...path, snake(key)]) : {};
  });
  return Object.assign({}, ...below) as Record<string, unknown>;
}

function taken(def: z.core.$ZodTypeDef): unknown {
  return def.type === "enum" ? Object.values((def as z.core.$ZodEnumDef).entries).sort() : def.type;
}

describe("a preset's declaration", () => {
  for (const part of ["config", "permissions", "ui"] as const) {
    it(`has every field of the API's ${part} and no other, of the same kind`, () => {
      const ours = fieldsOf(presetSchema.shape[part]);
      // The provider sends it by itself; nobody declares it.
      const theirs = omit(fieldsOf(presetBody.shape[part]), "config_diff");
      expect(ours).toStrictEqual(theirs);
      expect(Object.keys(ours).length).toBeGreaterThan(5);
    });
  }
});
