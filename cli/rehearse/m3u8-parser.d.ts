/** The parts of m3u8-parser that are used; it has no types of its own. */
declare module "m3u8-parser" {
  interface ByteRange {
    readonly offset: number;
    readonly length: number;
  }
  interface Part {
    readonly uri: string;
    readonly byterange?: ByteRange;
    readonly independent?: boolean;
  }
  interface Segment {
    readonly uri?: string;
    readonly byterange?: ByteRange;
    readonly map?: { readonly uri: string; readonly byterange?: ByteRange };
    readonly parts?: readonly Part[];
  }
  interface Manifest {
    readonly segments: readonly Segment[];
    readonly playlists?: readonly { readonly uri: string }[];
    readonly preloadSegment?: Segment;
  }
  class Parser {
    readonly manifest: Manifest;
    push(text: string): void;
    end(): void;
  }
}
