/**
 * Components and lookups for programs in other languages. They use Pulumi's SDK, which takes longer to load than
 * the plugin itself, so they are in a file of their own that the first such call loads.
 */
import proto, {
  type ConstructRequest,
  type ConstructResponse,
  type InvokeRequest,
  type InvokeResponse,
} from "@pulumi/pulumi/proto/provider_pb.js";
import type { Settings } from "../../client/settings.ts";
import { nameInType } from "../../engine/types.ts";
import type { Plain } from "../../schema/compare.ts";
import { decode, encode, SecretPlaces } from "./values.ts";

/** A component that was created. */
export interface Constructed {
  readonly urn: string;
  /** Its outputs, as the protocol has them. */
  readonly state: Plain;
  /** The URNs of the resources that each output depends on. */
  readonly dependencies: Readonly<Record<string, readonly string[]>>;
}

/** What a lookup found. */
export interface Found {
  readonly value: Plain;
  /** The names of properties that are secret, at any depth. */
  readonly secret: readonly string[];
}

/** The components and lookups of the package. */
export interface Remote {
  /** @param engine the address of the engine, which prints messages */
  construct(request: ConstructRequest, engine: string): Promise<Constructed>;
  /** @param name the name of a lookup, such as `getLivestream` */
  lookUp(name: string, args: Plain, settings: Settings): Promise<Found>;
}

export function constructResponse({ urn, state, dependencies }: Constructed): ConstructResponse {
  const response = new proto.ConstructResponse();
  response.setUrn(urn);
  response.setState(encode({ value: state, secrets: new SecretPlaces() }, []));
  const map = response.getStatedependenciesMap();
  for (const [key, urns] of Object.entries(dependencies)) {
    const each = new proto.ConstructResponse.PropertyDependencies();
    each.setUrnsList([...urns]);
    map.set(key, each);
  }
  return response;
}

/** Runs the lookup that the request names. */
export async function invoke(
  remote: Remote,
  request: InvokeRequest,
  settings: Settings,
): Promise<InvokeResponse> {
  const { value: args } = decode(request.getArgs());
  const name = nameInType(request.getTok());
  const { value, secret } = await remote.lookUp(name, args, settings);
  const response = new proto.InvokeResponse();
  response.setReturn(encode({ value, secrets: secretPlaces(value, secret) }, []));
  return response;
}

function secretPlaces(value: unknown, names: readonly string[]): SecretPlaces {
  const places = new SecretPlaces();
  const walk = (below: unknown, path: readonly (string | number)[]) => {
    if (typeof below !== "object" || below === null) return;
    for (const [key, inner] of Object.entries(below) as [string, unknown][]) {
      const next = [...path, Array.isArray(below) ? Number(key) : key];
      if (names.includes(key)) places.add(next);
      else walk(inner, next);
    }
  };
  walk(value, []);
  return places;
}
