/** The stack as its config declares it: read, checked whole, then made. */
import * as pulumi from "@pulumi/pulumi";
import type { Section } from "../components/section.ts";
import type { Plain } from "../provider/schema/compare.ts";
import { resourceOptions } from "./options.ts";
import { resolve } from "./section.ts";
import { readEntries } from "./read.ts";

/**
 * Makes every resource that the stack's config declares, and gives the stack outputs by section.
 *
 * @param sections what may be declared, in an order in which what is referred to comes first
 * @param namespace where in config; any key there that is no section is a failure. Default: the project's
 * @throws pulumi.RunError with every bad value at its path, before anything is made
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
    if (!found) throw new Error(`${section} must come before what refers to it`);
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

/** An update that makes nothing but the stack itself looks like success. */
function nothingDeclared(namespace: string): string {
  const key = `${namespace}:livestreams.keynote.name`;
  return (
    "The stack's config declares nothing, so nothing is made. Declare something, for example with " +
    `\`pulumi config set --path ${key} keynote --stack ${pulumi.getStack()}\`.`
  );
}
