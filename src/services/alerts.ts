import type { Account } from "../core/accounts/account.ts";
import type { AccountStatus } from "../core/accounts/accountStatus.ts";
import { type AlertCondition, type AlertKind, evaluateAlerts } from "../core/accounts/alertRules.ts";
import { isAlertWanted } from "../core/accounts/alertSwitches.ts";
import type { Amount } from "../core/money/amount.ts";
import { dayMs } from "../core/time/durations.ts";
import { alertName } from "../store/coordinationStore.ts";
import { AlertEvents, type AlertEventsOptions } from "./alertEvents.ts";
import type { Clock } from "./common/clock.ts";
import { Limiter } from "./common/limiter.ts";
import type { NotificationLog } from "./coordination/notificationLog.ts";
import type { Snoozes } from "./coordination/snoozes.ts";

/** A top-up that takes longer has not come. */
const topUpWaitMs = dayMs;

/** An alert to show now. */
export interface Alert {
  readonly kind: AlertKind;
  readonly meterId?: string;
  /** Of a low alert: the floor that was passed. */
  readonly floor?: string;
  /** Of what was spent: how much. */
  readonly amount?: Amount;
  readonly status: AccountStatus;
}

export interface AlertsOptions extends AlertEventsOptions {
  readonly notificationLog: Pick<NotificationLog, "claim" | "reset" | "shownAtMs">;
  readonly snoozes: Snoozes;
  readonly clock: Clock;
  /** Whether the user wants alerts. */
  readonly isEnabled: () => boolean;
  /** Shows the alerts of one review together. */
  readonly show: (alerts: readonly Alert[]) => void;
}

/**
 * Shows each alert once per machine, in the window that finds it first. It can be shown again only after two readings
 * in a row that show a recovery, because a single one may be an error of the provider. An alert that occurs while
 * alerts are off counts as shown.
 */
export class Alerts {
  readonly #options: AlertsOptions;
  readonly #events: AlertEvents;
  readonly #reviewLimiter = new Limiter(1);
  /** By alert name: the time of the first reading that showed a recovery, or infinity after it was confirmed. */
  readonly #recoveredAtMs = new Map<string, number>();
  /** By account: its setting at the last review, and the names of the alerts for its floors since then. */
  readonly #floors = new Map<
    string,
    { readonly setting: string | undefined; readonly names: ReadonlySet<string> }
  >();
  /** By alert name: the end of the period at the last review. */
  readonly #periodEnds = new Map<string, string>();

  constructor(options: AlertsOptions) {
    this.#options = options;
    this.#events = new AlertEvents(options);
  }

