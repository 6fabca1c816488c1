import { basename } from "node:path";
import { type Disposable, type LogOutputChannel, l10n, window } from "vscode";
import type { History, HistoryNews } from "../services/history.ts";
import { historyOffText } from "./words/historyOffText.ts";

/** Tells once what happened to the history: that it is off, or that it began anew. */
export function watchHistory(history: History, log: LogOutputChannel): Disposable {
  return history.onNews((news) => {
    log.warn(news.kind === "off" ? `history: ${news.reason}` : "history: damaged, moved aside");
    void window.showWarningMessage(newsText(news));
  });
}

function newsText(news: HistoryNews): string {
  return news.kind === "off"
    ? historyOffText(news.reason)
    : l10n.t(
        "The history file was damaged. It was kept as {0}, and a new history begun.",
        basename(news.movedTo),
      );
}
