/** An environment without the user's logins and settings. */
export function cleanEnvironment(): NodeJS.ProcessEnv {
  const foreign = /^(PULUMI_(?!REALTIMEKIT_CACHE)|CLOUDFLARE_|REALTIMEKIT_|NODE_OPTIONS|JEST_)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

/** Restores the environment variables after each test of the file or describe that calls this. */
export function environmentKept(): void {
  const before = { ...process.env };
  afterEach(() => {
    for (const name of Object.keys(process.env))
      if (!(name in before)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, before);
  });
}
