/** A preset in few words: the template that leaves the least to say, and colours in short. */
import { backgroundShades, brandShades } from "./colours.ts";
import { equal, isPlain, present, type Plain } from "../../schema/compare.ts";
import { templates } from "./templates.ts";
import { type Path, valueAt, withValue } from "../../schema/paths.ts";
import type { AdoptionDefinition } from "../../engine/definition.ts";

export const adoption: AdoptionDefinition = { declare: fromClosestTemplate, shorter: inShort };

/** The preset as what differs from its closest template; how it looks is the same in all of them. */
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
  // Where two are as close, the one that may do less.
  const closest = candidates.reduce((best, next) => (next.size <= best.size ? next : best));
  return present({ adopt, name, template: closest.template, ...closest.differing, ui });
}

/**
 * What `value` says other than `base`, at any depth; undefined where that is nothing. What the
 * template has no word for and is off is what the API makes of it by itself.
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

/** Shorter ways to say the same: one colour for its shades, one word for a plugin's access. */
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
  // Each on top of those before it.
  return ways.map((_, index) =>
    ways.slice(0, index + 1).reduce((short, [path, to]) => withValue(short, path, to), args),
  );
}

function shadesOf(colour: unknown, shades: (colour: string) => object): unknown {
  return typeof colour === "string" ? shades(colour) : undefined;
}
