import {
  type AccountStatus,
  isStatusStale,
  judgedSnapshot,
  type Reading,
} from "../core/accounts/accountStatus.ts";
import { bindingMeter } from "../core/accounts/pools.ts";
import { refilledMeters } from "../core/accounts/refills.ts";
import { type Amount, compare, parsePlainAmount } from "../core/money/amount.ts";
import { minuteMs } from "../core/time/durations.ts";
import { alertName } from "../store/coordinationStore.ts";
import type { Alert } from "./alerts.ts";
import type { NotificationLog } from "./coordination/notificationLog.ts";

/** What was consumed of a meter today, and the day in the reader's zone. */
export interface ConsumedToday {
  readonly day: string;
  readonly consumed: Amount;
}

export interface AlertEventsOptions {
  readonly notificationLog: Pick<NotificationLog, "claim">;
  /** `undefined` without a history. */
  readonly consumedToday?: (accountId: string, meterId: string) => Promise<ConsumedToday | undefined>;
}

/** The windows of a machine notice one refill within this time. */
const refillRepeatMs = 2 * minuteMs;

/** Alerts about what happened between readings: refills, and much spending in a day. Only those that a person wants. */
export class AlertEvents {
  readonly #options: AlertEventsOptions;
  readonly #lastReadings = new Map<string, Reading>();

  constructor(options: AlertEventsOptions) {
    this.#options = options;
  }

  async find(status: AccountStatus, nowMs: number): Promise<readonly Alert[]> {
    if (!status.reading || isStatusStale(status, nowMs)) return [];
    return [...(await this.#refills(status)), ...(await this.#spending(status))];
  }

  async #refills(status: AccountStatus): Promise<readonly Alert[]> {
    const { id, alerts } = status.account;
    const before = this.#lastReadings.get(id);
    if (status.reading) this.#lastReadings.set(id, status.reading);
    if (!before || alerts?.refill !== true) return [];
    const found: Alert[] = [];
    for (const { id: meterId } of refilledMeters(before, status)) {
      const isNew = await this.#options.notificationLog.claim(
        alertName(id, "refilled", meterId),
        refillRepeatMs,
      );
      if (isNew) found.push({ kind: "refilled", meterId, status });
    }
    return found;
  }

  async #spending(status: AccountStatus): Promise<readonly Alert[]> {
    const { account, reading } = status;
    const bound = parsePlainAmount(account.alerts?.spentInDay ?? account.dailyBudget ?? "");
    if (!reading || bound === undefined) return [];
    const meterId = bindingMeter(judgedSnapshot(reading.snapshot, account).meters).id;
    const today = await this.#options.consumedToday?.(account.id, meterId);
    if (!today || compare(today.consumed, bound) <= 0) return [];
    const { day, consumed } = today;
    // Another amount is another alert: it may be told on the same day.
    const name = alertName(account.id, "spentInDay", meterId, `${day} ${bound}`);
    const isNew = await this.#options.notificationLog.claim(name);
    return isNew ? [{ kind: "spentInDay", meterId, amount: consumed, status }] : [];
  }
}
