/** The pause that a provider asked for when something else of an account was read, such as its ledger. */
export class RetryHold {
  #untilMs: number | undefined;
  /** As it was last told: the clock may have been set back since. */
  #requestedUntilMs: number | undefined;

  /** Epoch milliseconds. A later one counts, as several may ask. */
  extend(untilMs: number): void {
    if (untilMs === this.#requestedUntilMs) return;
    this.#requestedUntilMs = untilMs;
    this.#untilMs = Math.max(this.#untilMs ?? 0, untilMs);
  }

  get untilMs(): number | undefined {
    return this.#untilMs;
  }

  /** The clock was set back: the pause does not grow by that. */
  shiftBack(backMs: number): void {
    if (this.#untilMs !== undefined) this.#untilMs -= backMs;
  }
}
