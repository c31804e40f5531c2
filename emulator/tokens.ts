/**
 * Verifies API tokens. A token belongs to a user or to an account, and each has its own call; the quirk
 * `tokenOwner` determines the owner of the emulator's tokens.
 *
 * GET /user/tokens/verify
 * GET /accounts/{account}/tokens/verify
 */
import type { FastifyInstance } from "fastify";
import type { EmulatorContext, Kind } from "./context.ts";
import { ApiError, streamSuccess } from "./envelope.ts";
import type { Quirks } from "./quirks.ts";

const NO_ID = "00000000000000000000000000000000";

function verified(quirks: Quirks, owner: Quirks["tokenOwner"]) {
  if (quirks.tokenOwner !== owner) throw new ApiError(401, "Invalid API Token", { code: 1000 });
  return streamSuccess({ id: NO_ID, status: "active" });
}

/** Adds the route of the user's tokens, below the API's base. */
export function addUserTokens(routes: FastifyInstance, emulator: EmulatorContext): void {
  routes.get("/user/tokens/verify", () => verified(emulator.quirks, "user"));
}

/** Adds the route of an account's tokens. */
export const addAccountTokens: Kind = (routes, emulator) => {
  routes.get("/tokens/verify", () => verified(emulator.quirks, "account"));
};
