/** Creates the resources of a stack from its config. */
import * as pulumi from "@pulumi/pulumi";
import type { Section } from "../components/section.ts";
import type { Plain } from "../provider/schema/compare.ts";
import { resourceOptions } from "./options.ts";
import { resolve } from "./section.ts";
import { readEntries } from "./read.ts";

/**
 * Creates every resource and component in the stack's config and returns the stack outputs by section.
 *
 * @param sections the sections that config can have; a section must come after those that it refers to
 * @param namespace the namespace of the config keys, which can only contain sections. Default: the
 *   project's name.
 * @throws pulumi.RunError that lists every invalid value with its path, before anything is created
 *
 * @example
 * export const { livestreams, broadcasts } = declareFromConfig(sections);
 */
export function declareFromConfig<Name extends string>(
  sections: readonly (Section & { name: Name })[],
  namespace = pulumi.getProject(),
): Record<Name, Record<string, Plain>> {
  const entries = readEntries(sections, namespace);
  if (entries.length === 0) void pulumi.log.warn(nothingDeclared(namespace));
  const made = new Map<string, Plain>();
  const idOf = (section: string, name: string) => {
    const found = made.get(`${section}.${name}`);
    if (!found) throw new Error(`${section} must come before the sections that refer to it`);
    return found.id;
  };
  const outputs = Object.fromEntries(sections.map(({ name }) => [name, {}]));
  for (const { section, name, declared, options, hide } of entries) {
    const args = resolve(section, hide(declared), idOf);
    const exported = section.exported(section.make(name, args, resourceOptions(options)));
    made.set(`${section.name}.${name}`, exported);
    outputs[section.name] = { ...outputs[section.name], [name]: exported };
  }
  return outputs as Record<Name, Record<string, Plain>>;
}

/** An update without resources looks like success, so it needs a warning. */
function nothingDeclared(namespace: string): string {
  const key = `${namespace}:livestreams.keynote.name`;
  return (
    "The stack's config defines no resources, so nothing is created. Add one, for example with " +
    `\`pulumi config set --path ${key} keynote --stack ${pulumi.getStack()}\`.`
  );
}
