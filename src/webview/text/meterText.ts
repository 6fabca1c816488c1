import type { Meter } from "../../core/accounts/accountState.ts";
import { minus, parseAmount } from "../../core/money/amount.ts";
import { showsUnit } from "../../core/money/formatAmount.ts";
import type { PanelAccount } from "../../protocol/panelState.ts";
import type { RenderContext } from "../app/viewContext.ts";
import { amountText } from "./amountText.ts";
import { formatMessage, pluralText } from "./formatMessage.ts";

/** "1,234 of 5,000 used", or "1,234 used" without a limit; `undefined` where the used amount is not known. */
export function usageText(context: RenderContext, meter: Meter): string | undefined {
  const limit = parseAmount(meter.limit ?? "");
  const remaining = parseAmount(meter.remaining ?? "");
  const computed = limit !== undefined && remaining !== undefined ? minus(limit, remaining) : undefined;
  // More is left than the limit: bought or carried over, not used.
  const used = meter.used ?? computed;
  if (used === undefined || used.startsWith("-")) return undefined;
  const { strings } = context;
  const text = amountText(context, used, meter.unit);
  return limit === undefined
    ? formatMessage(strings.used, text)
    : formatMessage(strings.usedOf, text, amountText(context, limit, meter.unit));
}

/** "12 reserved"; `undefined` where nothing is reserved. */
export function heldAmountText(context: RenderContext, { held, unit }: Meter): string | undefined {
  if (held === undefined || held === "0") return undefined;
  return formatMessage(context.strings.held, amountText(context, held, unit));
}

/** "Auto top-up below 100", in the unit of the headline meter. */
export function topUpText(context: RenderContext, account: PanelAccount): string | undefined {
  if (!account.autoTopUp) return undefined;
  const { threshold, amount } = account.autoTopUp;
  const unit = account.meters[0]?.unit ?? { kind: "credits" };
  const { topsUp, topsUpBelow, topsUpBy } = context.strings;
  if (threshold === undefined) return topsUp;
  const below = amountText(context, threshold, unit);
  return amount === undefined
    ? formatMessage(topsUpBelow, below)
    : formatMessage(topsUpBy, below, amountText(context, amount, unit));
}

/**
 * The words before and after a meter's figure: "credits left" after it in English. After an unlimited meter, its label.
 */
export function wordsAround(context: RenderContext, meter: Meter): readonly [before: string, after: string] {
  if (meter.remaining === null) return ["", meter.label];
  const message = leftMessage(context, meter);
  // A unit that the provider names itself.
  if (message === undefined) return ["", meter.unit.code ?? ""];
  const [before = "", after = ""] = message.split("{0}");
  return [before.trim(), after.trim()];
}

function leftMessage(
  { strings, hideAmounts }: RenderContext,
  { remaining, unit }: Meter,
): string | undefined {
  if (showsUnit(unit)) return strings.leftMoney;
  if (unit.code !== undefined) return undefined;
  if (unit.kind === "currency") return strings.leftMoney;
  const left = unit.kind === "credits" ? strings.leftCredits : strings.leftRequests;
  // The words after a hidden amount do not tell whether it is one.
  return hideAmounts ? left.other : pluralText(left, Number(remaining), strings.language);
}

/** "pays now", "used up"; `undefined` for a meter that has nothing to say. */
export function standingText(
  { strings }: RenderContext,
  { standings }: PanelAccount,
  { id }: Meter,
): string | undefined {
  const standing = standings[id];
  return standing && strings.standings[standing];
}

/** Whether more than one meter decides, so that the headline has to be named. */
export function hasSeveralMeters({ meters, standings }: PanelAccount): boolean {
  const [headline] = meters;
  const standing = headline && standings[headline.id];
  return (
    (standing !== undefined && standing !== "information") ||
    meters.filter(({ role }) => role === "limit" || role === "pool").length > 1
  );
}
