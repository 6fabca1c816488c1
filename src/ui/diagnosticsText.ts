import { env, UIKind, version } from "vscode";
import type { AccountStatus } from "../core/accountStatus.ts";
import { isStatusStale, statusLevel } from "../core/accountStatus.ts";
import { instantOf } from "../core/instant.ts";
import type { Desk } from "./desk.ts";

/**
 * Versions, host, settings and how the accounts stand. No key, label, amount, origin or provider's word
 * is in it. In English, for it is pasted into issues.
 */
export function diagnosticsText(desk: Desk): string {
  const { settings } = desk;
  const statuses = desk.accounts.statuses();
  return [
    `Credit Monitor ${desk.version}`,
    `VS Code ${version}, ${env.uiKind === UIKind.Web ? "browser" : "desktop"}, ${env.appHost}, ${process.platform} ${process.arch}, Node ${process.versions.node}`,
    `Remote: ${env.remoteName === undefined ? "no" : "yes"}; language: ${env.language}`,
    `Settings: refreshMinutes ${settings.refreshMinutes()}, statusBar.show ${settings.statusBarChoice()}, statusBar.alignment ${settings.statusBarAlignment()}, notifications ${settings.notifications()}, hideAmounts ${settings.hideAmounts()}`,
    `Accounts: ${statuses.length}`,
    ...statuses.map((status, index) => accountLine(status, index, desk.clock.now())),
  ].join("\n");
}

function accountLine(status: AccountStatus, index: number, nowMs: number): string {
  const { account, reading, failure, intervalMs } = status;
  const facts = [
    `level ${statusLevel(status)}`,
    reading ? `read ${instantOf(reading.readAtMs)}` : "never read",
    `every ${intervalMs / 60_000} min`,
    ...(isStatusStale(status, nowMs) ? ["stale"] : []),
    ...(account.baseUrl === undefined ? [] : ["own base URL"]),
    ...(failure ? [`problem ${failure.kind}${statusOf(failure)}`] : []),
  ];
  return `${index + 1}. ${account.provider}: ${facts.join(", ")}`;
}

function statusOf(failure: NonNullable<AccountStatus["failure"]>): string {
  return "status" in failure && failure.status !== undefined ? ` (${failure.status})` : "";
}
