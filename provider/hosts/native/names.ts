/** Automatic names according to Pulumi's settings, with the random seed of the engine, which a plan keeps. */
import { createHash } from "node:crypto";
import provider, { type CheckRequest } from "@pulumi/pulumi/proto/provider_pb.js";
import { automaticName, fitting } from "../../engine/automatic-names.ts";
import type { MakeName } from "../../engine/naming.ts";
import type { ResourceDefinition } from "../../engine/definition.ts";
import type { Plain } from "../../schema/compare.ts";
import type { Failure } from "../../schema/failure.ts";
import { failuresOf } from "../../schema/failures.ts";

/** The function that generates the name in check; undefined if create generates it. */
export function nameMaker(request: CheckRequest): MakeName | undefined {
  const seed = request.getRandomseed_asU8();
  const settings = request.getAutonaming();
  const proposed = settings?.getProposedName() ?? "";
  const { Mode } = provider.CheckRequest.AutonamingOptions;
  if (seed.length === 0 && proposed === "") return undefined;
  return (base, given) => {
    // A name that is set gets a suffix, whatever the settings for automatic names are.
    if (given || proposed === "") return automaticName(base, suffixFrom(seed, base));
    return settings?.getMode() === Mode.ENFORCE ? proposed : fitting(proposed);
  };
}

function suffixFrom(seed: Uint8Array, base: string): string | undefined {
  if (seed.length === 0) return undefined;
  return createHash("sha256").update(seed).update(base).digest("hex").slice(0, 7);
}

/** The failures of a resource without a name according to Pulumi's settings for automatic names. */
export function namelessFailures(
  { nameInput, inputs }: Pick<ResourceDefinition, "nameInput" | "inputs">,
  declared: Plain,
  request: CheckRequest,
): Failure[] {
  const settings = request.getAutonaming();
  if (!settings || !nameInput || declared.adopt !== undefined) return [];
  const { key } = nameInput;
  if (declared[key] !== undefined) return [];
  const { Mode } = provider.CheckRequest.AutonamingOptions;
  switch (settings.getMode()) {
    case Mode.DISABLE:
      return [
        { path: [key], reason: `missing; ${SETTING} allows no automatic names, so give one` },
      ];
    case Mode.ENFORCE:
      return failuresOf(inputs, { ...declared, [key]: settings.getProposedName() })
        .filter(({ path }) => path[0] === key)
        .map(({ path, reason }) => ({ path, reason: `${reason} (the name is from ${SETTING})` }));
    default:
      return [];
  }
}

const SETTING = "the config pulumi:autonaming";
