import type { Amount } from "../core/amount.ts";
import { formatSigned, hiddenAmount } from "../core/formatAmount.ts";
import type { Unit } from "../core/unit.ts";
import type { Screen } from "./screen.ts";

/** A change of a balance, with its sign; masked like every amount. */
export function signedText(screen: Screen, amount: Amount, unit: Unit): string {
  return screen.hideAmounts ? hiddenAmount : formatSigned(amount, unit, screen.locale);
}
