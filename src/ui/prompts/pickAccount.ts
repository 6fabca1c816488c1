import { l10n, window } from "vscode";
import type { AccountStatus } from "../../core/accounts/accountStatus.ts";
import type { CommandContext } from "../context/commandContext.ts";
import { shortAmountText } from "../statusBar/statusBarView.ts";
import { labelText } from "../text/sanitizeText.ts";

/** Lets a person choose one of the accounts; `undefined` when they leave or there is none. */
export async function pickAccount(
  context: CommandContext,
  title: string,
): Promise<AccountStatus | undefined> {
  const textContext = context.accountViews.textContext();
  const items = context.accountViews.statuses().map((status) => ({
    label: labelText(status.account.label),
    description: shortAmountText(status, textContext),
    detail: context.accountViews.providerName(status.account.provider),
    status,
  }));
  if (items.length === 0) {
    void window.showInformationMessage(l10n.t("There is no account yet. Run “Add Account” first."));
    return undefined;
  }
  return (await window.showQuickPick(items, { title, ignoreFocusOut: true }))?.status;
}
