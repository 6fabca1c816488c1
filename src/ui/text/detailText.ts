import { l10n } from "vscode";
import { formatExact, hiddenAmount } from "../../core/money/formatAmount.ts";
import { credits } from "../../core/money/unit.ts";
import type { DetailValue } from "../../core/readings/snapshot.ts";
import { formatBytes } from "./formatBytes.ts";
import { plainText } from "./sanitizeText.ts";
import type { Reader } from "./textContext.ts";

/** A detail's value for people. */
export function detailText(value: DetailValue, { locale, hideAmounts }: Reader): string {
  switch (value.kind) {
    case "text":
      return plainText(value.text, 300);
    case "amount":
      return hideAmounts ? hiddenAmount : formatExact(value.amount, value.unit, locale);
    case "count":
      return hideAmounts ? hiddenAmount : formatExact(value.count, credits, locale);
    case "bytes":
      return formatBytes(value.bytes, locale);
    case "flag":
      return value.isOn ? l10n.t("yes") : l10n.t("no");
  }
}
