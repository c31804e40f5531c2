/** What the tests of presets share: how the API holds one, and how somebody else changes it. */
import { merge } from "../../provider/schema/compare.ts";
import { omit } from "../support/omit.ts";
import { KIT, type Plain, type State, type World } from "./host.ts";

export const PLUGIN = "ff7e7fbd-1e5b-4e0a-a0e9-1f3f7a3c9f2b";
export const OTHER = "0d6e2c1a-9a53-4c0f-8f5e-2b8f3c1d4e5f";
export const plugins = (config: Plain) => ({ permissions: { plugins: { config } } });
export const look = (designTokens: Plain) => ({ ui: { designTokens } });

export interface Held {
  id: string;
  created_at: string;
  updated_at: string;
  name: string;
  config: Plain & { media: { video: Plain } };
  permissions: Plain & { plugins: { config: Plain } };
  ui: Plain & { design_tokens: Plain & { colors: Plain } };
}

/** The preset at the API. */
export const held = (w: World, { id }: Pick<State, "id">) =>
  w.api("GET", `${KIT}/presets/${id}`) as Promise<Held>;

/** What of a preset was sent. */
export const bodyOf = (all: Held) => omit(all, "id", "created_at", "updated_at");

/** Somebody else changes the preset, whole, as the API asks for it. */
export async function edit(w: World, made: State, over: Plain): Promise<void> {
  const body = bodyOf(await held(w, made));
  await w.api("PUT", `${KIT}/presets/${made.id}`, merge<unknown>(body, over));
}
