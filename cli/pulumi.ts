/** Runs the Pulumi CLI. */
import * as z from "zod";
import { UserError } from "../provider/user-error.ts";
import type { Cli } from "./command.ts";
import { type Captured, runCaptured } from "./processes.ts";

export async function runPulumi(cli: Cli, args: string[]): Promise<Captured> {
  const { pulumi, ...options } = cli;
  const [program, ...first] = pulumi;
  return await runCaptured(program, [...first, ...args, "--non-interactive"], options);
}

/** The output of a command. @throws UserError with Pulumi's message if it fails */
export async function askPulumi(cli: Cli, args: string[]): Promise<string> {
  const { code, stdout, stderr } = await runPulumi(cli, args);
  if (code === 0) return stdout;
  const words = stderr.trim().replace(/^error: /, "");
  throw new UserError(`pulumi ${args.join(" ")} failed: ${words}`);
}

export async function selectedStack(cli: Cli): Promise<string | undefined> {
  const { code, stdout } = await runPulumi(cli, ["stack", "--show-name"]);
  return code === 0 ? stdout.trim() : undefined;
}

const values = z.record(z.string(), z.looseObject({ value: z.string().optional() }));

/** A stack's config by key, as text, with decrypted secrets. */
export async function configOf(cli: Cli, stack: string): Promise<Record<string, string>> {
  const text = await askPulumi(cli, ["config", "--json", "--show-secrets", "--stack", stack]);
  const entries = Object.entries(values.parse(JSON.parse(text)));
  return Object.fromEntries(
    entries.flatMap(([key, { value }]) => (value === undefined ? [] : [[key, value]])),
  );
}
