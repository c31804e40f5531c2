/** Starts emulators for tests. */
import { type Control, control } from "../../emulator/control-client.ts";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../emulator/server.ts";
import { ACCOUNT, APP } from "./account.ts";
import { closeAfterEach } from "./after-each.ts";
import { removeDirectory, temporaryDirectory } from "./directory.ts";

export { ACCOUNT, APP, KIT, STREAM } from "./account.ts";

/** A response of the API, as JSON. */
export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

export interface TestEmulator extends Emulator {
  /** Its control plane: request log, faults, quirks. */
  readonly control: Control;
  /** Its data directory. */
  readonly data: string;
  /** Calls its API like another client; `path` is relative to /client/v4. */
  readonly call: (method: string, path: string, body?: unknown) => Promise<ApiAnswer>;
}

/** Starts an emulator. Closing it removes its data, unless a directory is given. */
export async function openEmulator(options: Partial<EmulatorOptions> = {}): Promise<TestEmulator> {
  const data = options.data ?? (await temporaryDirectory());
  const emulator = await startEmulator({ accountId: ACCOUNT, appId: APP, ...options, data });
  return {
    ...emulator,
    data,
    control: control(emulator.origin),
    call: (method, path, body) =>
      callApi(`${emulator.baseUrl}${path}`, method, options.token ?? "somebody-else", body),
    close: async () => {
      await emulator.close();
      if (options.data === undefined) await removeDirectory(data);
    },
  };
}

/** Starts emulators that are closed after each test of the file or describe that calls this. */
export function emulatorPerTest(): typeof openEmulator {
  const later = closeAfterEach();
  return async (options) => {
    const emulator = await openEmulator(options);
    later(() => emulator.close());
    return emulator;
  };
}

async function callApi(
  url: string,
  method: string,
  token: string,
  body: unknown,
): Promise<ApiAnswer> {
  const response = await fetch(url, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      "user-agent": "somebody else",
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
}
