export { ACCOUNT, APP, settings } from "../support/account.ts";
export { type Path, pathsIn, type Plain, withAt } from "../support/plain.ts";
export { samples } from "../support/samples.ts";
export { PLUGIN } from "../support/whole-preset.ts";
