import { window } from "vscode";
import { headlineMeter } from "../../core/accounts/accountStatus.ts";
import type { CommandContext } from "../context/commandContext.ts";
import { amountWithUnit } from "../text/amountText.ts";
import { failureMessage } from "../text/failureMessage.ts";
import { l10n } from "../text/l10n.ts";
import { messageText } from "../text/sanitizeText.ts";

/** What the user has just done. */
export type AccountChange = "added" | "rekeyed";

const texts = {
  added: {
    read: (label, left) => l10n.t("Added {0}: {1} left.", label, left),
    failed: (label, message) => l10n.t("Added {0}, but it could not be read yet. {1}", label, message),
  },
  rekeyed: {
    read: (label, left) => l10n.t("Saved the key for {0}: {1} left.", label, left),
    failed: (label, message) =>
      l10n.t("Saved the key for {0}, but the account could not be read yet. {1}", label, message),
  },
} satisfies Record<AccountChange, Record<"read" | "failed", (label: string, result: string) => string>>;

/** Shows the result of the first reading after an account was added or got another key. */
export function reportFirstReading(
  { accountViews }: Pick<CommandContext, "accountViews">,
  accountId: string,
  change: AccountChange,
): void {
  const status = accountViews.find(accountId);
  if (!status) return;
  const label = messageText(status.account.label);
  const textContext = accountViews.textContext();
  const meter = headlineMeter(status);
  if (status.failure) {
    const { message } = failureMessage(status.failure, textContext);
    void window.showWarningMessage(texts[change].failed(label, message));
  } else if (meter) {
    const left = amountWithUnit(meter.remaining, meter.unit, textContext);
    void window.showInformationMessage(texts[change].read(label, left));
  }
}
