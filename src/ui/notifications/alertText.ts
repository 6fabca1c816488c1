import { hasSeveralMeters, judgedSnapshot } from "../../core/accounts/accountStatus.ts";
import type { AlertKind } from "../../core/accounts/alertRules.ts";
import { meterLevel, metersWithThreshold } from "../../core/accounts/thresholds.ts";
import type { RunsOut } from "../../core/forecast/runway.ts";
import type { MeterReading } from "../../core/readings/snapshot.ts";
import { formatCalendarTime } from "../../core/time/relativeTime.ts";
import type { Alert } from "../../services/alerts.ts";
import { amountWithUnit } from "../text/amountText.ts";
import { failureMessage } from "../text/failureMessage.ts";
import { l10n } from "../text/l10n.ts";
import { localizeLabel } from "../text/labels.ts";
import { rangeText } from "../text/runwayText.ts";
import { messageText } from "../text/sanitizeText.ts";
import type { TextContext } from "../text/textContext.ts";

const texts = {
  low: (label, alert, textContext) => lowText(label, alert, textContext),
  empty: (label, alert, textContext) =>
    l10n.t("{0} is empty: {1} left.", subject(label, alert), remainingText(alert, textContext)),
  blocked: (label) => l10n.t("{0}: the provider is refusing requests.", label),
  keyRejected: (label, { status }, textContext) =>
    status.failure ? l10n.t("{0}: {1}", label, failureMessage(status.failure, textContext).message) : label,
  expiresInWeek: (label, alert, textContext) => expiresText(label, alert, textContext),
  expiresInDay: (label, alert, textContext) => expiresText(label, alert, textContext),
  expired: (label, { status }, textContext) =>
    l10n.t("{0} expired {1}.", label, expiryTime(status, textContext)),
  keyExpiresInWeek: (label, alert, textContext) => keyExpiresText(label, alert, textContext),
  keyExpiresInDay: (label, alert, textContext) => keyExpiresText(label, alert, textContext),
  runsOut: (label, { status }, textContext) =>
    status.runway?.kind === "runsOut"
      ? runsOutText(
          subject(label, { status, meterId: status.runway.meterIds[0] }),
          status.runway,
          textContext,
        )
      : label,
  topUpLate: (label, alert, textContext) =>
    l10n.t(
      "{0}: the automatic top-up has not come: {1} left.",
      subject(label, alert),
      remainingText(alert, textContext),
    ),
  refilled: (label, alert, textContext) =>
    l10n.t("{0} has {1} again.", subject(label, alert), remainingText(alert, textContext)),
  spentInDay: (label, alert, textContext) =>
    l10n.t("{0}: {1} spent today.", subject(label, alert), spentText(alert, textContext)),
} satisfies Record<AlertKind, (label: string, alert: Alert, textContext: TextContext) => string>;

/** The sentence of a notification for one alert. */
export function alertText(alert: Alert, textContext: TextContext): string {
  const format: (label: string, alert: Alert, textContext: TextContext) => string = texts[alert.kind];
  return format(messageText(alert.status.account.label), alert, textContext);
}

interface MeterReference {
  readonly status: Alert["status"];
  readonly meterId?: string | undefined;
}

/** The account's label, and the meter's where more than one decides. */
function subject(label: string, reference: MeterReference): string {
  const meter = findMeter(reference);
  return meter && hasSeveralMeters(reference.status)
    ? l10n.t("{0} ({1})", label, messageText(localizeLabel(meter.label)))
    : label;
}

function findMeter({ status, meterId }: MeterReference): MeterReading | undefined {
  return status.reading?.snapshot.meters.find(({ id }) => id === meterId);
}

function remainingText(alert: Alert, textContext: TextContext): string {
  const meter = findMeter(alert);
  return meter ? amountWithUnit(meter.remaining, meter.unit, textContext) : "";
}

/** A balance that is above its floor is low because of how long it lasts. */
function lowText(label: string, alert: Alert, textContext: TextContext): string {
  const { account, reading, runway } = alert.status;
  const judged = reading ? metersWithThreshold(judgedSnapshot(reading.snapshot, account), account.low) : [];
  const entry = judged.find(({ meter }) => meter.id === alert.meterId);
  const [name, left] = [subject(label, alert), remainingText(alert, textContext)];
  return entry && meterLevel(entry) === "ok" && runway?.kind === "runsOut"
    ? l10n.t(
        "{0} is low: {1} left, which lasts {2} at this rate.",
        name,
        left,
        rangeText(runway, textContext),
      )
    : l10n.t("{0} is low: {1} left.", name, left);
}

function spentText(alert: Alert, textContext: TextContext): string {
  const meter = findMeter(alert);
  return meter && alert.amount !== undefined ? amountWithUnit(alert.amount, meter.unit, textContext) : "";
}

function expiresText(label: string, { status }: Alert, textContext: TextContext): string {
  return l10n.t("{0} expires {1}.", label, expiryTime(status, textContext));
}

function keyExpiresText(label: string, { status }: Alert, textContext: TextContext): string {
  const expiresAtMs = Date.parse(status.reading?.snapshot.keyExpiresAt ?? "");
  return l10n.t("{0}: the key expires {1}.", label, formatCalendarTime(expiresAtMs, textContext));
}

/** The expiry relative to now: "in 3 days", "yesterday". */
function expiryTime({ reading }: Alert["status"], textContext: TextContext): string {
  return formatCalendarTime(Date.parse(reading?.snapshot.expiresAt ?? ""), textContext);
}

function runsOutText(label: string, runway: RunsOut, textContext: TextContext): string {
  const range = rangeText(runway, textContext);
  return runway.isBeforeReset && runway.resetsAtMs !== undefined
    ? l10n.t(
        "{0} runs out in {1} at this rate, before its reset {2}.",
        label,
        range,
        formatCalendarTime(runway.resetsAtMs, textContext),
      )
    : l10n.t("{0} runs out in {1} at this rate.", label, range);
}
