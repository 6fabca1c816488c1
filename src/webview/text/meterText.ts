import type { Meter } from "../../core/accounts/accountState.ts";
import { minus, parseAmount } from "../../core/money/amount.ts";
import type { Screen } from "../app/screen.ts";
import { amountText } from "./amountText.ts";
import { fillWords } from "./formatMessage.ts";

/** "1,234 of 5,000 used", or "1,234 used" without a limit; `undefined` when the use is not known. */
export function useText(screen: Screen, meter: Meter): string | undefined {
  const limit = parseAmount(meter.limit ?? "");
  const remaining = parseAmount(meter.remaining ?? "");
  const derived = limit !== undefined && remaining !== undefined ? minus(limit, remaining) : undefined;
  const used = meter.used ?? derived;
  if (used === undefined) return undefined;
  const usedText = amountText(screen, used, meter.unit);
  return limit === undefined
    ? fillWords(screen.words.used, usedText)
    : fillWords(screen.words.usedOf, usedText, amountText(screen, limit, meter.unit));
}
