/** What an encoder can send to, found by its stream key: livestreams and live inputs. */
import type { EmulatorContext } from "../context.ts";
import { liveInputsOf } from "../live-inputs.ts";
import { LivestreamStore } from "../livestream-store.ts";
import { outputsOf } from "../outputs.ts";
import type { Scope } from "../store.ts";

/** A livestream or live input. */
export interface Source {
  readonly kind: "livestream" | "live-input";
  readonly id: string;
  readonly scope: Scope;
  readonly name: string;
  readonly streamKey: string;
  /** The first part of the playback URL's path. */
  readonly playbackId: string;
  readonly isEnabled: boolean;
}

/** A restream target of a live input. */
export interface SourceTarget {
  readonly uid: string;
  readonly url: string;
  readonly streamKey: string;
  readonly enabled: boolean;
}

type Stored = Pick<EmulatorContext, "store">;

/** All sources, livestreams first. A meeting's livestream is fed by its meeting. */
export function allSources(emulator: Stored): Source[] {
  return [...livestreams(emulator), ...liveInputs(emulator)];
}

/** The source with this key, or why there is none. */
export function sourceOf(emulator: Stored, streamKey: string): Source | string {
  const source = allSources(emulator).find((each) => each.streamKey === streamKey);
  if (source === undefined) return "No livestream and no live input has this stream key.";
  return source.isEnabled ? source : `The live input ${source.name} is disabled.`;
}

/** Whether the source still exists and takes video. */
export function isOpen(emulator: Stored, { kind, id }: Source): boolean {
  if (kind === "livestream")
    return new LivestreamStore(emulator).livestreams.find(id) !== undefined;
  const found = liveInputsOf(emulator).find(id);
  return found !== undefined && found.document.settings.enabled !== false;
}

/** The restream targets of a source, in the order in which they were created. */
export function targetsOf(emulator: Stored, { kind, id, scope }: Source): SourceTarget[] {
  if (kind === "livestream") return [];
  return outputsOf(emulator).list({ account: scope.account, parent: id });
}

function livestreams(emulator: Stored): Source[] {
  const { livestreams: stored } = new LivestreamStore(emulator);
  return stored
    .all()
    .filter(({ document }) => document.meeting_id === null)
    .map(({ scope, document }) => ({
      kind: "livestream",
      id: document.id,
      scope,
      name: document.name,
      streamKey: document.stream_key,
      playbackId: playbackIdOf(document.playback_url),
      isEnabled: true,
    }));
}

function liveInputs(emulator: Stored): Source[] {
  return liveInputsOf(emulator)
    .all()
    .map(({ scope, document: { uid, settings, secrets } }) => ({
      kind: "live-input",
      id: uid,
      scope,
      name: nameIn(settings.meta) ?? uid,
      streamKey: secrets.rtmps,
      playbackId: uid,
      isEnabled: settings.enabled !== false,
    }));
}

function playbackIdOf(url: string): string {
  return new URL(url).pathname.split("/")[1] ?? "";
}

/** The dashboard shows this field of `meta` as the name. */
function nameIn(meta: unknown): string | undefined {
  const hasName = typeof meta === "object" && meta !== null && "name" in meta;
  return hasName && typeof meta.name === "string" ? meta.name : undefined;
}
