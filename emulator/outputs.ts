/**
 * Outputs of a Stream live input, to which its video is sent. Paths below /accounts/{account}:
 *
 * POST   /stream/live_inputs/{uid}/outputs           create; at most 50 for one live input
 * GET    /stream/live_inputs/{uid}/outputs           list; there is no read of one
 * PUT    /stream/live_inputs/{uid}/outputs/{output}  enable or disable, nothing else
 * DELETE /stream/live_inputs/{uid}/outputs/{output}  delete
 *
 * A missing live input or output is HTTP 404 with code 10003 (quirk: streamMissing). Quirk: streamDeleted.
 */
import type {
  Output,
  OutputCreateParams,
  OutputUpdateParams,
} from "cloudflare/resources/stream/live-inputs/outputs";
import type { IsEqual } from "type-fest";
import { z } from "zod";
import type { EmulatorContext, Kind } from "./context.ts";
import { streamUid } from "./credentials.ts";
import { ApiError, missingInStream, streamDeleted, streamSuccess } from "./envelope.ts";
import { existingLiveInput } from "./live-inputs.ts";
import type { Collection } from "./store.ts";
import { validate } from "./validation.ts";

const most = 50;

const createBody = z.strictObject({
  streamKey: z.string(),
  url: z.string().regex(/^(rtmps?|srt):\/\/[^/\s]/, "expected an rtmp://, rtmps:// or srt:// URL"),
  enabled: z.boolean().optional(),
});
const updateBody = z.strictObject({ enabled: z.boolean() });

// The bodies have the SDK's types.
true satisfies IsEqual<z.infer<typeof createBody>, Omit<OutputCreateParams, "account_id">>;
true satisfies IsEqual<
  z.infer<typeof updateBody>,
  Omit<OutputUpdateParams, "account_id" | "live_input_identifier">
>;

interface InputPath {
  account: string;
  uid: string;
}

/** All outputs; the parent is the live input. */
export function outputsOf({ store }: Pick<EmulatorContext, "store">): Collection<Required<Output>> {
  return store.collection<Required<Output>>("output");
}

/** Adds the routes. */
export const addOutputs: Kind = (routes, emulator) => {
  const outputs = outputsOf(emulator);
  const inputScope = (path: InputPath) => ({
    account: path.account,
    parent: existingLiveInput(emulator, path).uid,
  });

  routes.post<{ Params: InputPath }>("/stream/live_inputs/:uid/outputs", (request) => {
    const scope = inputScope(request.params);
    const { url, streamKey, enabled } = validate(createBody, request.body);
    if (outputs.list(scope).length >= most) {
      throw new ApiError(400, `A live input can have at most ${most} outputs`);
    }
    const output = { uid: streamUid(), url, streamKey, enabled: enabled ?? true };
    outputs.insert(scope, output.uid, output);
    return streamSuccess(output);
  });

  routes.get<{ Params: InputPath }>("/stream/live_inputs/:uid/outputs", (request) =>
    streamSuccess(outputs.listed(inputScope(request.params), emulator.quirks)),
  );

  routes.put<{ Params: InputPath & { output: string } }>(
    "/stream/live_inputs/:uid/outputs/:output",
    (request) => {
      const scope = inputScope(request.params);
      const before = outputs.get(scope, request.params.output);
      if (!before) throw missing(request.params.output);
      const output = { ...before, ...validate(updateBody, request.body) };
      outputs.replace(scope, output.uid, output);
      return streamSuccess(output);
    },
  );

  routes.delete<{ Params: InputPath & { output: string } }>(
    "/stream/live_inputs/:uid/outputs/:output",
    (request, reply) => {
      const { output } = request.params;
      if (!outputs.delete(inputScope(request.params), output)) throw missing(output);
      return streamDeleted(reply, emulator.quirks);
    },
  );
};

function missing(output: string): ApiError {
  return missingInStream(`Output ${output} not found`);
}
