import type { SecretStorage } from "vscode";
import type { AccountStatus } from "../core/accounts/accountStatus.ts";
import { Alerts } from "../services/alerts.ts";
import type { Disposable } from "../services/common/emitter.ts";
import { Gate } from "../services/common/limiter.ts";
import { Snoozes } from "../services/coordination/snoozes.ts";
import type { Household } from "../services/createServices.ts";
import { sweepKeys } from "../services/credentials/deleteOrphanedKeys.ts";
import { Runways } from "../services/runways.ts";
import type { Front, OpenDesk } from "./context/commandContext.ts";
import { watchBroken } from "./notifications/reportInvalidEntries.ts";
import { showAlerts } from "./notifications/showAlerts.ts";
import { tooltip } from "./statusBar/tooltip.ts";
import { watchKeys } from "./vscode/watchSecrets.ts";

export interface LookoutOptions {
  readonly front: Front;
  readonly openDesk: OpenDesk;
  readonly house: Pick<Household, "accounts" | "keys">;
  readonly secrets: SecretStorage;
  readonly reportBug: (error: unknown) => void;
}

/** Readings that come together are told together. Where nobody looks it is later, so that the window in use tells. */
const settleMs = { focused: 1_500, unfocused: 4_000 };

/**
 * Looks ahead: foretells how long accounts last, tells what a person must know, and sees to the keys. Loaded after
 * the start.
 */
export function startLookout({ front, openDesk, house, secrets, reportBug }: LookoutOptions): Disposable {
  const { accounts, attention, clock, history, log, poller, providers, settings, told } = front;
  const runways = new Runways({ history, clock });
  const alerts = new Alerts({
    told,
    snoozes: new Snoozes(history, clock),
    clock,
    isWanted: () => settings.notifications(),
    runwayOf: (accountId) => runways.of(accountId),
    tell: (news) => void showAlerts({ front, openDesk }, news, (one) => alerts.snooze(one)).catch(reportBug),
  });
  const gate = new Gate(1);
  const review = async () => {
    await runways.follow(accounts.statuses());
    await alerts.review(accounts.statuses());
  };
  let stopTimer: (() => void) | undefined;
  const arm = () => {
    stopTimer ??= clock.after(attention.isFocused ? settleMs.focused : settleMs.unfocused, () => {
      stopTimer = undefined;
      gate.pass(review).catch(reportBug);
    });
  };
  const runwayOf = ({ account }: AccountStatus) => runways.of(account.id);
  accounts.foresee({
    runwayOf,
    tooltip: (reader) => tooltip(accounts, reader, runwayOf),
    onDidChange: runways.onDidChange,
  });
  const { accounts: list, keys } = house;
  const watches = [
    ...watchBroken({ accounts: list, providers, told, log, onError: reportBug }),
    watchKeys({ secrets, keys, poller, clock, reportBug }),
    sweepKeys({ accounts: list, keys, told, shared: history, clock, reportBug }),
    accounts.onDidChange(arm),
    runways,
  ];
  arm();
  return {
    dispose: () => {
      for (const watch of watches) watch.dispose();
      stopTimer?.();
    },
  };
}
