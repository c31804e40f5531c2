import { join, resolve } from "node:path";

/** The root directory of the checkout. */
export const root = resolve(import.meta.dirname, "..");

/** State, emulator data and logs of the stack that needs no account; git ignores it. */
export const devDirectory = join(root, ".pulumi-dev");
