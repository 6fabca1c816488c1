import { env, UIKind, version } from "vscode";
import type { AccountStatus } from "../../core/accounts/accountStatus.ts";
import { isStatusStale, statusLevel } from "../../core/accounts/accountStatus.ts";
import { minuteMs } from "../../core/time/durations.ts";
import { instantOf } from "../../core/time/instant.ts";
import { builtInProviders } from "../../providers/builtIn/builtInProviders.ts";
import type { RecentReading } from "../../services/polling/recentReadings.ts";
import type { CommandContext } from "../context/commandContext.ts";
import { failureSummary } from "./log.ts";

/**
 * Versions, host, settings, how the accounts and the history stand, and how the last readings went. No key,
 * label, id, amount, origin or provider's word is in it. In English, for it is pasted into issues.
 */
export async function diagnosticsText(context: CommandContext): Promise<string> {
  const { settings, clock, recentReadings } = context;
  const statuses = context.accountViews.statuses();
  const accounts = await Promise.all(statuses.map((status, index) => accountLine(context, status, index)));
  return [
    `Credit Monitor ${context.version}, ${instantOf(clock.now())}`,
    `VS Code ${version}, ${env.uiKind === UIKind.Web ? "browser" : "desktop"}, ${env.appHost}, ${process.platform} ${process.arch}, Node ${process.versions.node}`,
    `Remote: ${env.remoteName === undefined ? "no" : "yes"}; language: ${env.language}`,
    `Settings: refreshMinutes ${settings.refreshMinutes()}, statusBar.show ${settings.statusBarChoice()}, statusBar.alignment ${settings.statusBarAlignment()}, notifications ${settings.notifications()}, history.days ${settings.historyDays()}, hideAmounts ${settings.hideAmounts()}`,
    `Window: ${context.focusTracker.isAway() ? "nobody there for a while" : "somebody there"}`,
    `History: ${await historySummary(context)}`,
    `Accounts: ${statuses.length}`,
    ...accounts,
    `Last readings of this window: ${recentReadings.all().length}`,
    ...recentReadings.all().map((reading) => readingLine(reading, statuses)),
  ].join("\n");
}

async function historySummary({ history }: CommandContext): Promise<string> {
  const kept = await history.read((store) => store.accountIds().length);
  const off = history.offReason();
  return off === undefined ? `on, ${kept ?? 0} accounts kept` : `off (${off})`;
}

async function accountLine(context: CommandContext, status: AccountStatus, index: number): Promise<string> {
  const { account, reading, failure, intervalMs } = status;
  const nowMs = context.clock.now();
  const retryAtMs = context.poller.retryAtMs(account.id);
  const sync = await context.ledgerSync.readState(account);
  const facts = [
    `level ${statusLevel(status)}`,
    reading ? `read ${instantOf(reading.readAtMs)}` : "never read",
    `every ${intervalMs / minuteMs} min`,
    ...(isStatusStale(status, nowMs) ? ["stale"] : []),
    ...(account.baseUrl === undefined ? [] : ["own base URL"]),
    ...(retryAtMs === undefined ? [] : [`asked to wait until ${instantOf(retryAtMs)}`]),
    ...(sync ? [`ledger ${sync.state}, ${sync.entries} entries`] : []),
    ...(failure ? [`problem ${failureSummary(failure)}`] : []),
  ];
  return `${index + 1}. ${providerName(account.provider)}: ${facts.join(", ")}`;
}

function readingLine(
  { account, outcome, elapsedMs, atMs }: RecentReading,
  statuses: readonly AccountStatus[],
) {
  const place = statuses.findIndex((status) => status.account.id === account.id) + 1;
  const who = place > 0 ? `${place}.` : "a removed one,";
  const end = outcome.ok ? "ok" : failureSummary(outcome.failure);
  return `${instantOf(atMs)} ${who} ${providerName(account.provider)}: ${end}, ${Math.round(elapsedMs)} ms`;
}

/** The name of a provider that a person defined may tell whom they work for. */
function providerName(id: string): string {
  return builtInProviders.some((provider) => provider.id === id) ? id : "declared";
}
