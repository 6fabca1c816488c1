import type { AccountStatus } from "../core/accounts/accountStatus.ts";
import { type AlertKind, evaluateAlerts } from "../core/accounts/alertRules.ts";
import type { Runway } from "../core/forecast/runway.ts";
import { alertName } from "../store/coordinationStore.ts";
import type { Clock } from "./common/clock.ts";
import { Limiter } from "./common/limiter.ts";
import type { NotificationLog } from "./coordination/notificationLog.ts";
import type { Snoozes } from "./coordination/snoozes.ts";

/** Something that a person is told now. */
export interface Alert {
  readonly kind: AlertKind;
  readonly meterId?: string;
  readonly status: AccountStatus;
  readonly runway?: Runway;
}

export interface AlertsOptions {
  readonly notificationLog: Pick<NotificationLog, "claim" | "reset">;
  readonly snoozes: Snoozes;
  readonly clock: Clock;
  /** Whether a person wants to be told at all. */
  readonly isEnabled: () => boolean;
  readonly runwayOf: (accountId: string) => Runway | undefined;
  /** All that is to be told at one moment. */
  readonly show: (alerts: readonly Alert[]) => void;
}

/**
 * Tells of each crossing once a machine, whichever window comes to know it first, and again only after two
 * readings in a row said that it is over: one alone may be a provider's slip. What is crossed while nobody wants
 * to be told counts as told.
 */
export class Alerts {
  readonly #options: AlertsOptions;
  readonly #reviewLimiter = new Limiter(1);
  /** When a recovery was first read, by name; once it is confirmed, infinite. */
  readonly #recoveredAtMs = new Map<string, number>();

  constructor(options: AlertsOptions) {
    this.#options = options;
  }

  /** Judges all accounts as they are now, and tells what is new. */
  review(statuses: readonly AccountStatus[]): Promise<void> {
    return this.#reviewLimiter.run(async () => {
      const alerts: Alert[] = [];
      for (const status of statuses) alerts.push(...(await this.#newAlerts(status)));
      if (alerts.length > 0 && this.#options.isEnabled()) this.#options.show(alerts);
    });
  }

  /** For a day nothing is told of these accounts; what still holds then is told again. */
  async snooze(alerts: readonly Alert[]): Promise<void> {
    const { snoozes, notificationLog } = this.#options;
    for (const { status, kind, meterId } of alerts) {
      const { id } = status.account;
      await snoozes.start(id);
      await notificationLog.reset(alertName(id, kind, meterId));
    }
  }

  async #newAlerts(status: AccountStatus): Promise<Alert[]> {
    const { notificationLog, snoozes, clock, runwayOf } = this.#options;
    const { id } = status.account;
    const runway = runwayOf(id);
    const alerts: Alert[] = [];
    for (const finding of evaluateAlerts(status, runway, clock.now())) {
      const name = alertName(id, finding.kind, finding.meterId);
      if (finding.state === "recovered") await this.#recordRecovery(name, status.reading?.readAtMs ?? 0);
      else this.#recoveredAtMs.delete(name);
      if (finding.state !== "crossed" || (await snoozes.isActive(id))) continue;
      const isNew = await notificationLog.claim(name);
      if (isNew && !finding.isImplied) alerts.push({ ...finding, status, ...(runway ? { runway } : {}) });
    }
    return alerts;
  }

  async #recordRecovery(name: string, readAtMs: number): Promise<void> {
    const sinceMs = this.#recoveredAtMs.get(name);
    if (sinceMs === undefined) this.#recoveredAtMs.set(name, readAtMs);
    if (sinceMs === undefined || sinceMs >= readAtMs) return;
    this.#recoveredAtMs.set(name, Number.POSITIVE_INFINITY);
    await this.#options.notificationLog.reset(name);
  }
}
