import { amountOf } from "../../core/money/amount.ts";
import { type AmountStyle, amountStyleOf } from "../../core/money/typedAmount.ts";
import type { Unit } from "../../core/money/unit.ts";
import { amountWithUnit } from "./amountText.ts";
import type { TextContext } from "./textContext.ts";

/** How the reader types an amount of a unit: with the signs of their language, and with or without the unit. */
export function amountStyle(unit: Unit | undefined, textContext: TextContext): AmountStyle {
  return amountStyleOf(textContext.locale, unit ? unitTexts(unit, textContext) : []);
}

function unitTexts(unit: Unit, textContext: TextContext): readonly string[] {
  const { kind, code } = unit;
  if (kind === "currency") return code === undefined ? [] : [code, ...currencySigns(code, textContext)];
  // "1 credit" and "2 credits", without the number.
  const words = ["1", "2"].map((number) =>
    amountWithUnit(amountOf(number), unit, { ...textContext, hideAmounts: false }).replace(/[\d\s]+/gu, " "),
  );
  return [...words, ...(code === undefined ? [] : [code])];
}

function currencySigns(code: string, { locale }: TextContext): readonly string[] {
  return (["narrowSymbol", "symbol"] as const).flatMap((currencyDisplay) =>
    new Intl.NumberFormat(locale, { style: "currency", currency: code, currencyDisplay })
      .formatToParts(0)
      .filter(({ type }) => type === "currency")
      .map(({ value }) => value),
  );
}
