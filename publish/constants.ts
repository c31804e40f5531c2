/**
 * Writes components/constants.ts: a constant for each enum of the schema, with the schema's names. Code that
 * `pulumi import` and `pulumi convert` write in TypeScript uses them.
 */
import { nameInType } from "../provider/engine/types.ts";
import { join } from "node:path";
import { format } from "prettier";
import { root } from "./build.ts";
import type { PackageSpec } from "./schema/spec.ts";

export const constantsFile = join(root, "components", "constants.ts");

const HEAD = `/**
 * The values of enumerated inputs as constants, such as \`PresetTemplate.Host\` for \`"host"\`. \`npm run docs\`
 * writes this file from the definitions. Code that \`pulumi import\` and \`pulumi convert\` write uses the
 * constants; in your own program, the plain values are as good.
 */
`;

/** The text of the file. */
export async function constants({ types }: PackageSpec): Promise<string> {
  const enums = Object.entries(types).flatMap(([token, type]) => {
    if (!("enum" in type)) return [];
    const name = nameInType(token);
    const values = type.enum.map(
      (each) => `${each.name ?? each.value}: ${JSON.stringify(each.value)},`,
    );
    const [first] = type.enum;
    const example = `${name}.${first?.name ?? ""}`;
    return [
      `/** Constants for values, such as \`${example}\` for \`"${first?.value ?? ""}"\`. */`,
      `export const ${name} = {\n${values.join("\n")}\n} as const;`,
    ];
  });
  return await format(HEAD + enums.join("\n"), { parser: "typescript", printWidth: 100 });
}
