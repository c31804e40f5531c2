/** The stack's config as declarations, with every bad value reported before any resource is made. */
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { failuresInSettings } from "../provider/check.ts";
import { isPlain } from "../provider/compare.ts";
import { type Failure, failuresOf, writePath } from "../provider/failures.ts";
import type { Kind } from "../provider/kind.ts";
import { livestream, livestreamSchema } from "../provider/livestream.ts";
import { liveInput, liveInputSchema } from "../provider/live-input.ts";
import { preset } from "../provider/preset.ts";
import { presetSchema } from "../provider/preset-schema.ts";
import { restreamTarget, restreamTargetSchema } from "../provider/restream-target.ts";
import { group, map } from "../provider/schema.ts";
import { readSettings, type Settings } from "../provider/settings.ts";
import type { LiveInput } from "./live-input.ts";
import type { RestreamTargetArgs } from "./restream-target.ts";

/** A target in config names its live input by a logical name of the stack, or by id. */
const targetSchema = restreamTargetSchema.extend({
  /** The logical name of one of the stack's own `liveInputs`. */
  liveInput: z.string().min(1).optional(),
  liveInputId: restreamTargetSchema.shape.liveInputId.optional(),
});

/** The config keys of the namespace `livestreaming`, each an object by logical name. */
const schema = group({
  livestreams: map(livestreamSchema).optional(),
  presets: map(presetSchema).optional(),
  liveInputs: map(liveInputSchema).optional(),
  restreamTargets: map(targetSchema).optional(),
});

/** What the stack declares, by logical name. */
export type StackConfig = Required<z.input<typeof schema>>;

const NAMESPACE = "livestreaming";

/**
 * Reads and checks the stack's config.
 *
 * @throws pulumi.RunError with every bad value at its path
 */
export function readStackConfig(): StackConfig {
  const { config, failures } = parse(pulumi.runtime.allConfig());
  const settings = readSettings((key) => pulumi.runtime.getConfig(key));
  const problems = [...failures.map(report), ...checkAll(config, settings)];
  if (problems.length > 0) throw new pulumi.RunError(summary([...new Set(problems)]));
  return {
    livestreams: {},
    presets: {},
    liveInputs: {},
    restreamTargets: {},
    ...config,
  };
}

/**
 * Objects stand in config as JSON. They are read raw: Pulumi's `getObject` warns of an object that
 * holds one secret, and `getSecretObject` would hide it whole, the logical names included. The
 * resource classes make secret again what their schema calls so.
 */
function parse(all: Record<string, string>): {
  config: Record<string, unknown>;
  failures: Failure[];
} {
  const config: Record<string, unknown> = {};
  const failures: Failure[] = [];
  for (const [key, text] of Object.entries(all)) {
    if (!key.startsWith(`${NAMESPACE}:`)) continue;
    const name = key.slice(NAMESPACE.length + 1);
    try {
      config[name] = JSON.parse(text) as unknown;
    } catch {
      failures.push({ path: [name], reason: "is not an object by logical name" });
    }
  }
  return { config, failures };
}

const KINDS: Record<keyof StackConfig, Kind> = {
  livestreams: livestream,
  presets: preset,
  liveInputs: liveInput,
  restreamTargets: restreamTarget,
};

function checkAll(config: Record<string, unknown>, settings: Settings): string[] {
  const declarations = Object.entries(KINDS).flatMap(([section, kind]) =>
    Object.entries(plainOr(config[section])).map(([name, declaration]) => ({
      path: [section, name],
      kind,
      declared: plainOr(declaration),
    })),
  );
  const together = declarations.flatMap(({ path, kind, declared }) => [
    ...(kind.conflicts?.(declared) ?? []).map((failure) => ({
      ...failure,
      path: [...path, ...failure.path],
    })),
    ...(kind === restreamTarget ? liveInputOf(path, declared, config.liveInputs) : []),
  ]);
  return [
    ...[...failuresOf(schema, config), ...together].map(report),
    ...declarations.flatMap(({ kind, declared }) =>
      failuresInSettings(kind, declared, settings).map(({ reason }) => reason),
    ),
  ];
}

/** The value where it is an object; what is wrong with another the schema tells. */
function plainOr(value: unknown): Record<string, unknown> {
  return isPlain(value) ? value : {};
}

/** A target needs exactly one way to its live input, and a logical name must be one of the stack's. */
function liveInputOf(
  target: string[],
  { liveInput: own, liveInputId }: Record<string, unknown>,
  liveInputs: unknown,
): Failure[] {
  const path = [...target, "liveInput"];
  if ((own === undefined) === (liveInputId === undefined)) {
    const found = own === undefined ? "missing" : "not together with liveInputId";
    return [
      {
        path,
        reason: `${found}; give liveInput (a logical name of livestreaming:liveInputs) or liveInputId`,
      },
    ];
  }
  const names = Object.keys(plainOr(liveInputs));
  if (typeof own !== "string" || names.includes(own)) return [];
  return [
    {
      path,
      reason: `${JSON.stringify(own)} is not a live input of this stack; use one of ${names.join(", ") || "(none is declared)"}`,
    },
  ];
}

function report({ path, reason }: Failure): string {
  return `${NAMESPACE}:${writePath(path)}: ${reason}`;
}

function summary(problems: string[]): string {
  const [only, ...more] = problems;
  if (more.length === 0) return `The stack's config cannot be used: ${only ?? ""}`;
  return `The stack's config cannot be used, for ${problems.length} reasons:\n${problems.map((line) => `  ${line}`).join("\n")}`;
}

/** A target's arguments, its live input's logical name turned into the id of the stack's resource. */
export function restreamTargetArgs(
  { liveInput: own, liveInputId, ...rest }: StackConfig["restreamTargets"][string],
  liveInputs: Record<string, LiveInput>,
): RestreamTargetArgs {
  const id = own === undefined ? liveInputId : liveInputs[own]?.id;
  if (id === undefined) throw new Error("readStackConfig has checked that there is one");
  return { ...rest, liveInputId: id };
}
