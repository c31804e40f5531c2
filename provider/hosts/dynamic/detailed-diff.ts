/**
 * Passes the detailed diff to the engine, so that a preview shows only the properties that change.
 *
 * The host of dynamic providers forwards `changes` and `replaces` and drops the rest, so `preview --diff`
 * would print all unchanged lines of a preset. The host fills in its message in this process: reading
 * `changes` of our result and setting it in the message are one synchronous step, in which the details are
 * added. If the host is not as expected, there are no details.
 */
import { createRequire } from "node:module";
import type { dynamic } from "@pulumi/pulumi";
import type * as proto from "@pulumi/pulumi/proto/provider_pb.js";
import type { Difference, DifferenceKind } from "../../engine/differences.ts";
import { writePath } from "../../schema/paths.ts";

/** The details for the next message that gets its `changes` set. */
let next: { details: readonly Difference[]; replaces: readonly string[] } | undefined;

/** The result of a diff, with its details for the host's message. */
export function withDetails(
  result: dynamic.DiffResult,
  details: readonly Difference[],
): dynamic.DiffResult {
  const { changes = false, replaces = [] } = result;
  return {
    ...result,
    get changes() {
      next = changes ? { details, replaces } : undefined;
      return changes;
    },
  };
}

/** Patches the host's messages to include the details; once per process. */
export function forwardDetails(): void {
  const messages = hostMessages();
  if (!messages) return;
  const { DiffResponse, PropertyDiff } = messages;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with the message as `this` below
  const { setChanges } = DiffResponse.prototype;
  DiffResponse.prototype.setChanges = function (this: proto.DiffResponse, value) {
    const told = next;
    next = undefined;
    for (const { path, kind } of told?.details ?? []) {
      const replaces = told?.replaces.includes(String(path[0])) ?? false;
      const detail = new PropertyDiff();
      const name: DifferenceKind | `${DifferenceKind}_REPLACE` = replaces
        ? `${kind}_REPLACE`
        : kind;
      detail.setKind(PropertyDiff.Kind[name]);
      detail.setInputdiff(true);
      this.getDetaileddiffMap().set(writePath(path), detail);
    }
    if (told) this.setHasdetaileddiff(true);
    return setChanges.call(this, value);
  };
}

/** The host's module of messages, two folders above the script of the process. */
function hostMessages(): typeof proto | undefined {
  const [, main] = process.argv;
  if (main === undefined) return undefined;
  try {
    return createRequire(main)("../../proto/provider_pb") as typeof proto;
  } catch {
    return undefined;
  }
}
