/**
 * What the type checker proves of restream targets: the two ways to say where the picture goes are the
 * schema's own fields. No test runs this file: `npm run typecheck` does not pass where it is not true.
 */
import type { IsEqual } from "type-fest";
import type * as z from "zod";
import type {
  PlatformDestination,
  RestreamDestination,
  RestreamTargetBaseArgs,
  UrlDestination,
} from "../../components/resources.ts";
import type { Inputs } from "../../components/resource.ts";
import type { restreamTargetSchema } from "../../provider/resources/restream-target/definition.ts";
import type {
  PlatformName,
  PlatformWithUrl,
} from "../../provider/resources/restream-target/platforms.ts";

type Declared = Inputs<z.input<typeof restreamTargetSchema>>;

true satisfies IsEqual<keyof Declared, keyof RestreamTargetBaseArgs | "platform" | "url">;
true satisfies IsEqual<keyof RestreamDestination, "platform" | "url">;

// With an address, what the schema has; without one, the platforms that PLATFORMS gives one.
true satisfies IsEqual<Required<UrlDestination>["platform"], Required<Declared>["platform"]>;
true satisfies UrlDestination["url"] extends Declared["url"] ? true : false;
true satisfies IsEqual<PlatformDestination["url"], Declared["url"]>;
true satisfies IsEqual<Exclude<PlatformName, PlatformWithUrl>, "linkedin" | "custom">;
