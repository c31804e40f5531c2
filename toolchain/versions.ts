/** The CLI that is fetched or built where none is on PATH: the one this project is tested with. */
export const CLI_VERSION = "3.259.0";

/** Raised when what is built of our own beside the CLI changes, so that nobody keeps an old one. */
export const OWN_REVISION = 3;

/** The oldest CLI on PATH that is used. */
export { isAtLeast, OLDEST_CLI as MINIMUM_CLI_VERSION } from "../cli/versions.ts";

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
