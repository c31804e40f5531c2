/** The sections of a stack's config: one for each resource kind and each component. */
import { broadcasts } from "../components/broadcast.ts";
import type * as classes from "../components/resources.ts";
import { type ExportShape, type Read, type Section, sectionOf } from "../components/section.ts";
import { stages } from "../components/stage.ts";
import { inOrder } from "./order.ts";
import { type Registered, registry } from "../provider/resources/registry.ts";

const components = [stages, broadcasts] as const;

type Component = (typeof components)[number];

type OfKinds = { [D in Registered as D["section"]["name"]]: Read<ExportShape<D>> };

type OfComponents = { [S in Component as S["name"]]: Read<S["outputs"]["shape"]> };

/** The stack outputs of an entry, by section. */
export interface SectionOutputs extends OfKinds, OfComponents {}

type ResourcesOfKinds = { [D in Registered as D["section"]["name"]]: InstanceOf<D["name"]> };

type InstanceOf<Name extends keyof typeof classes> = InstanceType<(typeof classes)[Name]>;

type ResourcesOfComponents = { [S in Component as S["name"]]: ReturnType<S["make"]> };

/** The class of the resources in each section. */
export interface SectionResources extends ResourcesOfKinds, ResourcesOfComponents {}

/** The name of a section: its config key and its stack output. */
export type SectionName = keyof SectionOutputs;

/** All sections of a stack's config, for {@link declareFromConfig}. */
export const sections: readonly (Section & { readonly name: SectionName })[] = inOrder([
  ...registry.map((definition) => sectionOf<Registered>(definition)),
  ...components,
]);
