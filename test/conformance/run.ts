/** Runs the command against an emulator, in this process. */
import { run } from "../../cli/program.ts";
import { readProfile, type Profile } from "../../emulator/profile.ts";
import { join } from "node:path";
import { ACCOUNT } from "../support/account.ts";

export const TOKEN = "token-of-the-conformance-0001";

/** The environment of somebody with a token and an account. */
export function environment(baseUrl: string): NodeJS.ProcessEnv {
  return {
    CLOUDFLARE_API_TOKEN: TOKEN,
    CLOUDFLARE_ACCOUNT_ID: ACCOUNT,
    CLOUDFLARE_BASE_URL: baseUrl,
  };
}

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export async function conformance(baseUrl: string, ...args: string[]): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const spies = [
    jest.spyOn(console, "log").mockImplementation((text) => void out.push(String(text))),
    jest.spyOn(console, "error").mockImplementation((text) => void err.push(String(text))),
  ];
  try {
    const code = await run(["conformance", ...args], {
      call: (command) => command,
      pulumi: ["no-such-pulumi"],
      cwd: process.cwd(),
      env: environment(baseUrl),
    });
    return { code, stdout: out.join("\n"), stderr: err.join("\n") };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

/** Runs all checks; answers what they saw. */
export async function profileSeen(
  baseUrl: string,
  directory: string,
  ...args: string[]
): Promise<Ran & { profile: Profile }> {
  const file = join(directory, "profile.json");
  const ran = await conformance(baseUrl, "--yes", "--profile", file, ...args);
  return { ...ran, profile: readProfile(file) };
}
