import { snoozeName } from "../../store/coordinationStore.ts";
import type { Clock } from "../common/clock.ts";
import type { Shared } from "./leases.ts";

const snoozeMs = 24 * 3_600_000;

/** Accounts of which a person wants to hear nothing for a day: in every window of this machine, or in this one. */
export class Snoozes {
  readonly #shared: Shared;
  readonly #clock: Clock;
  /** For a window without the database. */
  readonly #sinceMs = new Map<string, number>();

  constructor(shared: Shared, clock: Clock) {
    this.#shared = shared;
    this.#clock = clock;
  }

  async begin(accountId: string): Promise<void> {
    const nowMs = this.#clock.now();
    this.#sinceMs.set(accountId, nowMs);
    // Whoever snoozes holds it alike: a second snooze begins the day anew.
    await this.#shared.share((notes) => notes.claim(snoozeName(accountId), "snooze", nowMs, snoozeMs));
  }

  async isOn(accountId: string): Promise<boolean> {
    const nowMs = this.#clock.now();
    const sinceMs = this.#sinceMs.get(accountId);
    if (sinceMs !== undefined && Math.abs(nowMs - sinceMs) < snoozeMs) return true;
    return (await this.#shared.share((notes) => notes.isClaimed(snoozeName(accountId), nowMs))) ?? false;
  }
}
