import { l10n, window } from "vscode";
import { headlineMeter } from "../../core/accounts/accountStatus.ts";
import type { CommandContext } from "../context/commandContext.ts";
import { amountWithUnit } from "../text/amountWithUnit.ts";
import { failureMessage } from "../text/failureMessage.ts";
import { messageText } from "../text/sanitizeText.ts";

/** What a person has just done to an account. */
export type AccountChange = "added" | "rekeyed";

const words = {
  added: {
    read: (label, left) => l10n.t("{0} was added: {1} left.", label, left),
    failed: (label, message) => l10n.t("{0} was added but not read yet. {1}", label, message),
  },
  rekeyed: {
    read: (label, left) => l10n.t("The key of {0} was saved: {1} left.", label, left),
    failed: (label, message) => l10n.t("The key of {0} was saved, but not read yet. {1}", label, message),
  },
} satisfies Record<AccountChange, Record<"read" | "failed", (label: string, what: string) => string>>;

/** Tells what came of the first reading after an account was added or given another key. */
export function reportFirstReading(context: CommandContext, accountId: string, deed: AccountChange): void {
  const status = context.accountViews.find(accountId);
  if (!status) return;
  const { provider } = status.account;
  const label = messageText(status.account.label);
  const textContext = context.accountViews.textContext();
  const meter = headlineMeter(status);
  if (status.failure) {
    const { message } = failureMessage(
      status.failure,
      context.accountViews.providerName(provider),
      textContext,
    );
    void window.showWarningMessage(words[deed].failed(label, message));
  } else if (meter) {
    const left = amountWithUnit(meter.remaining, meter.unit, textContext);
    void window.showInformationMessage(words[deed].read(label, left));
  }
}
