/** A server for the state of a team's stacks. */
export interface StateStore {
  /** The value of `PULUMI_BACKEND_URL`. */
  readonly backend: string;
  /** The environment variables with the credentials. */
  readonly env?: NodeJS.ProcessEnv;
  /** All stored files, by path from `.pulumi/` on. */
  readonly files: () => Promise<ReadonlyMap<string, string>>;
}
