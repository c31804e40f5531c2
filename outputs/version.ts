/**
 * The version of the stack outputs, exported as the output `outputsVersion`. It increases when an output
 * is removed, renamed or gets another type, so that {@link readLivestreaming} of another version fails
 * with a clear error. A new output does not change it. {@link exportLivestreaming} includes it.
 *
 * @example
 * // In your own program, so that other stacks can read its outputs with readLivestreaming:
 * export const { livestreams, liveInputs } = declareFromConfig(sections);
 * export { outputsVersion } from "pulumi-realtimekit";
 */
export const outputsVersion = 1;
