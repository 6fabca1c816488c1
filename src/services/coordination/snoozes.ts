import { dayMs } from "../../core/time/durations.ts";
import { snoozeLeaseName } from "../../store/coordinationStore.ts";
import type { Clock } from "../common/clock.ts";
import type { Coordinator } from "./leases.ts";

const snoozeMs = dayMs;

/** Accounts of which a person wants to hear nothing for a day: in every window of this machine, or in this one. */
export class Snoozes {
  readonly #coordinator: Coordinator;
  readonly #clock: Clock;
  /** For a window without the database. */
  readonly #sinceMs = new Map<string, number>();

  constructor(coordinator: Coordinator, clock: Clock) {
    this.#coordinator = coordinator;
    this.#clock = clock;
  }

  async start(accountId: string): Promise<void> {
    const nowMs = this.#clock.now();
    this.#sinceMs.set(accountId, nowMs);
    // Whoever snoozes holds it alike: a second snooze begins the day anew.
    await this.#coordinator.coordinate((notes) =>
      notes.acquireLease(snoozeLeaseName(accountId), "snooze", nowMs, snoozeMs),
    );
  }

  async isActive(accountId: string): Promise<boolean> {
    const nowMs = this.#clock.now();
    const sinceMs = this.#sinceMs.get(accountId);
    if (sinceMs !== undefined && Math.abs(nowMs - sinceMs) < snoozeMs) return true;
    return (
      (await this.#coordinator.coordinate((notes) => notes.isLeased(snoozeLeaseName(accountId), nowMs))) ??
      false
    );
  }
}
