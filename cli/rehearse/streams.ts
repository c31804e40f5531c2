/** What can be rehearsed in a stack: its livestreams and live inputs, from its state. */
import * as z from "zod";
import { kindIn } from "../../provider/engine/types.ts";
import { readUrn } from "../../provider/engine/urn.ts";
import { type Platform, PLATFORMS } from "../../provider/resources/restream-target/platforms.ts";
import { UserError } from "../../provider/user-error.ts";
import type { Cli } from "../command.ts";
import { askPulumi } from "../pulumi.ts";

/** A restream target of a live input. */
export interface Target {
  readonly name: string;
  readonly url: string;
  readonly streamKey: string;
  readonly enabled: boolean;
}

/** A playback URL that must show the video. */
export interface Playback {
  readonly name: string;
  readonly url: string;
}

/** What an encoder can send to. */
export interface Stream {
  readonly name: string;
  readonly kind: "livestream" | "live input" | "ingest server";
  /** The ID at the API; undefined for an ingest server of the command line. */
  readonly id?: string;
  readonly ingestServer: string;
  readonly streamKey: string;
  readonly playback: readonly Playback[];
  /** The livestreams that it feeds. */
  readonly feeds: readonly string[];
  readonly targets: readonly Target[];
}

const resource = z.looseObject({
  urn: z.string(),
  type: z.string(),
  id: z.string().optional(),
  delete: z.boolean().optional(),
  inputs: z.looseObject({}).optional(),
  outputs: z.looseObject({}).optional(),
});

const state = z.looseObject({
  deployment: z.looseObject({ resources: z.array(resource).optional() }),
});

type Resource = z.output<typeof resource>;

/**
 * The streams of a stack.
 *
 * @throws UserError if one of the names is not there, or if there is nothing to rehearse
 */
export async function streamsOf(
  cli: Cli,
  stack: string,
  wanted: readonly string[],
): Promise<Stream[]> {
  const text = await askPulumi(cli, ["stack", "export", "--show-secrets", "--stack", stack]);
  const { resources = [] } = state.parse(JSON.parse(text)).deployment;
  return chosen(streamsIn(resources), wanted, stack);
}

/** The streams of a state with its secrets decrypted. */
export function streamsIn(resources: readonly Resource[]): Stream[] {
  const present = resources.filter((each) => each.delete !== true);
  const targets = present.flatMap((each) => targetIn(each));
  const livestreams = present.flatMap((each) => streamIn(each, "Livestream"));
  const inputs = present
    .flatMap((each) => streamIn(each, "LiveInput"))
    .map((input) => {
      const own = targets.filter(({ liveInputId }) => liveInputId === input.id);
      const fed = livestreams.filter((each) => own.some((target) => goesTo(target, each)));
      return {
        ...input,
        feeds: fed.map(({ name }) => name),
        playback: [...input.playback, ...fed.flatMap(({ playback }) => playback)],
        targets: own.filter((target) => !livestreams.some((each) => goesTo(target, each))),
      };
    });
  const isFed = (name: string) => inputs.some(({ feeds }) => feeds.includes(name));
  return [...livestreams.filter(({ name }) => !isFed(name)), ...inputs].toSorted((a, b) =>
    a.name < b.name ? -1 : 1,
  );
}

function chosen(streams: readonly Stream[], wanted: readonly string[], stack: string): Stream[] {
  const names = streams.flatMap(({ name, feeds }) => [name, ...feeds]);
  const unknown = wanted.filter((name) => !names.includes(name));
  const [first] = unknown;
  if (first !== undefined)
    throw new UserError(
      `Stack ${stack} has no livestream, live input or broadcast with the logical name ${JSON.stringify(first)}; it has ${names.join(", ") || "none"}.`,
    );
  const found = streams.filter(
    ({ name, feeds }) =>
      wanted.length === 0 || [name, ...feeds].some((each) => wanted.includes(each)),
  );
  if (found.length === 0)
    throw new UserError(`Stack ${stack} has no livestream, live input or broadcast to rehearse.`);
  return found;
}

/** A resource whose outputs have an ingest server and a key. A meeting's livestream has none of its own. */
function streamIn(found: Resource, kind: "Livestream" | "LiveInput"): Stream[] {
  if (kindIn(found.type) !== kind || found.id === undefined) return [];
  const { ingestServer, streamKey, playbackUrl } = values(found);
  if (ingestServer === "" || streamKey === "") return [];
  const name = readUrn(found.urn).name;
  return [
    {
      name,
      kind: kind === "Livestream" ? "livestream" : "live input",
      id: found.id,
      ingestServer,
      streamKey,
      playback: playbackUrl === "" ? [] : [{ name, url: playbackUrl }],
      feeds: [],
      targets: [],
    },
  ];
}

function targetIn(found: Resource): (Target & { liveInputId: string })[] {
  if (kindIn(found.type) !== "RestreamTarget") return [];
  const { liveInputId, streamKey, url, platform } = values(found);
  const known = Object.entries<Platform>(PLATFORMS).find(([name]) => name === platform);
  const address = url === "" ? (known?.[1].url ?? "") : url;
  const enabled = { ...found.outputs, ...found.inputs }.enabled !== false;
  return [{ name: readUrn(found.urn).name, liveInputId, url: address, streamKey, enabled }];
}

/** Whether the target is the livestream itself. */
function goesTo({ url, streamKey }: Target, stream: Stream): boolean {
  return streamKey === stream.streamKey && bare(url) === bare(stream.ingestServer);
}

function bare(url: string): string {
  return url.replace(/\/+$/, "");
}

const KEYS = [
  "ingestServer",
  "streamKey",
  "playbackUrl",
  "liveInputId",
  "url",
  "platform",
] as const;

/** Texts among the outputs and inputs; a secret's text is JSON in JSON. */
function values({ inputs = {}, outputs = {} }: Resource): Record<(typeof KEYS)[number], string> {
  const all: Readonly<Record<string, unknown>> = { ...inputs, ...outputs };
  const entries = KEYS.map((key) => [key, textIn(all[key])]);
  return Object.fromEntries(entries) as Record<(typeof KEYS)[number], string>;
}

const secretValue = z.looseObject({ plaintext: z.string() });

function textIn(value: unknown): string {
  if (typeof value === "string") return value;
  const secret = secretValue.safeParse(value).data;
  if (!secret) return "";
  const inner: unknown = JSON.parse(secret.plaintext);
  return typeof inner === "string" ? inner : "";
}
