/**
 * Node's compile cache: the second process that loads a module does not compile it again.
 *
 * Node checks each entry against the module's text and its own version, and replaces it when they differ, so
 * the folder needs no care. `NODE_COMPILE_CACHE` chooses another folder, `NODE_DISABLE_COMPILE_CACHE=1` none.
 */
import nodeModule from "node:module";
import { join } from "node:path";
import { cacheDirectory } from "./cache-directory.ts";

/** Node 22.0 has none of it. */
const { enableCompileCache, flushCompileCache }: Partial<typeof nodeModule> = nodeModule;

/** Turns the cache on for the modules that this process loads from now on. */
export function cacheCompiled(): void {
  try {
    enableCompileCache?.(join(cacheDirectory(process.env), "compiled"));
  } catch {
    // Without a home directory, modules are compiled each time.
  }
}

/** Writes what was compiled, for a process that its parent kills: by itself, Node writes when it exits. */
export function keepCompiled(): void {
  setTimeout(() => flushCompileCache?.(), WHEN_BUSY).unref();
}

/** The first calls of the engine come before. */
const WHEN_BUSY = 500;
