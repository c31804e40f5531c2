/** A server in which a team's Pulumi keeps its state. */
export interface StateStore {
  /** As `PULUMI_BACKEND_URL` wants it. */
  readonly backend: string;
  /** What Pulumi needs beside it to get in. */
  readonly env?: NodeJS.ProcessEnv;
  /** All that is stored, by path from `.pulumi/` on. */
  readonly files: () => Promise<ReadonlyMap<string, string>>;
}
