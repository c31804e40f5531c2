/**
 * A lookup whose arguments are refused needs no API and fails at once, before Pulumi's runtime has
 * come to the stack's outputs: Node would warn of a rejection that nobody had taken yet.
 */
import * as pulumi from "@pulumi/pulumi";
import {
  getApp,
  getAppOutput,
  getLivestream,
  getLivestreamAnalytics,
  getLivestreamAnalyticsOutput,
  getLivestreamOutput,
  getLivestreams,
  getLivestreamsOutput,
  getPreset,
  getPresetOutput,
} from "../../lookups/index.ts";
import { configure, messageOf } from "./harness.ts";

const LOOKUPS = {
  getApp,
  getAppOutput,
  getLivestream,
  getLivestreamAnalytics,
  getLivestreamAnalyticsOutput,
  getLivestreamOutput,
  getLivestreams,
  getLivestreamsOutput,
  getPreset,
  getPresetOutput,
};

/** How many rejections were taken too late for Node while `work` ran; it warns of each. */
async function takenLate(work: () => Promise<void>): Promise<number> {
  let late = 0;
  const hear = () => late++;
  const ignore = () => undefined;
  process.on("rejectionHandled", hear).on("unhandledRejection", ignore);
  try {
    await work();
    await someTurns();
  } finally {
    process.off("rejectionHandled", hear).off("unhandledRejection", ignore);
  }
  return late;
}

/** What the runtime does between a program's end and its first look at the stack's outputs. */
async function someTurns(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate);
}

describe("a lookup that is refused at once", () => {
  for (const [name, lookup] of Object.entries(LOOKUPS)) {
    for (const args of [[], [undefined], [null], [{ unknown: 1 }]]) {
      it(`${name}(${args.map((each) => (each === undefined ? "undefined" : JSON.stringify(each))).join()}) is not taken too late`, async () => {
        configure({ "realtimekit:apiToken": undefined });
        await pulumi.runtime.setMocks({
          newResource: ({ inputs }) => ({ id: "id", state: inputs as Record<string, unknown> }),
          call: () => ({}),
        });
        const call = lookup as (...given: unknown[]) => Promise<unknown> | pulumi.Output<unknown>;
        const late = await takenLate(async () => {
          const made = call(...args);
          await someTurns();
          // As Pulumi's runtime takes an output of the stack.
          const taken = made instanceof Promise ? made : massaged(made);
          expect(await messageOf(taken)).toMatch(new RegExp(`^${name.replace("Output", "")}`));
        });
        expect(late).toBe(0);
      });
    }
  }
});

function massaged(output: pulumi.Output<unknown>): Promise<unknown> {
  const whole = pulumi.output({ output }) as unknown as { promise: () => Promise<unknown> };
  return whole.promise();
}
