/** Writes a preset with few arguments: only the differences to its closest template. */
import { backgroundShades, brandShades } from "./colours.ts";
import { equal, isPlain, present, type Plain } from "../../schema/compare.ts";
import { templates } from "./templates.ts";
import { type Path, valueAt, withValue } from "../../schema/paths.ts";
import type { AdoptionDefinition } from "../../engine/definition.ts";

export const adoption: AdoptionDefinition = { declare: fromClosestTemplate, shorter: inShort };

/** The differences to the closest template; the look is the same in all of them. */
function fromClosestTemplate(all: Plain): Plain {
  const { adopt, name, config, permissions, ui } = all;
  const candidates = Object.entries(templates).map(([template, make]) => {
    const base = make();
    const differing = {
      config: difference(config, base.config),
      permissions: difference(permissions, base.permissions),
    };
    return { template, differing, size: size(differing) };
  });
  // If two are equally close, the one with fewer permissions.
  const closest = candidates.reduce((best, next) => (next.size <= best.size ? next : best));
  return present({ adopt, name, template: closest.template, ...closest.differing, ui });
}

/**
 * The differences between `value` and `base`, at any depth; undefined if there are none. A value that
 * is off and that the template does not set is the API's default.
 */
function difference(value: unknown, base: unknown): unknown {
  if (value === undefined || equal(value, base)) return undefined;
  if (base === undefined && (value === false || value === null)) return undefined;
  if (!isPlain(value) || !isPlain(base)) return value;
  return present(
    Object.fromEntries(
      Object.entries(value).map(([key, below]) => [key, difference(below, base[key])]),
    ),
  );
}

function size(value: unknown): number {
  if (value === undefined) return 0;
  if (!isPlain(value)) return 1;
  return Object.values(value).reduce<number>((sum, below) => sum + size(below), 0);
}

const COLORS: Path = ["ui", "designTokens", "colors"];

/** Shorter forms: one colour instead of its shades, a string for the access to a plugin. */
function inShort(args: Plain): Plain[] {
  const brand = valueAt(args, [...COLORS, "brand"]);
  const background = valueAt(args, [...COLORS, "background"]);
  const ways: [Path, unknown][] = [];
  if (isPlain(brand) && equal(brand, shadesOf(brand[500], brandShades)))
    ways.push([[...COLORS, "brand"], brand[500]]);
  if (isPlain(background) && equal(background, shadesOf(background[1000], backgroundShades)))
    ways.push([[...COLORS, "background"], background[1000]]);
  const plugins = valueAt(args, ["permissions", "plugins", "config"]);
  for (const [id, plugin] of Object.entries(isPlain(plugins) ? plugins : {})) {
    if (isPlain(plugin) && equal(Object.keys(plugin), ["accessControl"]))
      ways.push([["permissions", "plugins", "config", id], plugin.accessControl]);
  }
  // Each result includes the ones before it.
  return ways.map((_, index) =>
    ways.slice(0, index + 1).reduce((short, [path, to]) => withValue(short, path, to), args),
  );
}

function shadesOf(colour: unknown, shades: (colour: string) => object): unknown {
  return typeof colour === "string" ? shades(colour) : undefined;
}
