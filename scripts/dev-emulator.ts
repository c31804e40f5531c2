import { join } from "node:path";
import { type DevStack, readDevStack } from "../emulator/dev-stack.ts";
import { startEmulator } from "../emulator/server.ts";
import { devDirectory, root } from "./places.ts";
import { messageOf, UserError } from "../provider/user-error.ts";

export interface DevEmulator {
  baseUrl: string;
  /** Whether it is another command's emulator with the same data, which is not closed. */
  shared: boolean;
  close(): Promise<void>;
}

/** Starts the emulator of stack `dev`, or uses one that is already running. */
export async function openDevEmulator(): Promise<DevEmulator> {
  const { baseUrl, port, accountId, appId } = describeDevStack();
  const data = join(devDirectory, "emulator");
  const shared = { baseUrl, shared: true, close: () => Promise.resolve() };
  if (await isServing(port, data)) return shared;
  try {
    const emulator = await startEmulator({ port, data, accountId, appId });
    return { baseUrl, shared: false, close: () => emulator.close() };
  } catch (error) {
    // Another command that was started at the same time may have started it.
    if (await isServing(port, data)) return shared;
    throw new UserError(`The emulator could not start. ${messageOf(error)}`);
  }
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
