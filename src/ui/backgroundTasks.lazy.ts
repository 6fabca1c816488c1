import { access } from "node:fs/promises";
import { join } from "node:path";
import { Disposable, type SecretStorage } from "vscode";
import type { AccountStatus } from "../core/accounts/accountStatus.ts";
import { todaySoFar } from "../core/history/usage.ts";
import { Alerts } from "../services/alerts.ts";
import { anyEvent } from "../services/common/emitter.ts";
import { Limiter } from "../services/common/limiter.ts";
import { delay } from "../services/common/timers.ts";
import { Snoozes } from "../services/coordination/snoozes.ts";
import { deleteOrphanedKeys } from "../services/credentials/deleteOrphanedKeys.ts";
import { RecentUsage } from "../services/recentUsage.ts";
import { Runways } from "../services/runways.ts";
import { registerAccountsView } from "./accountsView/accountsView.ts";
import type { LoadCommandHandlers } from "./commandHandlers.lazy.ts";
import type { ActivationContext } from "./context/commandContext.ts";
import { findProviderLink } from "./context/providerLinks.ts";
import { reportMissingAgentTools } from "./notifications/reportHistoryFailure.ts";
import { reportInvalidEntries } from "./notifications/reportInvalidEntries.ts";
import { showAlerts } from "./notifications/showAlerts.ts";
import { unknownFields } from "./statusBar/templateFields.ts";
import { createTooltip } from "./statusBar/tooltip.ts";
import type { TooltipDetails } from "./statusBar/tooltipTable.ts";
import { setContextKeys } from "./vscode/contextKeys.ts";
import { watchSecrets } from "./vscode/watchSecrets.ts";

export { reportHistoryFailure } from "./notifications/reportHistoryFailure.ts";

export interface BackgroundTasksOptions {
  readonly context: ActivationContext;
  readonly loadHandlers: LoadCommandHandlers;
  readonly secrets: SecretStorage;
  readonly reportBug: (error: unknown) => void;
}

/**
 * Readings that arrive within this time give one notification. The delay is longer in a window without focus, so that
 * the focused window shows it.
 */
const reviewDelayMs = { focused: 1_500, unfocused: 4_000 };

/**
 * Nobody waits for a forecast, and computing one keeps the extension host busy. A command arrives in many turns of the event
 * loop, all of which fit into this pause.
 */
const pauseMs = 50;

/** Computes forecasts, shows alerts and invalid settings, and looks after the keys. Loaded after activation. */
export function startBackgroundTasks({
  context,
  loadHandlers,
  secrets,
  reportBug,
}: BackgroundTasksOptions): Disposable {
  const { accountList, accountViews, clock, focusTracker, history, keyStore } = context;
  const { log, notificationLog, panel, poller, providerRegistry, settings, statusBar } = context;
  const timeZone = () => accountViews.textContext().timeZone;
  const pause = async () => {
    await delay(clock, pauseMs, context.signal);
    await panel.whenOpened();
  };
  const runways = new Runways({ history, pause, timeZone });
  const recentUsage = new RecentUsage({ history, clock, pause, timeZone });
  const alerts = new Alerts({
    notificationLog,
    snoozes: new Snoozes(history, clock),
    clock,
    isEnabled: () => settings.notifications(),
    consumedToday: async (accountId, meterId) => {
      const { nowMs, timeZone } = accountViews.textContext();
      const range = todaySoFar(nowMs, timeZone);
      const days = await history.read((store) => store.consumption(accountId, meterId, range));
      return days?.at(-1);
    },
    show: (news) =>
      void showAlerts({ ...context, loadHandlers }, news, (snoozed) => alerts.snooze(snoozed)).catch(
        reportBug,
      ),
  });
  const reviews = new Limiter(1);
  const review = async () => {
    await runways.update(accountViews.statuses());
    await alerts.review(accountViews.statuses());
    await recentUsage.update(accountViews.statuses());
  };
  let stopTimer: (() => void) | undefined;
  const scheduleReview = () => {
    stopTimer ??= clock.after(
      focusTracker.isFocused ? reviewDelayMs.focused : reviewDelayMs.unfocused,
      () => {
        stopTimer = undefined;
        reviews.run(review).catch(reportBug);
      },
    );
  };
  const runwayOf = ({ account }: AccountStatus) => runways.get(account.id);
  const details: Omit<TooltipDetails, "unknownFields"> = {
    usageOf: (accountId: string) => recentUsage.get(accountId),
    hasTopUpPage: ({ account }: AccountStatus) =>
      findProviderLink(providerRegistry.find(account.provider), "topUp") !== undefined,
  };
  statusBar.setTooltip((statuses, { template }, textContext) =>
    createTooltip(statuses, { ...details, unknownFields: unknownFields(template) }, textContext),
  );
  accountViews.setForecasts({
    runwayOf,
    onDidChange: anyEvent(runways.onDidChange, recentUsage.onDidChange),
  });
  scheduleReview();
  reportMissingAgentTools(history, notificationLog, log).catch(reportBug);
  renewLauncher(context).catch(reportBug);
  return Disposable.from(
    ...reportInvalidEntries({ accountList, providerRegistry, notificationLog, log, onError: reportBug }),
    setContextKeys(accountList),
    watchSecrets({ secrets, keyStore, poller, clock, reportBug }),
    deleteOrphanedKeys({ accountList, keyStore, notificationLog, coordinator: history, clock, reportBug }),
    accountViews.onDidChange(scheduleReview),
    runways,
    recentUsage,
    registerAccountsView(context),
    { dispose: () => stopTimer?.() },
  );
}

/** After an update, programs outside VS Code find the new version, where the user has ever connected one. */
async function renewLauncher(context: ActivationContext): Promise<void> {
  try {
    await access(join(context.storageFolder, "bin"));
  } catch {
    return;
  }
  await (await import("./connections/connections.lazy.ts")).renewLauncher(context);
}
