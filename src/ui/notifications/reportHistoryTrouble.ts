import { basename } from "node:path";
import { type Disposable, type LogOutputChannel, l10n, window } from "vscode";
import type { NotificationLog } from "../../services/coordination/notificationLog.ts";
import type { History } from "../../services/history/history.ts";
import type { HistoryFailure } from "../../services/history/historyFile.ts";
import { historyOffText } from "../text/historyOffText.ts";

/** Tells once what happened to the history: that it is off, or that it began anew. */
export function reportHistoryTrouble(
  history: History,
  notificationLog: NotificationLog,
  log: LogOutputChannel,
): Disposable {
  return history.onDidFail(async (news) => {
    log.warn(news.kind === "off" ? `history: ${news.reason}` : "history: damaged, moved aside");
    const about = news.kind === "off" ? news.reason : basename(news.movedTo);
    if (await notificationLog.claim(`history ${about}`)) void window.showWarningMessage(newsText(news));
  });
}

function newsText(news: HistoryFailure): string {
  return news.kind === "off"
    ? historyOffText(news.reason)
    : l10n.t(
        "The history file was damaged. It was kept as {0}, and a new history begun.",
        basename(news.movedTo),
      );
}
