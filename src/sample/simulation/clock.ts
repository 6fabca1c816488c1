/** The server's time: the machine's, moved by tests. */
export class SampleClock {
  readonly #machine: () => number;
  #aheadMs = 0;
  #frozenMs: number | undefined;

  constructor(machine: () => number = Date.now) {
    this.#machine = machine;
  }

  /** The instant at which accounts are shown. */
  now(): number {
    return this.#frozenMs ?? this.serverNow();
  }

  /**
   * The time by which tokens expire and rate limits count: advances, but does not freeze, so that a client
   * with the machine's clock can go on working while balances stand still.
   */
  serverNow(): number {
    return this.#machine() + this.#aheadMs;
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
