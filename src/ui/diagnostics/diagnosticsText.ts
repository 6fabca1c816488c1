import { env, UIKind, version } from "vscode";
import { type AccountStatus, isStatusStale, statusLevel } from "../../core/accounts/accountStatus.ts";
import { minuteMs } from "../../core/time/durations.ts";
import { instantOf } from "../../core/time/instant.ts";
import { builtInProviders } from "../../providers/builtIn/builtInProviders.ts";
import type { RecentReading } from "../../services/polling/recentReadings.ts";
import type { CommandContext } from "../context/commandContext.ts";
import { failureSummary } from "./log.ts";

export type DiagnosticsContext = Pick<
  CommandContext,
  | "accountViews"
  | "clock"
  | "focusTracker"
  | "history"
  | "ledgerSync"
  | "poller"
  | "recentReadings"
  | "settings"
  | "version"
>;

/**
 * Versions, host, settings, and the state of accounts, history and the last readings. It contains no key, label, id,
 * amount, origin or text of a provider. In English, because users paste it into issues.
 */
export async function diagnosticsText(context: DiagnosticsContext): Promise<string> {
  const { settings, clock, recentReadings } = context;
  const statuses = context.accountViews.statuses();
  const accounts = await Promise.all(statuses.map((status, index) => accountLine(context, status, index)));
  return [
    `Credit Monitor ${context.version}, ${instantOf(clock.now())}`,
    `VS Code ${version}, ${env.uiKind === UIKind.Web ? "browser" : "desktop"}, ${env.appHost}, ${process.platform} ${process.arch}, Node ${process.versions.node}`,
    `Remote: ${env.remoteName === undefined ? "no" : "yes"}; language: ${env.language}`,
    `Settings: refreshMinutes ${settings.refreshMinutes()}, ${statusBarText(settings)}, view.groupByProvider ${settings.isGroupedByProvider()}, notifications ${settings.notifications()}, history.days ${settings.historyDays()}, hideAmounts ${settings.hideAmounts()}`,
    `Window: ${context.focusTracker.isAway() ? "away" : "active"}`,
    `History: ${await historySummary(context)}`,
    `Accounts: ${statuses.length}`,
    ...accounts,
    `Last readings of this window: ${recentReadings.all().length}`,
    ...recentReadings.all().map((reading) => readingLine(reading, statuses)),
  ].join("\n");
}

/** Not the template: it may contain a name. */
function statusBarText(settings: DiagnosticsContext["settings"]): string {
  const { show, alignment, priority, template, itemPerAccount } = settings.statusBar();
  return `statusBar.show ${show}, statusBar.alignment ${alignment}, statusBar.priority ${priority}, statusBar.template ${template === "" ? "unset" : "set"}, statusBar.itemPerAccount ${itemPerAccount}`;
}

async function historySummary({ history }: DiagnosticsContext): Promise<string> {
  const count = await history.read((store) => store.accountIds().length);
  const offReason = history.offReason();
  return offReason === undefined ? `on, ${count ?? 0} accounts kept` : `off (${offReason})`;
}

async function accountLine(
  { clock, ledgerSync, poller }: DiagnosticsContext,
  status: AccountStatus,
  index: number,
): Promise<string> {
  const { account, reading, failure, intervalMs } = status;
  const nowMs = clock.now();
  const retryAtMs = poller.retryAtMs(account.id);
  const sync = await ledgerSync.readState(account);
  const facts = [
    `level ${statusLevel(status, nowMs)}`,
    reading ? `read ${instantOf(reading.readAtMs)}` : "never read",
    `every ${intervalMs / minuteMs} min`,
    ...(isStatusStale(status, nowMs) ? ["stale"] : []),
    ...(account.baseUrl === undefined ? [] : ["own base URL"]),
    ...(retryAtMs === undefined ? [] : [`asked to wait until ${instantOf(retryAtMs)}`]),
    ...(sync
      ? [
          `ledger ${sync.state}${sync.reason === undefined ? "" : ` (${sync.reason})`}, ${sync.entries} entries`,
        ]
      : []),
    ...(failure ? [`problem ${failureSummary(failure)}`] : []),
  ];
  return `${index + 1}. ${providerName(account.provider)}: ${facts.join(", ")}`;
}

function readingLine(
  { account, outcome, elapsedMs, atMs }: RecentReading,
  statuses: readonly AccountStatus[],
) {
  const number = statuses.findIndex((status) => status.account.id === account.id) + 1;
  const accountNumber = number > 0 ? `${number}.` : "a removed one,";
  const result = outcome.ok ? "ok" : failureSummary(outcome.failure);
  return `${instantOf(atMs)} ${accountNumber} ${providerName(account.provider)}: ${result}, ${Math.round(elapsedMs)} ms`;
}

/** Hides the id of a declared provider, which may name the user's employer or customer. */
function providerName(id: string): string {
  return builtInProviders.some((provider) => provider.id === id) ? id : "declared";
}
