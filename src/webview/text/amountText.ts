import { type Amount, isAmount } from "../../core/money/amount.ts";
import { formatExact, formatShort, formatSigned, hiddenAmount } from "../../core/money/formatAmount.ts";
import type { Unit } from "../../core/money/unit.ts";
import type { RenderContext } from "../app/viewContext.ts";

/** What stands for an amount nobody knows. It is never a zero. */
export const unknownAmount = "–";

/** An amount as the panel says it: unlimited, unknown and masked ones included. Every amount passes here. */
export function amountText(
  screen: RenderContext,
  amount: string | null | undefined,
  unit: Unit,
  form: "exact" | "short" = "exact",
): string {
  if (amount === undefined) return unknownAmount;
  if (screen.hideAmounts) return hiddenAmount;
  if (amount === null) return screen.words.unlimited;
  if (!isAmount(amount)) return unknownAmount;
  return form === "short"
    ? formatShort(amount, unit, screen.locale)
    : formatExact(amount, unit, screen.locale);
}

/** A change of a balance, with its sign; masked like every amount. */
export function signedText(screen: RenderContext, amount: Amount, unit: Unit): string {
  return screen.hideAmounts ? hiddenAmount : formatSigned(amount, unit, screen.locale);
}
