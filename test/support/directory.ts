import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Makes a temporary directory. Its path has a space in it, as users' paths do. */
export function temporaryDirectory(): Promise<string> {
  return mkdtemp(join(tmpdir(), "realtimekit test-"));
}

export function removeDirectory(directory: string): Promise<void> {
  return rm(directory, { recursive: true, force: true });
}
