import { commands, window } from "vscode";
import { settingsWriteError } from "../../services/common/settings.ts";
import type { CommandContext } from "../context/commandContext.ts";
import { MissingAccountError, ProblemError, UserError } from "../context/commandErrors.ts";
import { logBug } from "../diagnostics/log.ts";
import { l10n } from "../text/l10n.ts";

/**
 * Shows the error of a command that a user started. VS Code would show it in a dialog, as a crash of the command. An
 * unexpected error goes to the log without its message, which may contain anything.
 */
export async function reportCommandError(
  { log }: Pick<CommandContext, "log">,
  error: unknown,
): Promise<void> {
  if (error instanceof MissingAccountError) {
    void window.showWarningMessage(l10n.t("This account no longer exists."));
  } else if (error instanceof Error && error.name === settingsWriteError) {
    const open = l10n.t("Open settings.json");
    const choice = await window.showErrorMessage(
      l10n.t("VS Code could not save the change. Fix the errors in settings.json, then try again."),
      open,
    );
    if (choice === open) await commands.executeCommand("workbench.action.openSettingsJson");
  } else if (error instanceof UserError || error instanceof ProblemError) {
    void window.showWarningMessage(error.message);
  } else {
    logBug(log, error);
    const showLog = l10n.t("Show Log");
    const choice = await window.showErrorMessage(
      l10n.t("Something went wrong in Credit Monitor. See the log for details."),
      showLog,
    );
    if (choice === showLog) log.show();
  }
}
