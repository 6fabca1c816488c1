import type { Amount } from "../../core/money/amount.ts";
import { formatSigned, hiddenAmount } from "../../core/money/formatAmount.ts";
import type { Unit } from "../../core/money/unit.ts";
import type { Screen } from "../app/screen.ts";

/** A change of a balance, with its sign; masked like every amount. */
export function signedText(screen: Screen, amount: Amount, unit: Unit): string {
  return screen.hideAmounts ? hiddenAmount : formatSigned(amount, unit, screen.locale);
}
