import { amountOf, minus } from "../../core/money/amount.ts";

/** `whole` less `part`, exactly; both decimal text. */
export function remainder(whole: string, part: string): string {
  return minus(amountOf(whole), amountOf(part));
}
