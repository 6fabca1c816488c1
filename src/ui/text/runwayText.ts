import type { LastsUntilExpiry, LastsUntilReset, RunsOut, Runway } from "../../core/forecast/runway.ts";
import { amountOf } from "../../core/money/amount.ts";
import { formatShort, hiddenAmount } from "../../core/money/formatAmount.ts";
import type { Unit } from "../../core/money/unit.ts";
import { formatDuration, type RoundedDuration, roundDuration } from "../../core/time/formatDuration.ts";
import { formatCalendarTime } from "../../core/time/relativeTime.ts";
import { l10n } from "./l10n.ts";
import type { TextContext } from "./textContext.ts";

const notEnoughDataTexts = {
  tooShort: () => l10n.t("Forecast after 3 days of readings"),
  tooFewChanges: () => l10n.t("Forecast after 5 balance changes"),
  nothingSpent: () => l10n.t("No forecast: nothing has been used yet"),
} satisfies Record<Extract<Runway, { kind: "notEnoughData" }>["reason"], () => string>;

/** A forecast as a sentence: a rounded range of time, and what a reset changes. */
export function runwayText(runway: Runway, unit: Unit, textContext: TextContext): string {
  switch (runway.kind) {
    case "notEnoughData":
      return notEnoughDataTexts[runway.reason]();
    case "lasts":
      return l10n.t("Lasts more than 3 months at this rate.");
    case "lastsUntilReset":
      return l10n.t(
        "Lasts until the reset {0}, with about {1} to spare.",
        formatCalendarTime(runway.resetsAtMs, textContext),
        remainingText(runway, unit, textContext),
      );
    case "lastsUntilExpiry":
      return l10n.t(
        "Not used up before it expires {0}: about {1} will be left.",
        formatCalendarTime(runway.expiresAtMs, textContext),
        remainingText(runway, unit, textContext),
      );
    case "runsOut":
      return runsOutText(runway, textContext);
  }
}

/** A forecast for a narrow column: "6–9 days", "≥ 5 wks". */
export function shortRunwayText(runway: Runway, textContext: TextContext): string {
  switch (runway.kind) {
    case "notEnoughData":
      return l10n.t("no data yet");
    case "lasts":
      return l10n.t("> 3 mths");
    case "lastsUntilReset":
      return l10n.t("until reset");
    case "lastsUntilExpiry":
      return l10n.t("until expiry");
    case "runsOut":
      return shortRangeText(runway, textContext);
  }
}

function runsOutText(runway: RunsOut, textContext: TextContext): string {
  const range = rangeText(runway, textContext);
  if (runway.expiresAtMs !== undefined) {
    const expiry = formatCalendarTime(runway.expiresAtMs, textContext);
    return l10n.t("Lasts {0} at this rate; the rest expires {1}.", range, expiry);
  }
  if (runway.resetsAtMs === undefined) return l10n.t("Lasts {0} at this rate.", range);
  const reset = formatCalendarTime(runway.resetsAtMs, textContext);
  return runway.isBeforeReset
    ? l10n.t("Lasts {0} at this rate, and runs out before the reset {1}.", range, reset)
    : l10n.t("Lasts {0} at this rate, and may run out before the reset {1}.", range, reset);
}

/** When the pool that is spent first is used up: "Plan: used up in about 2–3 days." `label`: of the pool. */
export function firstPoolText({ firstPool }: RunsOut, label: string, textContext: TextContext): string {
  if (!firstPool) return "";
  return l10n.t("{0}: used up first, in {1}.", label, rangeText(firstPool, textContext));
}

/** The time until an account runs out: "about 6–9 days", "2 weeks or more", "less than 1 hour". */
export function rangeText(runway: Pick<RunsOut, "fromMs" | "toMs">, textContext: TextContext): string {
  const { locale } = textContext;
  const range = toRoundedRange(runway, textContext);
  if (range.to === undefined) return l10n.t("{0} or more", formatDuration(range, locale));
  return range.from === 0
    ? l10n.t("less than {0}", formatDuration({ ...range, from: range.to }, locale))
    : l10n.t("about {0}", formatDuration(range, locale));
}

function shortRangeText(runway: RunsOut, textContext: TextContext): string {
  const range = toRoundedRange(runway, textContext);
  const text = formatDuration(range, textContext.locale, "short");
  return range.to === undefined ? `≥ ${text}` : text;
}

function toRoundedRange(
  { fromMs, toMs }: Pick<RunsOut, "fromMs" | "toMs">,
  { nowMs }: TextContext,
): RoundedDuration {
  return roundDuration(fromMs - nowMs, toMs === undefined ? undefined : toMs - nowMs);
}

/** The range of what remains at the reset or expiry, each rounded to two significant digits. */
function remainingText(
  { remainingFrom, remainingTo }: LastsUntilReset | LastsUntilExpiry,
  unit: Unit,
  textContext: TextContext,
): string {
  if (textContext.hideAmounts) return hiddenAmount;
  const round = (value: number) => amountOf(String(Number(value.toPrecision(2))));
  const [from, to] = [round(remainingFrom), round(remainingTo)].map((amount) =>
    formatShort(amount, unit, textContext.locale),
  );
  return from === to ? (from ?? "") : `${from}–${to}`;
}
