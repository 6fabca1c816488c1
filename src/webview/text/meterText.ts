import type { Meter } from "../../core/accounts/accountState.ts";
import { minus, parseAmount } from "../../core/money/amount.ts";
import type { PanelAccount } from "../../protocol/messages.ts";
import type { RenderContext } from "../app/viewContext.ts";
import { amountText } from "./amountText.ts";
import { formatMessage } from "./formatMessage.ts";

/** "1,234 of 5,000 used", or "1,234 used" without a limit; `undefined` when the use is not known. */
export function usageText(screen: RenderContext, meter: Meter): string | undefined {
  const limit = parseAmount(meter.limit ?? "");
  const remaining = parseAmount(meter.remaining ?? "");
  const derived = limit !== undefined && remaining !== undefined ? minus(limit, remaining) : undefined;
  const used = meter.used ?? derived;
  if (used === undefined) return undefined;
  const usedText = amountText(screen, used, meter.unit);
  return limit === undefined
    ? formatMessage(screen.words.used, usedText)
    : formatMessage(screen.words.usedOf, usedText, amountText(screen, limit, meter.unit));
}

/** What is set aside of a meter; nothing where nothing is. */
export function heldText(screen: RenderContext, { held, unit }: Meter): string | undefined {
  if (held === undefined || held === "0") return undefined;
  return formatMessage(screen.words.held, amountText(screen, held, unit));
}

/** "tops up automatically below 100", in the headline meter's unit. */
export function topUpText(screen: RenderContext, account: PanelAccount): string | undefined {
  if (!account.autoTopUp) return undefined;
  const { threshold, amount } = account.autoTopUp;
  const unit = account.meters[0]?.unit ?? { kind: "credits" };
  const { topsUp, topsUpBelow, topsUpBy } = screen.words;
  if (threshold === undefined) return topsUp;
  const below = amountText(screen, threshold, unit);
  return amount === undefined
    ? formatMessage(topsUpBelow, below)
    : formatMessage(topsUpBy, below, amountText(screen, amount, unit));
}

/** What the figure counts: "credits left"; the meter's own name where nothing is counted down. */
export function unitWords({ words }: RenderContext, meter: Meter): string {
  if (meter.remaining === null) return meter.label;
  return { credits: words.leftCredits, requests: words.leftRequests, currency: words.leftMoney }[
    meter.unit.kind
  ];
}
