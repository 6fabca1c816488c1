/** The pause that a provider asked for when other data of an account was read, such as its ledger. */
export class RetryHold {
  #untilMs: number | undefined;
  /** The last requested end; `#untilMs` may differ from it after the clock was set back. */
  #requestedUntilMs: number | undefined;

  get untilMs(): number | undefined {
    return this.#untilMs;
  }

  /** `untilMs`: epoch milliseconds. The latest of several requests counts. */
  extend(untilMs: number): void {
    if (untilMs === this.#requestedUntilMs) return;
    this.#requestedUntilMs = untilMs;
    this.#untilMs = Math.max(this.#untilMs ?? 0, untilMs);
  }

  /** The clock was set back by `rollbackMs`: the pause must not grow by that. */
  shiftBack(rollbackMs: number): void {
    if (this.#untilMs !== undefined) this.#untilMs -= rollbackMs;
  }
}
