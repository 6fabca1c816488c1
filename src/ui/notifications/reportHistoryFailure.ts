import { basename } from "node:path";
import { window } from "vscode";
import type { NotificationLog } from "../../services/coordination/notificationLog.ts";
import type { History, HistoryFailure } from "../../services/history/history.ts";
import { hasAgentTools } from "../agent/registerAgentTool.ts";
import type { Log } from "../diagnostics/createLog.ts";
import { historyOffText } from "../text/historyOffText.ts";
import { l10n } from "../text/l10n.ts";

/** Logs that the history is off or was replaced by a new one, and shows it once in one of the windows. */
export async function reportHistoryFailure(
  failure: HistoryFailure,
  notificationLog: NotificationLog,
  log: Pick<Log, "warn">,
): Promise<void> {
  log.warn(failure.kind === "off" ? `history: ${failure.reason}` : "history: damaged, moved aside");
  const name = failure.kind === "off" ? failure.reason : basename(failure.movedTo);
  if (await notificationLog.claim(`history ${name}`)) void window.showWarningMessage(failureText(failure));
}

/** Tells once that the editor has no agent tools, unless the notification about the history has told it. */
export async function reportMissingAgentTools(
  history: Pick<History, "offReason">,
  notificationLog: NotificationLog,
  log: Pick<Log, "warn">,
): Promise<void> {
  if (hasAgentTools()) return;
  log.warn("this editor has no agent tools");
  if (!(await notificationLog.claim("host agentTools")) || history.offReason() === "noModule") return;
  void window.showWarningMessage(
    l10n.t("This editor has no agent tools: agents cannot use #credits. Everything else works."),
  );
}

function failureText(failure: HistoryFailure): string {
  // One notification for all that the editor lacks.
  if (failure.kind === "off" && failure.reason === "noModule" && !hasAgentTools()) {
    return l10n.t(
      "This editor has no SQLite and no agent tools: history is off, and agents cannot use #credits. Balances and alerts still work.",
    );
  }
  return failure.kind === "off"
    ? historyOffText(failure.reason)
    : l10n.t(
        "The history file was damaged. It was kept as {0}, and a new one was started.",
        basename(failure.movedTo),
      );
}
