/** The CLI that is fetched or built where none is on PATH: the one this project is tested with. */
export const CLI_VERSION = "3.259.0";

/** The oldest CLI on PATH that is used. */
export const MINIMUM_CLI_VERSION = "3.229.0";

/** What toolchain/cli/go.mod asks for. */
export const MINIMUM_GO_VERSION = "1.25.11";

/** From here on Go fetches a newer Go by itself where a module asks for it. */
export const SELF_UPDATING_GO_VERSION = "1.21.0";

/** The three files that make a CLI able to run Node programs with dynamic resources. */
export const TOOLS = {
  cli: "pulumi",
  languageHost: "pulumi-language-nodejs",
  dynamicProvider: "pulumi-resource-pulumi-nodejs",
} as const;

/** Compares dotted versions by number; what follows a `-` or `+` does not count. */
export function isAtLeast(version: string, minimum: string): boolean {
  const numbers = (text: string) => text.split(/[-+]/, 1).join("").split(".").map(Number);
  const [ours, theirs] = [numbers(version), numbers(minimum)];
  for (let i = 0; i < theirs.length; i++) {
    const difference = (ours[i] ?? 0) - (theirs[i] ?? 0);
    if (Number.isNaN(difference)) return false;
    if (difference !== 0) return difference > 0;
  }
  return true;
}
