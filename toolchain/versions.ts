/** The CLI to get if there is none on PATH; this project is tested with it. */
export const CLI_VERSION = "3.259.0";

/** Increase this when our own tools in the cache change, so that they are built again. */
export const OWN_REVISION = 3;

/** Increase this when toolchain/languages changes, so that the hosts are built again. */
export const LANGUAGES_REVISION = 2;

/** The oldest CLI on PATH that can be used. */
export { isAtLeast, OLDEST_CLI as MINIMUM_CLI_VERSION } from "../cli/versions.ts";

/** The version in toolchain/cli/go.mod. */
export const MINIMUM_GO_VERSION = "1.25.11";

/** From this version on, Go downloads a newer Go if a module needs it. */
export const SELF_UPDATING_GO_VERSION = "1.21.0";

/** The files that the CLI needs to run Node programs with dynamic providers. */
export const TOOLS = {
  cli: "pulumi",
  languageHost: "pulumi-language-nodejs",
  dynamicProvider: "pulumi-resource-pulumi-nodejs",
} as const;
