import { l10n, window } from "vscode";
import type { Alert } from "../../services/alerts.ts";
import type { Front, LoadCommandContext } from "../context/commandContext.ts";
import { alertText } from "./alertText.ts";

/** Shows all that is to be told at one moment as one notification, and does what a person answers. */
export async function showAlerts(
  { front, loadCommandContext }: { readonly front: Front; readonly loadCommandContext: LoadCommandContext },
  alerts: readonly Alert[],
  snooze: (alerts: readonly Alert[]) => Promise<void>,
): Promise<void> {
  const { accountViews, panel } = front;
  const textContext = accountViews.textContext();
  const words = alerts.map((alert) =>
    alertText(alert, textContext, accountViews.providerName(alert.status.account.provider)),
  );
  const floored = alerts.find(({ kind }) => kind === "low" || kind === "empty" || kind === "runsOut");
  const rejected = alerts.find(({ kind }) => kind === "keyRejected");
  const [first] = alerts;
  const open = l10n.t("Open");
  const later = l10n.t("Snooze 24 h");
  const change = l10n.t("Change floor");
  const enter = l10n.t("Enter key");
  const deeds = [...(floored ? [change] : []), ...(rejected ? [enter] : [])];
  const answer = await window.showWarningMessage(words.join(" "), open, later, ...deeds);
  if (answer === open) panel.show(first?.status.account.id);
  if (answer === later) await snooze(alerts);
  if (answer === change && floored) {
    const { promptThreshold } = await import("../commandHandlers.lazy.ts");
    await promptThreshold(await loadCommandContext(), floored.status.account);
  }
  if (answer === enter && rejected) {
    const { askForKey } = await import("../commandHandlers.lazy.ts");
    await askForKey(await loadCommandContext(), rejected.status.account);
  }
}