  /** Evaluates the current status of all accounts and shows the new alerts. */
  review(statuses: readonly AccountStatus[]): Promise<void> {
    return this.#reviewLimiter.run(async () => {
      const alerts: Alert[] = [];
      for (const status of statuses) alerts.push(...(await this.#newAlerts(status)));
      if (alerts.length > 0 && this.#options.isEnabled()) this.#options.show(alerts);
    });
  }

  /** Shows no alerts of these accounts for a day. An alert that still holds then is shown again. */
  async snooze(alerts: readonly Alert[]): Promise<void> {
    const { snoozes, notificationLog } = this.#options;
    for (const { status, kind, meterId, floor } of alerts) {
      const { id } = status.account;
      await snoozes.start(id);
      await notificationLog.reset(alertName(id, kind, meterId, floor));
    }
  }

  async #newAlerts(status: AccountStatus): Promise<Alert[]> {
    const { notificationLog, snoozes, clock } = this.#options;
    const { id } = status.account;
    const alerts: Alert[] = [];
    const conditions = evaluateAlerts(status, clock.now());
    await this.#armChangedFloors(status.account, conditions);
    for (const condition of conditions) {
      const name = nameOf(id, condition);
      await this.#armNewPeriod(id, condition);
      if (condition.state === "recovered") await this.#recordRecovery(name, status.reading?.readAtMs ?? 0);
      else this.#recoveredAtMs.delete(name);
      if (condition.kind === "topUpLate" && !(await this.#isTopUpLate(id, condition))) continue;
      if (condition.state !== "crossed" || (await snoozes.isActive(id))) continue;
      const isNew = await notificationLog.claim(name);
      if (isNew && condition.periodEnd !== undefined)
        await notificationLog.claim(periodNameOf(id, condition));
      const isShown = isNew && !condition.isImplied && isAlertWanted(status.account.alerts, condition.kind);
      if (isShown) alerts.push({ ...condition, status });
    }
    const events = await this.#events.find(status, clock.now());
    return events.length === 0 || (await snoozes.isActive(id)) ? alerts : [...alerts, ...events];
  }

  /** Whether the threshold was passed a day ago or longer, as the windows of this machine have seen it. */
  async #isTopUpLate(accountId: string, { state, meterId }: AlertCondition): Promise<boolean> {
    const { notificationLog, clock } = this.#options;
    const name = alertName(accountId, "topUpPassed", meterId);
    if (state === "recovered") await notificationLog.reset(name);
    if (state !== "crossed") return state === "recovered";
    // The claim of the first reading below the threshold marks the time.
    if (await notificationLog.claim(name)) return false;
    const passedMs = clock.now() - ((await notificationLog.shownAtMs(name)) ?? clock.now());
    if (passedMs >= 0) return passedMs >= topUpWaitMs;
    // The clock was set back: the wait begins anew.
    await notificationLog.reset(name);
    await notificationLog.claim(name);
    return false;
  }

  /** A floor that was removed from the settings counts from the start when it comes back. */
  async #armChangedFloors({ id, low }: Account, conditions: readonly AlertCondition[]): Promise<void> {
    const names = conditions.filter(({ kind }) => kind === "low").map((condition) => nameOf(id, condition));
    // With a stale reading no floor is judged.
    if (names.length === 0) return;
    const setting = JSON.stringify(low);
    const before = this.#floors.get(id);
    if (before && before.setting === setting) {
      // Which pools are judged changes without the settings.
      this.#floors.set(id, { setting, names: new Set([...before.names, ...names]) });
      return;
    }
    this.#floors.set(id, { setting, names: new Set(names) });
    for (const name of before?.names ?? []) {
      if (names.includes(name)) continue;
      this.#recoveredAtMs.delete(name);
      await this.#options.notificationLog.reset(name);
    }
  }

  /** A floor near the limit is told once a period. The end of a rolling window moves on with each reading. */
  async #armNewPeriod(accountId: string, condition: AlertCondition): Promise<void> {
    const { periodEnd } = condition;
    if (periodEnd === undefined) return;
    const name = nameOf(accountId, condition);
    const isFixed = this.#periodEnds.get(name) === periodEnd;
    this.#periodEnds.set(name, periodEnd);
    if (!isFixed) return;
    const { notificationLog } = this.#options;
    if (await notificationLog.claim(periodNameOf(accountId, condition))) await notificationLog.reset(name);
  }

  async #recordRecovery(name: string, readAtMs: number): Promise<void> {
    const firstRecoveredMs = this.#recoveredAtMs.get(name);
    if (firstRecoveredMs === undefined || isBefore(readAtMs, firstRecoveredMs)) {
      this.#recoveredAtMs.set(name, readAtMs);
      return;
    }
    if (firstRecoveredMs >= readAtMs) return;
    this.#recoveredAtMs.set(name, Number.POSITIVE_INFINITY);
    await this.#options.notificationLog.reset(name);
  }
}

/** Whether the clock was set back since the first reading that showed a recovery, which was not confirmed yet. */
function isBefore(readAtMs: number, firstRecoveredMs: number): boolean {
  return readAtMs < firstRecoveredMs && firstRecoveredMs !== Number.POSITIVE_INFINITY;
}

function periodNameOf(accountId: string, { meterId, floor, periodEnd }: AlertCondition): string {
  return alertName(accountId, "period", meterId, `${floor ?? ""} ${periodEnd ?? ""}`);
}

function nameOf(accountId: string, { kind, meterId, floor }: AlertCondition): string {
  return alertName(accountId, kind, meterId, floor);
}
