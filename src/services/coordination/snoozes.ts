import { dayMs } from "../../core/time/durations.ts";
import { snoozeLeaseName } from "../../store/coordinationStore.ts";
import type { Clock } from "../common/clock.ts";
import type { Coordinator } from "./leases.ts";

const snoozeMs = dayMs;

/** Accounts without alerts for a day: in every window of this machine or, without the database, in this window. */
export class Snoozes {
  readonly #coordinator: Coordinator;
  readonly #clock: Clock;
  /** For a window without the database. */
  readonly #startedAtMs = new Map<string, number>();

  constructor(coordinator: Coordinator, clock: Clock) {
    this.#coordinator = coordinator;
    this.#clock = clock;
  }

  async start(accountId: string): Promise<void> {
    const nowMs = this.#clock.now();
    this.#startedAtMs.set(accountId, nowMs);
    // All windows use the same holder, so that a second snooze starts the day anew.
    await this.#coordinator.coordinate((store) =>
      store.acquireLease(snoozeLeaseName(accountId), "snooze", nowMs, snoozeMs),
    );
  }

  async isActive(accountId: string): Promise<boolean> {
    const nowMs = this.#clock.now();
    const startedAtMs = this.#startedAtMs.get(accountId);
    if (startedAtMs !== undefined && Math.abs(nowMs - startedAtMs) < snoozeMs) return true;
    const name = snoozeLeaseName(accountId);
    return (await this.#coordinator.coordinate((store) => store.isLeased(name, nowMs))) ?? false;
  }
}
