import type { Clock } from "../common/clock.ts";
import type { Shared } from "./leases.ts";

/**
 * What a person is told once, however many windows come to know it. Names are free: a kind and what it is about,
 * such as `low poof credits`. Without the database each window tells it once.
 */
export class NotificationLog {
  readonly #shared: Shared;
  readonly #clock: Clock;
  readonly #toldHere = new Map<string, number>();

  constructor(shared: Shared, clock: Clock) {
    this.#shared = shared;
    this.#clock = clock;
  }

  /** Whether it is this window, now, that tells it: false from then on, for `againAfterMs`. */
  async claim(name: string, againAfterMs = Number.POSITIVE_INFINITY): Promise<boolean> {
    const nowMs = this.#clock.now();
    const toldMs = this.#toldHere.get(name);
    const answer = await this.#shared.share((notes) => notes.tell(name, nowMs, againAfterMs));
    const isMine = answer ?? (toldMs === undefined || Math.abs(nowMs - toldMs) >= againAfterMs);
    if (isMine) this.#toldHere.set(name, nowMs);
    return isMine;
  }

  /** What it was about is over: should it come again, it is told again. */
  async forget(name: string): Promise<void> {
    this.#toldHere.delete(name);
    await this.#shared.share((notes) => notes.untell(name));
  }
}
