import { window } from "vscode";
import type { AccountStatus } from "../../core/accounts/accountStatus.ts";
import { sortBySeverity } from "../../core/accounts/sortBySeverity.ts";
import { interactiveAccountId } from "../context/commandArguments.ts";
import { type CommandContext, requireAccount } from "../context/commandContext.ts";
import { shortRemainingText } from "../text/amountText.ts";
import { l10n } from "../text/l10n.ts";
import { labelText } from "../text/sanitizeText.ts";
import { showPick } from "./quickPick.ts";

/**
 * The account in the argument of an interactive command, else the one that the user chooses; `undefined` when they cancel or
 * there is no account. Throws an Error for an account that no longer exists.
 */
export async function pickAccount(
  context: Pick<CommandContext, "accountViews">,
  title: string,
  value?: unknown,
  isOffered: (status: AccountStatus) => boolean = () => true,
): Promise<AccountStatus | undefined> {
  const accountId = interactiveAccountId(value);
  if (accountId !== undefined) return requireAccount(context, accountId);
  const { accountViews } = context;
  const textContext = accountViews.textContext();
  const items = sortBySeverity(accountViews.statuses(), textContext.nowMs)
    .filter(isOffered)
    .map((status) => ({
      label: labelText(status.account.label),
      description: shortRemainingText(status, textContext),
      detail: accountViews.providerName(status.account.provider),
      choice: status,
    }));
  if (items.length === 0) {
    const hasAccounts = accountViews.statuses().length > 0;
    void window.showInformationMessage(
      hasAccounts
        ? l10n.t("No account has such a page.")
        : l10n.t("No accounts yet. Run “Add Account” first."),
    );
    return undefined;
  }
  return showPick({ title, items });
}
