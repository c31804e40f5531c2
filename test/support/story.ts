/**
 * A story: steps on one live thing, such as a project, in order. Each step rests on those before it,
 * so that after one has failed the rest do not run, and say so in one line each.
 */

/** What a story's steps work on, and how it ends. */
export interface Scene<T> {
  readonly scene: T;
  readonly close: () => Promise<unknown>;
}

export interface Story<T> {
  /** The next step; what it changes, later steps rest on. */
  readonly step: (what: string, run: (scene: T) => unknown) => void;
  /** A look that changes nothing: where it fails, the story goes on. */
  readonly check: (what: string, run: (scene: T) => unknown) => void;
}

/**
 * Begins a story in the describe around it. The scene is opened by the first step that runs, so that
 * a story of which `-t` wants nothing costs nothing.
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

/** One line in the report: what is wrong is told by the step that failed. */
class NotRun extends Error {
  constructor(step: string) {
    super(`not run: it rests on "${step}", which failed`);
    this.stack = this.message;
  }
}
