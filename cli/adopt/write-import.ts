/** The plan as a file for `pulumi import --file`, for stacks that use the native plugin. */
import { importIdOf } from "../../provider/engine/import-id.ts";
import { typeFor } from "../../provider/engine/types.ts";
import { definitionOf, ownerOf } from "./kinds.ts";
import type { Plan } from "./plan.ts";

/** Resources that the config already adopts are not in it. */
export function asImport({ candidates }: Plan): string {
  const resources = candidates
    .filter(({ declared }) => !declared)
    .map(({ item, logicalName }) => {
      const definition = definitionOf(item.section);
      const owner = ownerOf(definition)?.becomes;
      const where = owner === undefined ? {} : { [owner]: item.owner };
      return {
        type: typeFor(definition, "native"),
        name: logicalName,
        id: importIdOf(definition, item.id, where),
      };
    });
  return JSON.stringify({ resources }, undefined, 2);
}
