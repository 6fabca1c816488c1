import type { SecretStorage } from "vscode";
import type { AccountStatus } from "../core/accounts/accountStatus.ts";
import { Alerts } from "../services/alerts.ts";
import type { Disposable } from "../services/common/emitter.ts";
import { Limiter } from "../services/common/limiter.ts";
import { Snoozes } from "../services/coordination/snoozes.ts";
import type { Services } from "../services/createServices.ts";
import { deleteOrphanedKeys } from "../services/credentials/deleteOrphanedKeys.ts";
import { Runways } from "../services/runways.ts";
import type { Front, LoadCommandContext } from "./context/commandContext.ts";
import { reportInvalidEntries } from "./notifications/reportInvalidEntries.ts";
import { showAlerts } from "./notifications/showAlerts.ts";
import { tooltip } from "./statusBar/tooltip.ts";
import { watchSecrets } from "./vscode/watchSecrets.ts";

export interface BackgroundTasksOptions {
  readonly front: Front;
  readonly loadCommandContext: LoadCommandContext;
  readonly house: Pick<Services, "accountList" | "keys">;
  readonly secrets: SecretStorage;
  readonly reportBug: (error: unknown) => void;
}

/** Readings that come together are told together. Where nobody looks it is later, so that the window in use tells. */
const settleMs = { focused: 1_500, unfocused: 4_000 };

/**
 * Looks ahead: foretells how long accounts last, tells what a person must know, and sees to the keys. Loaded after
 * the start.
 */
export function startBackgroundTasks({
  front,
  loadCommandContext,
  house,
  secrets,
  reportBug,
}: BackgroundTasksOptions): Disposable {
  const {
    accountViews,
    focusTracker,
    clock,
    history,
    log,
    poller,
    providerRegistry,
    settings,
    notificationLog,
  } = front;
  const runways = new Runways({ history, clock });
  const alerts = new Alerts({
    notificationLog,
    snoozes: new Snoozes(history, clock),
    clock,
    isWanted: () => settings.notifications(),
    runwayOf: (accountId) => runways.of(accountId),
    tell: (news) =>
      void showAlerts({ front, loadCommandContext }, news, (one) => alerts.snooze(one)).catch(reportBug),
  });
  const limiter = new Limiter(1);
  const review = async () => {
    await runways.follow(accountViews.statuses());
    await alerts.review(accountViews.statuses());
  };
  let stopTimer: (() => void) | undefined;
  const arm = () => {
    stopTimer ??= clock.after(focusTracker.isFocused ? settleMs.focused : settleMs.unfocused, () => {
      stopTimer = undefined;
      limiter.pass(review).catch(reportBug);
    });
  };
  const runwayOf = ({ account }: AccountStatus) => runways.of(account.id);
  accountViews.foresee({
    runwayOf,
    tooltip: (textContext) => tooltip(accountViews, textContext, runwayOf),
    onDidChange: runways.onDidChange,
  });
  const { accountList: list, keys } = house;
  const watches = [
    ...reportInvalidEntries({
      accountList: list,
      providerRegistry,
      notificationLog,
      log,
      onError: reportBug,
    }),
    watchSecrets({ secrets, keys, poller, clock, reportBug }),
    deleteOrphanedKeys({ accountList: list, keys, notificationLog, shared: history, clock, reportBug }),
    accountViews.onDidChange(arm),
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
