import type { AccountStatus } from "../core/accountStatus.ts";
import type { AccountList } from "../services/accountList.ts";
import { Alerts } from "../services/alerts.ts";
import type { Disposable } from "../services/emitter.ts";
import { Gate } from "../services/gate.ts";
import { Runways } from "../services/runways.ts";
import { Snoozes } from "../services/snoozes.ts";
import { sweepKeys } from "../services/sweepKeys.ts";
import type { KeyStore } from "../store/keyStore.ts";
import { showAlerts } from "./alertNotice.ts";
import { watchBroken } from "./brokenNotice.ts";
import type { Front, OpenDesk } from "./desk.ts";
import { tooltip } from "./tooltip.ts";

export interface LookoutOptions {
  readonly front: Front;
  readonly openDesk: OpenDesk;
  /** The accounts as the settings name them. */
  readonly list: AccountList;
  readonly keys: KeyStore;
  readonly reportBug: (error: unknown) => void;
}

/** Readings that come together are told together. Where nobody looks it is later, so that the window in use tells. */
const settleMs = { focused: 1_500, unfocused: 4_000 };

/**
 * Looks ahead: foretells how long accounts last, tells what a person must know, and clears away orphaned keys.
 * Loaded after the start.
 */
export function startLookout({ front, openDesk, list, keys, reportBug }: LookoutOptions): Disposable {
  const { accounts, attention, clock, history, log, providers, settings, told } = front;
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
  const broken = watchBroken({ accounts: list, providers, told, log, onError: reportBug });
  const sweep = sweepKeys({ accounts: list, keys, told, shared: history, clock, reportBug });
  const changes = accounts.onDidChange(arm);
  arm();
  return {
    dispose: () => {
      for (const watch of broken) watch.dispose();
      sweep.dispose();
      changes.dispose();
      stopTimer?.();
      runways.dispose();
    },
  };
}
