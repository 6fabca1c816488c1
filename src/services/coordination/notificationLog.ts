import type { Clock } from "../common/clock.ts";
import type { Coordinator } from "./leases.ts";

/**
 * What a person is told once, however many windows come to know it. Names are free: a kind and what it is about,
 * such as `low poof credits`. Without the database each window tells it once.
 */
export class NotificationLog {
  readonly #coordinator: Coordinator;
  readonly #clock: Clock;
  readonly #shownAtMs = new Map<string, number>();

  constructor(coordinator: Coordinator, clock: Clock) {
    this.#coordinator = coordinator;
    this.#clock = clock;
  }

  /** Whether it is this window, now, that tells it: false from then on, for `againAfterMs`. */
  async claim(name: string, againAfterMs = Number.POSITIVE_INFINITY): Promise<boolean> {
    const nowMs = this.#clock.now();
    const toldMs = this.#shownAtMs.get(name);
    const answer = await this.#coordinator.coordinate((notes) =>
      notes.claimNotification(name, nowMs, againAfterMs),
    );
    const isMine = answer ?? (toldMs === undefined || Math.abs(nowMs - toldMs) >= againAfterMs);
    if (isMine) this.#shownAtMs.set(name, nowMs);
    return isMine;
  }

  /** What it was about is over: should it come again, it is told again. */
  async reset(name: string): Promise<void> {
    this.#shownAtMs.delete(name);
    await this.#coordinator.coordinate((notes) => notes.resetNotification(name));
  }
}
