/** How much comes in each second, over the last few seconds. */

const BUCKETS = 3;

export class Rate {
  /** Seconds since the epoch, and what came in them. */
  readonly #amounts = new Map<number, number>();

  add(amount: number): void {
    const second = Math.floor(performance.now() / 1000);
    this.#amounts.set(second, (this.#amounts.get(second) ?? 0) + amount);
    for (const old of this.#amounts.keys()) if (old < second - BUCKETS) this.#amounts.delete(old);
  }

  /** Of whole seconds: the current one has just begun. */
  get perSecond(): number {
    const second = Math.floor(performance.now() / 1000);
    const whole = [...this.#amounts].filter(([at]) => at < second && at >= second - BUCKETS);
    return whole.reduce((sum, [, amount]) => sum + amount, 0) / Math.max(1, whole.length);
  }
}
