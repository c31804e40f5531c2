/**
 * Which properties differ, told to the engine so that a preview shows them and nothing else.
 *
 * The dynamic provider's host forwards `changes` and `replaces` and drops everything else, so that
 * `preview --diff` would print a preset's hundred unchanged lines around the one that changes. Its
 * answer is a message that it fills in this very process: reading `changes` of our result and
 * setting it in the message are one synchronous step, in which the details are put in as well.
 * Where the host is not as expected there are no details, and the preview is as long as it was.
 */
import { createRequire } from "node:module";
import type { dynamic } from "@pulumi/pulumi";
import type * as proto from "@pulumi/pulumi/proto/provider_pb.js";
import type { Difference, DifferenceKind } from "../../engine/differences.ts";
import { writePath } from "../../schema/paths.ts";

/** What the next message that gets its `changes` set is to carry. */
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

/** Has the host's messages take the details; once per process. */
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

/** The host's own module of messages: the process's script has loaded it, from two folders above. */
function hostMessages(): typeof proto | undefined {
  const [, main] = process.argv;
  if (main === undefined) return undefined;
  try {
    return createRequire(main)("../../proto/provider_pb") as typeof proto;
  } catch {
    return undefined;
  }
}
