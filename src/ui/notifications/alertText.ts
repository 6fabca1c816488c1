import { l10n } from "vscode";
import type { AlertKind } from "../../core/accounts/alertRules.ts";
import { formatRelativeTime } from "../../core/time/relativeTime.ts";
import type { Alert } from "../../services/alerts.ts";
import { amountWithUnit } from "../text/amountWithUnit.ts";
import { failureMessage } from "../text/failureMessage.ts";
import { spanText } from "../text/runwayText.ts";
import { messageText } from "../text/sanitizeText.ts";
import type { TextContext } from "../text/textContext.ts";

const words = {
  low: (who, alert, textContext) => l10n.t("{0} is low: {1} left.", who, left(alert, textContext)),
  empty: (who, alert, textContext) => l10n.t("{0} is empty: {1} left.", who, left(alert, textContext)),
  blocked: (who) => l10n.t("{0}: the provider refuses work now.", who),
  keyRejected: (who, { status }, textContext, providerName) =>
    status.failure ? `${who}: ${failureMessage(status.failure, providerName, textContext).message}` : who,
  expiresInWeek: (who, alert, textContext) => expires(who, alert, textContext),
  expiresInDay: (who, alert, textContext) => expires(who, alert, textContext),
  expired: (who, { status }, textContext) => l10n.t("{0} expired {1}.", who, expiryAge(status, textContext)),
  runsOut: (who, { runway }, textContext) =>
    runway?.kind === "runsOut" ? runsOut(who, runway, textContext) : who,
} satisfies Record<
  AlertKind,
  (who: string, alert: Alert, textContext: TextContext, providerName: string) => string
>;

/** What a notification says of one alert. */
export function alertText(alert: Alert, textContext: TextContext, providerName: string): string {
  const word: (who: string, alert: Alert, textContext: TextContext, providerName: string) => string =
    words[alert.kind];
  return word(messageText(alert.status.account.label), alert, textContext, providerName);
}

function left({ status, meterId }: Alert, textContext: TextContext): string {
  const meter = status.reading?.snapshot.meters.find(({ id }) => id === meterId);
  return meter ? amountWithUnit(meter.remaining, meter.unit, textContext) : "";
}

function expires(who: string, { status }: Alert, textContext: TextContext): string {
  return l10n.t("{0} expires {1}.", who, expiryAge(status, textContext));
}

/** "in 3 days", "yesterday". */
function expiryAge({ reading }: Alert["status"], { nowMs, locale }: TextContext): string {
  return formatRelativeTime(Date.parse(reading?.snapshot.expiresAt ?? ""), nowMs, locale);
}

function runsOut(
  who: string,
  runway: Extract<Alert["runway"], { kind: "runsOut" }>,
  textContext: TextContext,
): string {
  const span = spanText(runway, textContext);
  return runway.isBeforeReset && runway.resetsAtMs !== undefined
    ? l10n.t(
        "{0} runs out in about {1} at this rate, before its reset {2}.",
        who,
        span,
        formatRelativeTime(runway.resetsAtMs, textContext.nowMs, textContext.locale),
      )
    : l10n.t("{0} runs out in about {1} at this rate.", who, span);
}
