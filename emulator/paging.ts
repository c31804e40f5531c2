import { z } from "zod";
import type { Paging } from "./envelope.ts";
import type { Quirks } from "./quirks.ts";
import { InvalidInput } from "./validation.ts";

/** The query of every RealtimeKit list. */
export const pageQuery = z.object({
  page_no: z.coerce.number().int().min(1).default(1),
  per_page: z.coerce.number().int().min(1).default(20),
});

/** A time in ISO format, converted to milliseconds. */
export const isoTime = z
  .string()
  .transform((text) => Date.parse(text))
  .refine((time) => !Number.isNaN(time), "expected a time in ISO format");

/** A boolean in a query string. */
export const queryFlag = z.enum(["true", "false"]).transform((text) => text === "true");

/** A page of a list, and its position. Quirks: largestPage, pageTooLarge. */
export function pageOf<T>(
  all: readonly T[],
  { page_no, per_page: wanted }: z.infer<typeof pageQuery>,
  { largestPage, pageTooLarge }: Pick<Quirks, "largestPage" | "pageTooLarge">,
): { items: T[]; paging: Paging } {
  if (wanted > largestPage && pageTooLarge === "refused")
    throw new InvalidInput(`per_page: at most ${largestPage} are allowed`);
  const per_page = Math.min(wanted, largestPage);
  const before = (page_no - 1) * per_page;
  const items = all.slice(before, before + per_page);
  return {
    items,
    paging: {
      total_count: all.length,
      start_offset: items.length === 0 ? 0 : before + 1,
      end_offset: items.length === 0 ? 0 : before + items.length,
    },
  };
}
