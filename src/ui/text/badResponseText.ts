import { l10n } from "vscode";
import type { BadResponseReason, Failure } from "../../core/readings/failure.ts";
import { messageText } from "./sanitizeText.ts";

const reasons = {
  empty: () => l10n.t("it is empty"),
  html: () => l10n.t("it is a web page, not data"),
  notJson: () => l10n.t("it is not JSON"),
  undecodable: () => l10n.t("it cannot be decoded"),
  missingField: () => l10n.t("a field is missing"),
  wrongType: () => l10n.t("a field has the wrong type"),
  notFinite: () => l10n.t("a field is not a number"),
} satisfies Record<BadResponseReason, () => string>;

export function badResponseText(failure: Extract<Failure, { kind: "badResponse" }>, who: string): string {
  const reason = reasons[failure.reason]();
  return failure.field === undefined
    ? l10n.t("The reply of {0} cannot be read: {1}.", who, reason)
    : l10n.t("The reply of {0} cannot be read: {1} ({2}).", who, reason, messageText(failure.field));
}
