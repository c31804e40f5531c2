import { setTimeout as wait } from "node:timers/promises";
import { Pause } from "../../provider/client/pause.ts";
import { limitsIn } from "../../provider/client/rate-limits.ts";

const asks = (status: number, seconds: string) => ({
  status,
  headers: new Headers({ "retry-after": seconds }),
});

/** Sends a request, whose response is this. */
async function respond(pause: Pause, response: { status: number; headers: Headers }) {
  const ended = await pause.turn([]);
  ended(response);
}

/** Waits for a request's turn, and says whether that has come. */
function waiting(pause: Pause) {
  const state = { isOver: false };
  const over = pause.turn([]).then((ended) => {
    state.isOver = true;
    return ended;
  });
  return { state, over };
}

describe("a pause that the API asks for", () => {
  it("holds for all until Retry-After, the longest one", async () => {
    const pause = new Pause();
    const requests = await Promise.all([pause.turn([]), pause.turn([])]);
    requests.forEach((ended, at) => ended(asks(429, at === 0 ? "1.5" : "0.01")));
    const both = [waiting(pause), waiting(pause)];
    await wait(50);
    expect(both.map(({ state }) => state.isOver)).toEqual([false, false]);
    await Promise.all(both.map(({ over }) => over));
    await waiting(pause).over;
  });

  it("is longer when it is asked for again meanwhile", async () => {
    const pause = new Pause();
    const [first, second] = await Promise.all([pause.turn([]), pause.turn([])]);
    first(asks(429, "0.05"));
    const { state, over } = waiting(pause);
    second(asks(429, "1.5"));
    await wait(150);
    expect(state.isOver).toBe(false);
    await over;
  });

  it("is asked for by a 429 only", async () => {
    const pause = new Pause();
    for (const status of [200, 500, 503]) await respond(pause, asks(status, "60"));
    await pause.turn([]);
  });

  it("ends with the operation that waits", async () => {
    const pause = new Pause();
    await respond(pause, asks(429, "60"));
    await pause.turn([AbortSignal.abort()]);
  });
});

const says = (left: number, seconds: number, policy = '"default";q=2;w=1') => ({
  status: 200,
  headers: new Headers({
    ratelimit: `"default";r=${left};t=${seconds}`,
    "ratelimit-policy": policy,
  }),
});

describe("a limit of which the API says what is left", () => {
  it("lets the next request wait for the next window when nothing is left", async () => {
    const pause = new Pause();
    await respond(pause, says(0, 1));
    const { state, over } = waiting(pause);
    await wait(100);
    expect(state.isOver).toBe(false);
    await over;
  });

  it("counts requests that have no response yet", async () => {
    const pause = new Pause();
    await respond(pause, says(1, 1));
    await pause.turn([]);
    const { state, over } = waiting(pause);
    await wait(100);
    expect(state.isOver).toBe(false);
    await over;
  });

  it("is not what a late response says of the window before", async () => {
    const pause = new Pause();
    const late = await pause.turn([]);
    await respond(pause, says(0, 1));
    const next = await pause.turn([]);
    late(says(0, 60));
    next(says(1, 1));
    await pause.turn([]);
  });

  it("does not hold requests back that are left", async () => {
    const pause = new Pause();
    await respond(pause, says(1000, 300, '"default";q=1200;w=300'));
    await Promise.all(Array.from({ length: 100 }, () => pause.turn([])));
  });
});

describe("the headers of limits", () => {
  const limits = (ratelimit: string, policy?: string) =>
    limitsIn(
      new Headers({ ratelimit, ...(policy !== undefined && { "ratelimit-policy": policy }) }),
    );

  it("are read as Cloudflare documents them, several in a list", () => {
    expect(
      limits('"default";r=50;t=30, "burst";t=2;r=7', '"burst";q=100;w=60,"default";w=300;q=1200'),
    ).toStrictEqual([
      { name: '"default"', left: 50, seconds: 30, quota: 1200, length: 300 },
      { name: '"burst"', left: 7, seconds: 2, quota: 100, length: 60 },
    ]);
  });

  it("need no policy", () => {
    expect(limits('"default";r=50;t=30')).toStrictEqual([
      { name: '"default"', left: 50, seconds: 30, quota: undefined, length: undefined },
    ]);
  });

  it.each(["", "nothing", "1200", '"default";r=many;t=30', ";;,=,", '"default";r=1'])(
    "in another form are left out: %s",
    (text) => {
      expect(limits(text)).toStrictEqual([]);
    },
  );
});
