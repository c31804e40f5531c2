/**
 * A story: a sequence of steps on one object, such as a project. Each step depends on the earlier ones, so
 * after a failure the remaining steps do not run, and report that in one line each.
 */

/** The object of a story's steps, and how to close it. */
export interface Scene<T> {
  readonly scene: T;
  readonly close: () => Promise<unknown>;
}

export interface Story<T> {
  /** Adds a step, on which later steps depend. */
  readonly step: (what: string, run: (scene: T) => unknown) => void;
  /** Adds a check without changes: if it fails, the story continues. */
  readonly check: (what: string, run: (scene: T) => unknown) => void;
}

/**
 * Starts a story in the surrounding describe. The object is opened by the first step that runs, so a story
 * that `-t` excludes costs nothing.
 */
export function story<T>(open: () => Promise<Scene<T>>): Story<T> {
  let opening: Promise<Scene<T>> | undefined;
  let failed: string | undefined;

  afterAll(async () => {
    const opened = await opening?.catch(() => undefined);
    await opened?.close();
  });

  const enter = async (what: string): Promise<T> => {
    if (failed !== undefined) throw new NotRun(failed);
    opening ??= open();
    try {
      return (await opening).scene;
    } catch (error) {
      failed = what;
      throw error;
    }
  };

  return {
    step: (what, run) =>
      it(what, async () => {
        const scene = await enter(what);
        try {
          await run(scene);
        } catch (error) {
          failed = what;
          throw error;
        }
      }),
    check: (what, run) =>
      it(what, async () => {
        await run(await enter(what));
      }),
  };
}

/** One line in the report; the failed step reports the cause. */
class NotRun extends Error {
  constructor(step: string) {
    super(`not run: it rests on "${step}", which failed`);
    this.stack = this.message;
  }
}
