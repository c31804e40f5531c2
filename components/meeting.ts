import type * as pulumi from "@pulumi/pulumi";
import type * as z from "zod";
import { meeting } from "../provider/resources/meeting/definition.ts";
import type { meetingSchema } from "../provider/resources/meeting/inputs.ts";
import { inAppOfStack } from "./app.ts";
import { type Inputs, RealtimeKitResource, sectionOf } from "./resource.ts";

/** What may be declared of a {@link Meeting}. */
export interface MeetingArgs extends Inputs<z.input<typeof meetingSchema>> {}

/**
 * A RealtimeKit meeting, to which an application server adds participants, each with a preset. The
 * API cannot delete it: a removed one becomes INACTIVE and can no longer be joined.
 *
 * @example
 * const panel = new Meeting("panel", { liveStreamOnStart: true });
 */
export class Meeting extends RealtimeKitResource {
  /** Its title. */
  declare readonly title: pulumi.Output<string>;
  /** Whether it may be joined. */
  declare readonly status: pulumi.Output<"ACTIVE" | "INACTIVE">;

  constructor(name: string, args: MeetingArgs = {}, opts?: pulumi.CustomResourceOptions) {
    super(meeting, name, args, opts);
  }

  /** An existing meeting by its id, to be read and never changed. */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    where: Pick<MeetingArgs, "accountId" | "appId"> = {},
    opts?: pulumi.CustomResourceOptions,
  ): Meeting {
    return new Meeting(name, where, { ...opts, id });
  }
}

/** The section `meetings` of a stack's config. */
export const meetings = sectionOf(meeting, {
  name: "meetings",
  references: inAppOfStack,
  make: (name, args: MeetingArgs) => new Meeting(name, args),
  outputs: ({ id, title, status }) => ({ id, title, status }),
});
