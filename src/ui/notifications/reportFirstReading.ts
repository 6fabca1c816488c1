import { l10n, window } from "vscode";
import { headlineMeter } from "../../core/accounts/accountStatus.ts";
import type { Desk } from "../context/commandContext.ts";
import { amountWithUnit } from "../text/amountWithUnit.ts";
import { problemOf } from "../text/failureMessage.ts";
import { messageText } from "../text/sanitizeText.ts";

/** What a person has just done to an account. */
export type Deed = "added" | "rekeyed";

const words = {
  added: {
    read: (label, left) => l10n.t("{0} was added: {1} left.", label, left),
    failed: (label, message) => l10n.t("{0} was added but not read yet. {1}", label, message),
  },
  rekeyed: {
    read: (label, left) => l10n.t("The key of {0} was saved: {1} left.", label, left),
    failed: (label, message) => l10n.t("The key of {0} was saved, but not read yet. {1}", label, message),
  },
} satisfies Record<Deed, Record<"read" | "failed", (label: string, what: string) => string>>;

/** Tells what came of the first reading after an account was added or given another key. */
export function tellReading(desk: Desk, accountId: string, deed: Deed): void {
  const status = desk.accounts.find(accountId);
  if (!status) return;
  const { provider } = status.account;
  const label = messageText(status.account.label);
  const reader = desk.accounts.reader();
  const meter = headlineMeter(status);
  if (status.failure) {
    const { message } = problemOf(status.failure, desk.accounts.providerName(provider), reader);
    void window.showWarningMessage(words[deed].failed(label, message));
  } else if (meter) {
    const left = amountWithUnit(meter.remaining, meter.unit, reader);
    void window.showInformationMessage(words[deed].read(label, left));
  }
}
