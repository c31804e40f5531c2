/** Ids as an import has them: the API's id, behind what a read needs beside it, as in `<liveInputId>/<id>`. */
import { UserError } from "../user-error.ts";
import type { Plain } from "../schema/compare.ts";
import type { ResourceDefinition } from "./definition.ts";

type Kind = Pick<ResourceDefinition, "name" | "getBy">;

export function importIdOf({ getBy = [] }: Kind, id: string, where: Plain): string {
  return [...getBy.map((key) => String(where[key])), id].join("/");
}

/** @throws UserError that says the form */
export function readImportId(
  { getBy = [], name }: Kind,
  text: string,
): { id: string; where: Plain } {
  const parts = text.split("/");
  const id = parts.pop() ?? "";
  if (id !== "" && parts.length === getBy.length && parts.every((part) => part !== ""))
    return { id, where: Object.fromEntries(getBy.map((key, index) => [key, parts[index]])) };
  const form = [...getBy.map((key) => `<${key}>`), "<id>"].join("/");
  throw new UserError(`${JSON.stringify(text)} is no id of a ${name}: give ${form}`);
}
