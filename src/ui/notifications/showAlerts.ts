import { window } from "vscode";
import type { AlertKind } from "../../core/accounts/alertRules.ts";
import type { Alert } from "../../services/alerts.ts";
import type { LoadCommandHandlers } from "../commandHandlers.lazy.ts";
import type { ActivationContext } from "../context/commandContext.ts";
import { l10n } from "../text/l10n.ts";
import { joinSentences } from "../text/sentences.ts";
import { alertText } from "./alertText.ts";

export interface AlertContext extends Pick<ActivationContext, "accountViews" | "panel"> {
  readonly loadHandlers: LoadCommandHandlers;
}

const keyAlerts: ReadonlySet<AlertKind> = new Set(["keyRejected", "keyExpiresInWeek", "keyExpiresInDay"]);

/** Shows alerts as one notification, and runs the action that the user chooses. */
export async function showAlerts(
  { accountViews, panel, loadHandlers }: AlertContext,
  alerts: readonly Alert[],
  snooze: (alerts: readonly Alert[]) => Promise<void>,
): Promise<void> {
  const textContext = accountViews.textContext();
  const texts = alerts.map((alert) => alertText(alert, textContext));
  const aboutThreshold = alerts.find(({ kind }) => kind === "low" || kind === "empty" || kind === "runsOut");
  const aboutKey = alerts.find(({ kind }) => keyAlerts.has(kind));
  const open = l10n.t("Open");
  const snoozeDay = l10n.t("Snooze 24 h");
  const changeThreshold = l10n.t("Change warning");
  const enterKey = l10n.t("Enter key");
  const more = [...(aboutThreshold ? [changeThreshold] : []), ...(aboutKey ? [enterKey] : [])];
  const isGood = alerts.every(({ kind }) => kind === "refilled");
  const show = isGood ? window.showInformationMessage : window.showWarningMessage;
  const choice = await show(joinSentences(...texts), open, snoozeDay, ...more);
  if (choice === open) panel.show(alerts[0]?.status.account.id);
  if (choice === snoozeDay) await snooze(alerts);
  if (choice === changeThreshold && aboutThreshold)
    await (await loadHandlers()).promptThreshold(aboutThreshold.status.account);
  if (choice === enterKey && aboutKey) await (await loadHandlers()).promptNewKey(aboutKey.status.account);
}
