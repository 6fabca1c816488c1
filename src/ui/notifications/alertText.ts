import { l10n } from "vscode";
import type { AlertKind } from "../../core/accounts/alertRules.ts";
import { formatAge } from "../../core/time/relativeTime.ts";
import type { Alert } from "../../services/alerts.ts";
import { amountWithUnit } from "../text/amountWithUnit.ts";
import { problemOf } from "../text/failureMessage.ts";
import { spanText } from "../text/runwayText.ts";
import { messageText } from "../text/sanitizeText.ts";
import type { Reader } from "../text/textContext.ts";

const words = {
  low: (who, alert, reader) => l10n.t("{0} is low: {1} left.", who, left(alert, reader)),
  empty: (who, alert, reader) => l10n.t("{0} is empty: {1} left.", who, left(alert, reader)),
  blocked: (who) => l10n.t("{0}: the provider refuses work now.", who),
  keyRejected: (who, { status }, reader, providerName) =>
    status.failure ? `${who}: ${problemOf(status.failure, providerName, reader).message}` : who,
  expiresInWeek: (who, alert, reader) => expires(who, alert, reader),
  expiresInDay: (who, alert, reader) => expires(who, alert, reader),
  expired: (who, { status }, reader) => l10n.t("{0} expired {1}.", who, expiryAge(status, reader)),
  runsOut: (who, { runway }, reader) => (runway?.kind === "runsOut" ? runsOut(who, runway, reader) : who),
} satisfies Record<AlertKind, (who: string, alert: Alert, reader: Reader, providerName: string) => string>;

/** What a notification says of one alert. */
export function alertText(alert: Alert, reader: Reader, providerName: string): string {
  const word: (who: string, alert: Alert, reader: Reader, providerName: string) => string = words[alert.kind];
  return word(messageText(alert.status.account.label), alert, reader, providerName);
}

function left({ status, meterId }: Alert, reader: Reader): string {
  const meter = status.reading?.snapshot.meters.find(({ id }) => id === meterId);
  return meter ? amountWithUnit(meter.remaining, meter.unit, reader) : "";
}

function expires(who: string, { status }: Alert, reader: Reader): string {
  return l10n.t("{0} expires {1}.", who, expiryAge(status, reader));
}

/** "in 3 days", "yesterday". */
function expiryAge({ reading }: Alert["status"], { nowMs, locale }: Reader): string {
  return formatAge(Date.parse(reading?.snapshot.expiresAt ?? ""), nowMs, locale);
}

function runsOut(who: string, runway: Extract<Alert["runway"], { kind: "runsOut" }>, reader: Reader): string {
  const span = spanText(runway, reader);
  return runway.isBeforeReset && runway.resetsAtMs !== undefined
    ? l10n.t(
        "{0} runs out in about {1} at this rate, before its reset {2}.",
        who,
        span,
        formatAge(runway.resetsAtMs, reader.nowMs, reader.locale),
      )
    : l10n.t("{0} runs out in about {1} at this rate.", who, span);
}
