import type { Clock } from "../common/clock.ts";
import type { Coordinator } from "./leases.ts";

/**
 * Shows each notification once, however many windows have a reason to show it. A name consists of a kind and a
 * subject, such as `low poof credits`. Without the database each window shows it once.
 */
export class NotificationLog {
  readonly #coordinator: Coordinator;
  readonly #clock: Clock;
  readonly #shownAtMs = new Map<string, number>();

  constructor(coordinator: Coordinator, clock: Clock) {
    this.#coordinator = coordinator;
    this.#clock = clock;
  }

  /** Whether this window is to show the notification now. After true, every window gets false for `repeatAfterMs`. */
  async claim(name: string, repeatAfterMs = Number.POSITIVE_INFINITY): Promise<boolean> {
    const nowMs = this.#clock.now();
    const shownAtMs = this.#shownAtMs.get(name);
    const answer = await this.#coordinator.coordinate((store) =>
      store.claimNotification(name, nowMs, repeatAfterMs),
    );
    const isClaimed = answer ?? (shownAtMs === undefined || Math.abs(nowMs - shownAtMs) >= repeatAfterMs);
    if (isClaimed) this.#shownAtMs.set(name, nowMs);
    return isClaimed;
  }

  /** When a window last claimed the notification, in epoch milliseconds; later than now after the clock was set back. */
  async shownAtMs(name: string): Promise<number | undefined> {
    const shownAtMs = await this.#coordinator.coordinate((store) => store.notificationShownAtMs(name));
    return shownAtMs ?? this.#shownAtMs.get(name);
  }

  /** The reason for the notification is over; if it occurs again, the notification is shown again. */
  async reset(name: string): Promise<void> {
    this.#shownAtMs.delete(name);
    await this.#coordinator.coordinate((store) => store.resetNotification(name));
  }
}
