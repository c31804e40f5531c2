import { setTimeout as wait } from "node:timers/promises";
import { Pause } from "../../provider/client/pause.ts";

const asks = (status: number, seconds: string) => ({
  status,
  headers: new Headers({ "retry-after": seconds }),
});

/** Waits for the pause, and says whether that has ended. */
function waiting(pause: Pause) {
  const state = { isOver: false };
  const over = pause.over([]).then(() => (state.isOver = true));
  return { state, over };
}

describe("a pause that the API asks for", () => {
  it("holds for all until Retry-After, the longest one", async () => {
    const pause = new Pause();
    pause.heed(asks(429, "0.2"));
    pause.heed(asks(429, "0.01"));
    const both = [waiting(pause), waiting(pause)];
    await wait(50);
    expect(both.map(({ state }) => state.isOver)).toEqual([false, false]);
    await Promise.all(both.map(({ over }) => over));
    await waiting(pause).over;
  });

  it("is longer when it is asked for again meanwhile", async () => {
    const pause = new Pause();
    pause.heed(asks(429, "0.05"));
    const { state, over } = waiting(pause);
    pause.heed(asks(429, "0.3"));
    await wait(150);
    expect(state.isOver).toBe(false);
    await over;
  });

  it("is asked for by a 429 only", async () => {
    const pause = new Pause();
    for (const status of [200, 500, 503]) pause.heed(asks(status, "60"));
    await pause.over([]);
  });

  it("ends with the operation that waits", async () => {
    const pause = new Pause();
    pause.heed(asks(429, "60"));
    await expect(pause.over([AbortSignal.abort()])).rejects.toThrow("aborted");
  });
});
