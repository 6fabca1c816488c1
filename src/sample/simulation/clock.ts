/** The server's time: the machine's time, which tests can move. */
export class SampleClock {
  readonly #machineNow: () => number;
  #aheadMs = 0;
  #frozenMs: number | undefined;

  constructor(machineNow: () => number = Date.now) {
    this.#machineNow = machineNow;
  }

  /** The instant for which account states are computed. */
  now(): number {
    return this.#frozenMs ?? this.serverNow();
  }

  /**
   * The time for the expiry of tokens and for rate limits. It does not freeze, so that a client with the
   * machine's clock goes on working while balances do not change.
   */
  serverNow(): number {
    return this.#machineNow() + this.#aheadMs;
  }

  freeze(atMs: number = this.now()): void {
    this.#frozenMs = atMs;
  }

  advance(ms: number): void {
    this.#aheadMs += ms;
    if (this.#frozenMs !== undefined) this.#frozenMs += ms;
  }

  resume(): void {
    this.#frozenMs = undefined;
    this.#aheadMs = 0;
  }
}
