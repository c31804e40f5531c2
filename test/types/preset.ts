/**
 * What the type checker proves of presets: our fields are the SDK's, no more and no less. No test runs
 * this file: `npm run typecheck` does not pass where one of these is not true.
 */
import type { PresetCreateParams } from "cloudflare/resources/realtime-kit/presets";
import type {
  CamelCasedPropertiesDeep,
  IsEqual,
  OmitIndexSignature,
  SnakeCasedPropertiesDeep,
} from "type-fest";
import type { z } from "zod";
import type { presetSchema } from "../../provider/resources/preset/inputs.ts";
import type { PresetFields } from "../../provider/resources/preset/parts.ts";

type Body = Pick<PresetCreateParams, "config" | "permissions" | "ui">;

/** Nothing optional at any depth, as one flat type that can be compared. */
type Sure<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { [K in keyof T]-?: Sure<Exclude<T[K], undefined>> }
    : T;

type Ours = Sure<Pick<z.output<typeof presetSchema>, keyof Body>>;
type Theirs = Sure<CamelCasedPropertiesDeep<Body>>;

/** Of a record by plugin id, what one plugin has; the SDK leaves room there for what it does not know. */
type Plugin<T extends { permissions: { plugins: { config: object } } }> =
  T["permissions"]["plugins"]["config"] extends Record<string, infer Each>
    ? Sure<OmitIndexSignature<Each>>
    : "not by id";

// A new version of the SDK that adds, drops or retypes a field fails here.
true satisfies IsEqual<keyof Ours, keyof Theirs>;
true satisfies IsEqual<Ours["config"], Theirs["config"]>;
true satisfies IsEqual<Ours["ui"], Theirs["ui"]>;
true satisfies IsEqual<
  Omit<Ours["permissions"], "plugins">,
  Omit<Theirs["permissions"], "plugins">
>;
true satisfies IsEqual<
  Omit<Ours["permissions"]["plugins"], "config">,
  Omit<Theirs["permissions"]["plugins"], "config">
>;
true satisfies IsEqual<Plugin<Ours>, Plugin<Theirs>>;
true satisfies IsEqual<keyof Plugin<Ours>, "accessControl" | "handlesViewOnly">;

// What a template gives is what the API takes, but for the case of its names.
type Sent = SnakeCasedPropertiesDeep<PresetFields>;
true satisfies Sent extends Body ? true : false;
true satisfies IsEqual<Sure<Sent>["config"], Sure<Body>["config"]>;
true satisfies IsEqual<Sure<Sent>["ui"], Sure<Body>["ui"]>;
