import { join } from "node:path";
import { type DevStack, readDevStack } from "../emulator/dev-stack.ts";
import { defaultMediaPort, startEmulator } from "../emulator/server.ts";
import { devDirectory, root } from "./places.ts";
import { messageOf, UserError } from "../provider/user-error.ts";

export interface DevEmulator {
  baseUrl: string;
  /** Whether it is another command's emulator with the same data, which is not closed. */
  shared: boolean;
  /** The page of what is on air, if the emulator takes video. */
  page: string | undefined;
  close(): Promise<void>;
}

/**
 * Starts the emulator of stack `dev`, or uses one that is already running. With `media`, it takes video.
 */
export async function openDevEmulator({ media = false } = {}): Promise<DevEmulator> {
  const { baseUrl, port, accountId, appId } = describeDevStack();
  const data = join(devDirectory, "emulator");
  if (await isServing(port, data)) return await sharedEmulator(baseUrl, media);
  const mediaPort = media ? defaultMediaPort(port) : undefined;
  try {
    const emulator = await startEmulator({ port, data, accountId, appId, mediaPort });
    const page = media ? `${emulator.origin}/` : undefined;
    return { baseUrl, shared: false, page, close: () => emulator.close() };
  } catch (error) {
    // Another command that was started at the same time may have started it.
    if (await isServing(port, data)) return await sharedEmulator(baseUrl, media);
    throw new UserError(`The emulator could not start. ${messageOf(error)}`);
  }
}

/** The emulator of another command. */
async function sharedEmulator(baseUrl: string, media: boolean): Promise<DevEmulator> {
  const shared = { baseUrl, shared: true, close: () => Promise.resolve() };
  if (!media) return { ...shared, page: undefined };
  const { origin } = new URL(baseUrl);
  const { ok } = await fetch(`${origin}/on-air/state`, { signal: AbortSignal.timeout(2_000) });
  if (ok) return { ...shared, page: `${origin}/` };
  throw new UserError(
    `The emulator at ${baseUrl} was started without --media. Stop the command that runs it, and try again.`,
  );
}

function describeDevStack(): DevStack {
  try {
    return readDevStack(root);
  } catch (error) {
    throw new UserError(messageOf(error));
  }
}

/** Whether our emulator uses this port with this data; a UserError if something else uses the port. */
async function isServing(port: number, data: string): Promise<boolean> {
  let answer: Response;
  try {
    answer = await fetch(`http://127.0.0.1:${port}/__emulator/health`, {
      signal: AbortSignal.timeout(2_000),
    });
  } catch (error) {
    const { code } = ((error as Error).cause ?? {}) as { code?: string };
    if (code === "ECONNREFUSED") return false;
    throw new UserError(portTaken(port, `another program (${code ?? messageOf(error)})`));
  }
  const health = (await answer.json().catch(() => undefined)) as
    { emulator?: unknown; data?: unknown } | undefined;
  if (health?.emulator !== "realtimekit") throw new UserError(portTaken(port, "another program"));
  if (health.data !== data) {
    throw new UserError(portTaken(port, `an emulator with other data (${String(health.data)})`));
  }
  return true;
}

function portTaken(port: number, by: string): string {
  return (
    `The emulator of stack dev needs port ${port}, which is in use by ${by}. ` +
    "Stop it, or choose another port in realtimekit:baseUrl in Pulumi.dev.yaml."
  );
}
