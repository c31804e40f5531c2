/** Parses a URN: `urn:pulumi:<stack>::<project>::<parents' types>$<type>::<name>`. */
import { UserError } from "../user-error.ts";

export interface Urn {
  readonly stack: string;
  readonly project: string;
  /** The types of its parents, outermost first. */
  readonly within: readonly string[];
  readonly type: string;
  readonly name: string;
}

export function readUrn(text: string): Urn {
  const [head = "", project, types, ...name] = text.split("::");
  const [, stack] = /^urn:pulumi:(.*)$/s.exec(head) ?? [];
  if (stack === undefined || project === undefined || types === undefined || name.length === 0)
    throw new UserError(`${JSON.stringify(text)} is not a URN`);
  const within = types.split("$");
  const type = within.pop() ?? "";
  return { stack, project, within, type, name: name.join("::") };
}
