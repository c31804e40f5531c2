/** The one way in which a test starts an emulator. */
import { type Control, control } from "../../emulator/control-client.ts";
import { type Emulator, type EmulatorOptions, startEmulator } from "../../emulator/server.ts";
import { ACCOUNT, APP } from "./account.ts";
import { closeAfterEach } from "./after-each.ts";
import { removeDirectory, temporaryDirectory } from "./directory.ts";

export { ACCOUNT, APP, KIT, STREAM } from "./account.ts";

/** An API's answer, read as JSON. */
export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

export interface TestEmulator extends Emulator {
  /** Its own controls: request log, faults, quirks. */
  readonly control: Control;
  /** Its data directory. */
  readonly data: string;
  /** Calls its API by hand, as somebody else would; `path` is what follows /client/v4. */
  readonly call: (method: string, path: string, body?: unknown) => Promise<ApiAnswer>;
}

/** Starts an emulator; closing it removes its data, unless the caller gave a directory. */
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
