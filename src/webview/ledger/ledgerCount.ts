import type { LedgerTotals } from "../../protocol/messages.ts";
import type { ViewContext } from "../app/viewContext.ts";
import { countText, signedText } from "../text/amountText.ts";
import { formatMessage, pluralText } from "../text/formatMessage.ts";

const maxSums = 3;

/** How many entries are shown: "5,312 entries", or with a filter "1,811 of 5,312 entries · total −123.45". */
export function ledgerCount(
  context: ViewContext,
  total: number | undefined,
  totals: LedgerTotals | undefined,
): string {
  if (total === undefined) return "";
  const { language, ledger } = context.strings;
  const shown = countText(context, total);
  if (!totals) return formatMessage(pluralText(ledger.entries, total, language), shown);
  const count = formatMessage(ledger.entriesOf, shown, countText(context, totals.all));
  const sums = totals.sums.slice(0, maxSums).map(({ meterId, unit, amount }) => {
    const text = formatMessage(ledger.sum, signedText(context, amount, unit));
    const meter = context.account.meters.find(({ id }) => id === meterId);
    return totals.sums.length > 1 && meter ? `${meter.label}: ${text}` : text;
  });
  return [count, ...sums].join(" · ");
}
