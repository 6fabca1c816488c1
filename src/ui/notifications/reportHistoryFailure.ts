import { basename } from "node:path";
import { type LogOutputChannel, l10n, window } from "vscode";
import type { NotificationLog } from "../../services/coordination/notificationLog.ts";
import type { HistoryFailure } from "../../services/history/history.ts";
import { historyOffText } from "../text/historyOffText.ts";

/** Logs that the history is off or was replaced by a new one, and shows it once in one of the windows. */
export async function reportHistoryFailure(
  failure: HistoryFailure,
  notificationLog: NotificationLog,
  log: LogOutputChannel,
): Promise<void> {
  log.warn(failure.kind === "off" ? `history: ${failure.reason}` : "history: damaged, moved aside");
  const name = failure.kind === "off" ? failure.reason : basename(failure.movedTo);
  if (await notificationLog.claim(`history ${name}`)) void window.showWarningMessage(failureText(failure));
}

function failureText(failure: HistoryFailure): string {
  return failure.kind === "off"
    ? historyOffText(failure.reason)
    : l10n.t(
        "The history file was damaged. It was kept as {0}, and a new one was started.",
        basename(failure.movedTo),
      );
}
