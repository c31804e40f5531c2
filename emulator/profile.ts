import { readFileSync } from "node:fs";
import { z } from "zod";
import { quirksSchema } from "./quirks.ts";

/** A value that was seen: one of a few words or a small number. No id, name, key or address looks like that. */
const seen = z.union([
  z
    .string()
    .regex(/^[a-z0-9]+([ -][a-z0-9]+)*$/)
    .max(24),
  z.int().min(0).max(1000),
]);

/** How an API answers, as `npm run conformance` has seen it. */
export const profileSchema = z.strictObject({
  /** The API that answered: Cloudflare's, or an emulator. */
  api: z.enum(["cloudflare", "emulator"]),
  /** The day, in ISO format. */
  date: z.iso.date(),
  /** The version of this package. */
  version: z.string().regex(/^\d+\.\d+\.\d+(-[a-z0-9.]+)?$/),
  /** The variants with which an emulator answers in the same way; the others are the defaults. */
  quirks: quirksSchema.partial().strict(),
  /** What each check has seen. */
  seen: z.record(z.string().regex(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/), seen),
});

export type Profile = z.infer<typeof profileSchema>;

/** Reads a profile. The error says what is wrong with the file. */
export function readProfile(file: string): Profile {
  const profile = profileSchema.safeParse(parsed(file));
  if (profile.success) return profile.data;
  throw new Error(`${file} is not a profile:\n${z.prettifyError(profile.error)}`);
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`The profile ${file} cannot be read: ${why}`, { cause: error });
  }
}
