/** Puts the environment's variables back after each test of the file or describe that calls this. */
export function environmentKept(): void {
  const before = { ...process.env };
  afterEach(() => {
    for (const name of Object.keys(process.env))
      if (!(name in before)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, before);
  });
}
