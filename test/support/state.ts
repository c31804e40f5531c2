/**
 * Reads a stack's state from the directory of its backend. `pulumi stack output` and `export` do the same,
 * but take a third of a second each, mostly for the passphrase.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import type { StateExport } from "./answers.ts";
import { decrypt } from "./config-secrets.ts";

/** A secret in the state is an object with this pair and its ciphertext. */
const MARK = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/**
 * The output of `pulumi stack export`.
 *
 * @param directory the directory of the project, whose manifest has its name
 */
export async function readState(
  directory: string,
  backend: string,
  stack: string,
): Promise<StateExport> {
  const manifest = await readFile(join(directory, "Pulumi.yaml"), "utf8");
  const { name } = parse(manifest) as { name: string };
  const file = join(backend, ".pulumi", "stacks", name, `${stack}.json`);
  const { checkpoint } = JSON.parse(await readFile(file, "utf8")) as {
    checkpoint: { latest?: StateExport["deployment"] };
  };
  return { deployment: checkpoint.latest ?? {} };
}

/** The output of `pulumi stack output --json`. */
export function outputsOf(state: StateExport, showSecrets: boolean): Record<string, unknown> {
  const stack = state.deployment.resources?.find(({ type }) => type === "pulumi:pulumi:Stack");
  const show = showSecrets
    ? (plaintext: () => string) => JSON.parse(plaintext()) as unknown
    : () => "[secret]";
  return replaced(stack?.outputs ?? {}, show) as Record<string, unknown>;
}

/** The state with its secrets decrypted, as with `--show-secrets`: in JSON, below `plaintext`. */
export function withSecretsShown(state: StateExport): StateExport {
  const show = (plaintext: () => string) => ({ [MARK]: SECRET, plaintext: plaintext() });
  return replaced(state, show) as StateExport;
}

function replaced(value: unknown, show: (plaintext: () => string) => unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => replaced(each, show));
  if (typeof value !== "object" || value === null) return value;
  const { [MARK]: mark, ciphertext } = value as Record<string, unknown>;
  if (mark === SECRET && typeof ciphertext === "string") return show(() => decrypt(ciphertext));
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, replaced(inner, show)]),
  );
}
