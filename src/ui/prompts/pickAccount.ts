import { l10n, window } from "vscode";
import type { AccountStatus } from "../../core/accounts/accountStatus.ts";
import type { CommandContext } from "../context/commandContext.ts";
import { shortRemainingText } from "../text/amountText.ts";
import { labelText } from "../text/sanitizeText.ts";

/** Lets the user choose an account; `undefined` when they cancel or there is no account. */
export async function pickAccount(
  { accountViews }: Pick<CommandContext, "accountViews">,
  title: string,
): Promise<AccountStatus | undefined> {
  const textContext = accountViews.textContext();
  const items = accountViews.statuses().map((status) => ({
    label: labelText(status.account.label),
    description: shortRemainingText(status, textContext),
    detail: accountViews.providerName(status.account.provider),
    status,
  }));
  if (items.length === 0) {
    void window.showInformationMessage(l10n.t("No accounts yet. Run “Add Account” first."));
    return undefined;
  }
  return (await window.showQuickPick(items, { title, ignoreFocusOut: true }))?.status;
}
