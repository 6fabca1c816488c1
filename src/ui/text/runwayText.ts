import { l10n } from "vscode";
import type { LastsUntilReset, RunsOut, Runway } from "../../core/forecast/runway.ts";
import { amountOf } from "../../core/money/amount.ts";
import { formatShort, hiddenAmount } from "../../core/money/formatAmount.ts";
import type { Unit } from "../../core/money/unit.ts";
import { formatDuration, type RoundedDuration, roundDuration } from "../../core/time/formatDuration.ts";
import { formatRelativeTime } from "../../core/time/relativeTime.ts";
import type { TextContext } from "./textContext.ts";

const why = {
  tooShort: () => l10n.t("Not enough data: less than 3 days of readings."),
  tooFewChanges: () => l10n.t("Not enough data: fewer than 5 changes."),
  nothingSpent: () => l10n.t("Not enough data: nothing was spent."),
} satisfies Record<Extract<Runway, { kind: "notEnoughData" }>["why"], () => string>;

/** How long it lasts, as a sentence: a rounded range, and what a reset changes. */
export function runwayText(runway: Runway, unit: Unit, textContext: TextContext): string {
  switch (runway.kind) {
    case "notEnoughData":
      return why[runway.why]();
    case "lasts":
      return l10n.t("Lasts more than 3 months at this rate.");
    case "lastsUntilReset":
      return l10n.t(
        "Lasts until the reset {0}, with about {1} left then.",
        formatRelativeTime(runway.resetsAtMs, textContext.nowMs, textContext.locale),
        leftText(runway, unit, textContext),
      );
    case "runsOut":
      return runsOutText(runway, textContext);
  }
}

/** The same for a narrow column: "6–9 days", "≥ 5 wks". */
export function runwayShort(runway: Runway, textContext: TextContext): string {
  switch (runway.kind) {
    case "notEnoughData":
      return l10n.t("no data yet");
    case "lasts":
      return l10n.t("> 3 mths");
    case "lastsUntilReset":
      return l10n.t("past reset");
    case "runsOut":
      return shortSpan(runway, textContext);
  }
}

function runsOutText(runway: RunsOut, textContext: TextContext): string {
  const span = spanText(runway, textContext);
  if (runway.resetsAtMs === undefined) return l10n.t("Lasts about {0} at this rate.", span);
  const reset = formatRelativeTime(runway.resetsAtMs, textContext.nowMs, textContext.locale);
  return runway.isBeforeReset
    ? l10n.t("Lasts about {0} at this rate, and runs out before the reset {1}.", span, reset)
    : l10n.t("Lasts about {0} at this rate, and may run out before the reset {1}.", span, reset);
}

/** "6–9 days", "2 weeks or more", "under 1 hour". */
export function spanText(runway: RunsOut, textContext: TextContext): string {
  const { locale } = textContext;
  const span = spanOf(runway, textContext);
  if (span.to === undefined) return l10n.t("{0} or more", formatDuration(span, locale));
  return span.from === 0
    ? l10n.t("under {0}", formatDuration({ ...span, from: span.to }, locale))
    : formatDuration(span, locale);
}

function shortSpan(runway: RunsOut, textContext: TextContext): string {
  const span = spanOf(runway, textContext);
  const text = formatDuration(span, textContext.locale, "short");
  return span.to === undefined ? `≥ ${text}` : text;
}

function spanOf({ fromMs, toMs }: RunsOut, { nowMs }: TextContext): RoundedDuration {
  return roundDuration(fromMs - nowMs, toMs === undefined ? undefined : toMs - nowMs);
}

/** What is left at the reset, to two digits. */
function leftText(
  { remainingFrom, remainingTo }: LastsUntilReset,
  unit: Unit,
  textContext: TextContext,
): string {
  if (textContext.hideAmounts) return hiddenAmount;
  const rounded = (value: number) => amountOf(String(Number(value.toPrecision(2))));
  const [from, to] = [rounded(remainingFrom), rounded(remainingTo)].map((amount) =>
    formatShort(amount, unit, textContext.locale),
  );
  return from === to ? (from ?? "") : `${from}–${to}`;
}
