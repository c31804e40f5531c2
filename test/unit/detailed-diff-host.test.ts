/** A preview shows the properties that differ: the host's own message takes them along. */
import { createRequire } from "node:module";
import type * as proto from "@pulumi/pulumi/proto/provider_pb.js";
import {
  type Difference,
  forwardDetails,
  withDetails,
} from "../../provider/mechanism/detailed-diff.ts";

const require = createRequire(import.meta.url);
const { DiffResponse, PropertyDiff } = require("@pulumi/pulumi/proto/provider_pb") as typeof proto;
const { prototype } = DiffResponse;
const Kinds = PropertyDiff.Kind;

/** What the host does with the result of a diff. */
function messageOf(details: readonly Difference[], changes = true, replaces = ["name"]) {
  const result = withDetails({ changes, replaces }, details);
  const message = new DiffResponse();
  message.setChanges(result.changes ? CHANGED : UNCHANGED);
  return message;
}

const { DIFF_SOME: CHANGED, DIFF_NONE: UNCHANGED } = DiffResponse.DiffChanges;

function detailsOf(message: proto.DiffResponse): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  message.getDetaileddiffMap().forEach((detail, path) => {
    found[path] = [detail.getKind(), detail.getInputdiff()];
  });
  return found;
}

const DETAILS: Difference[] = [
  { path: ["name"], kind: "UPDATE" },
  { path: ["ui", "colors", "500"], kind: "ADD" },
  { path: ["list", 1], kind: "DELETE" },
];

describe("the details of a diff", () => {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- put back as it was
  const { setChanges } = prototype;
  const [, main] = process.argv;

  afterEach(() => {
    prototype.setChanges = setChanges;
    process.argv[1] = main ?? "";
  });

  /** As in a process whose script is this one. */
  function forwardIn(script: string): void {
    process.argv[1] = script;
    forwardDetails();
  }

  const host = () => forwardIn(require.resolve("@pulumi/pulumi/cmd/dynamic-provider"));

  it("stand in the host's message by path, and say which property replaces", () => {
    host();
    const message = messageOf(DETAILS);
    expect(message.getChanges()).toBe(CHANGED);
    expect(message.getHasdetaileddiff()).toBe(true);
    expect(detailsOf(message)).toStrictEqual({
      name: [Kinds.UPDATE_REPLACE, true],
      'ui.colors["500"]': [Kinds.ADD, true],
      "list[1]": [Kinds.DELETE, true],
    });
  });

  it("are in no other message", () => {
    host();
    messageOf(DETAILS);
    const next = new DiffResponse();
    next.setChanges(CHANGED);
    expect([next.getHasdetaileddiff(), detailsOf(next)]).toStrictEqual([false, {}]);
  });

  it("are in no message of what does not change", () => {
    host();
    const message = messageOf(DETAILS, false);
    expect(message.getChanges()).toBe(UNCHANGED);
    expect([message.getHasdetaileddiff(), detailsOf(message)]).toStrictEqual([false, {}]);
  });

  it("are left out where the host is not as expected, and nothing fails", () => {
    forwardIn("/nowhere/at/all/index.js");
    const message = messageOf(DETAILS);
    expect(message.getChanges()).toBe(CHANGED);
    expect([message.getHasdetaileddiff(), detailsOf(message)]).toStrictEqual([false, {}]);
  });
});
