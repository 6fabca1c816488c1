import type { Meter } from "../../core/accounts/accountState.ts";
import { minus, parseAmount } from "../../core/money/amount.ts";
import type { PanelAccount } from "../../protocol/messages.ts";
import type { Screen } from "../app/viewContext.ts";
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

/** What is set aside of a meter; nothing where nothing is. */
export function heldText(screen: Screen, { held, unit }: Meter): string | undefined {
  if (held === undefined || held === "0") return undefined;
  return fillWords(screen.words.held, amountText(screen, held, unit));
}

/** "tops up automatically below 100", in the headline meter's unit. */
export function topUpText(screen: Screen, account: PanelAccount): string | undefined {
  if (!account.autoTopUp) return undefined;
  const { threshold, amount } = account.autoTopUp;
  const unit = account.meters[0]?.unit ?? { kind: "credits" };
  const { topsUp, topsUpBelow, topsUpBy } = screen.words;
  if (threshold === undefined) return topsUp;
  const below = amountText(screen, threshold, unit);
  return amount === undefined
    ? fillWords(topsUpBelow, below)
    : fillWords(topsUpBy, below, amountText(screen, amount, unit));
}

/** What the figure counts: "credits left"; the meter's own name where nothing is counted down. */
export function unitWords({ words }: Screen, meter: Meter): string {
  if (meter.remaining === null) return meter.label;
  return { credits: words.leftCredits, requests: words.leftRequests, currency: words.leftMoney }[
    meter.unit.kind
  ];
}
