/**
 * The version of what a stack exports, as its output `outputsVersion`: raised when an output is
 * taken away, renamed or given another type, so that a reader of another version says so instead of
 * reading what is not there. A new output leaves it as it is. {@link exportLivestreaming} gives it with
 * the rest.
 *
 * @example
 * // in a program of your own, so that other stacks can read it with readLivestreaming:
 * export const { livestreams, liveInputs } = declareFromConfig(sections);
 * export { outputsVersion } from "pulumi-realtimekit";
 */
export const outputsVersion = 1;
