import { numberFormat } from "../../core/common/intlFormats.ts";
import type { Amount } from "../../core/money/amount.ts";
import { formatExact, hiddenAmount } from "../../core/money/formatAmount.ts";
import { credits } from "../../core/money/unit.ts";
import type { DetailValue } from "../../core/readings/snapshot.ts";
import { l10n } from "./l10n.ts";
import { sanitizeText } from "./sanitizeText.ts";
import type { TextContext } from "./textContext.ts";

const byteUnits = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

/** A file size in the largest unit, by steps of 1024, that gives at least 1: "50 MB" for 52428800. */
export function formatBytes(bytes: Amount, locale: string): string {
  let size = Number(bytes);
  let step = 0;
  while (size >= 1024 && step < byteUnits.length - 1) {
    size /= 1024;
    step += 1;
  }
  const unit = byteUnits[step] ?? "byte";
  return numberFormat(locale, { style: "unit", unit, maximumFractionDigits: 1 }).format(size);
}

/** The value of an account's detail as text. */
export function detailText(value: DetailValue, { locale, hideAmounts }: TextContext): string {
  switch (value.kind) {
    case "text":
      return sanitizeText(value.text, 300);
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
