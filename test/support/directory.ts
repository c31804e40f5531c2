import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Creates a temporary directory. Its path contains a space, like users' paths can. */
export function temporaryDirectory(): Promise<string> {
  return mkdtemp(join(tmpdir(), "realtimekit test-"));
}

export function removeDirectory(directory: string): Promise<void> {
  return rm(directory, { recursive: true, force: true });
}
