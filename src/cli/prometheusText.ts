import { Gauge, Registry } from "prom-client";
import { levels } from "../core/accounts/accountState.ts";
import { type AccountStatus, isStatusStale, statusLevel } from "../core/accounts/accountStatus.ts";
import { unitName } from "../core/ledger/ledgerExport.ts";
import type { Unit } from "../core/money/unit.ts";
import { sanitizeText } from "../ui/text/sanitizeText.ts";
import type { TextContext } from "../ui/text/textContext.ts";

const ofAccount = ["account", "label", "provider"] as const;
const ofMeter = [...ofAccount, "meter", "unit"] as const;

/**
 * The accounts in Prometheus' text exposition format, version 0.0.4. Amounts are doubles there, so they may lose digits
 * that the other formats keep. While amounts are hidden, there are none. An unlimited amount is `+Inf`.
 */
export async function prometheusText(
  statuses: readonly AccountStatus[],
  { nowMs, hideAmounts }: TextContext,
): Promise<string> {
  const registry = new Registry();
  const gauge = <const Name extends string>(name: string, help: string, labelNames: readonly Name[]) =>
    new Gauge({ name: `credit_monitor_${name}`, help, labelNames, registers: [registry] });
  const remaining = gauge("remaining", "What is left on a meter, in its unit.", ofMeter);
  const used = gauge("used", "What was used on a meter, in its unit.", ofMeter);
  const limit = gauge("limit", "The limit of a meter, in its unit.", ofMeter);
  const resets = gauge("reset_timestamp_seconds", "When the period of a meter ends.", ofMeter);
  const level = gauge("level", "1 for the level that the account has.", [...ofAccount, "level"]);
  const read = gauge("reading_timestamp_seconds", "When the account was last read.", ofAccount);
  const fresh = gauge(
    "reading_fresh",
    "1 when the reading is recent and the last attempt was good.",
    ofAccount,
  );
  for (const status of statuses) {
    const { account, reading } = status;
    const labels = { account: account.id, label: sanitizeText(account.label), provider: account.provider };
    const current = statusLevel(status, nowMs);
    for (const name of levels) level.set({ ...labels, level: name }, name === current ? 1 : 0);
    fresh.set(labels, reading && !isStatusStale(status, nowMs) ? 1 : 0);
    if (!reading) continue;
    read.set(labels, reading.readAtMs / 1000);
    for (const meter of reading.snapshot.meters) {
      const meterLabels = { ...labels, meter: meter.id, unit: metricUnit(meter.unit) };
      if (meter.resetsAt !== undefined) resets.set(meterLabels, Date.parse(meter.resetsAt) / 1000);
      if (hideAmounts) continue;
      remaining.set(meterLabels, toNumber(meter.remaining));
      if (meter.used !== undefined) used.set(meterLabels, Number(meter.used));
      if (meter.limit !== undefined) limit.set(meterLabels, toNumber(meter.limit));
    }
  }
  return await registry.metrics();
}

function toNumber(amount: string | null): number {
  return amount === null ? Number.POSITIVE_INFINITY : Number(amount);
}

function metricUnit(unit: Unit): string {
  return unit.kind === "credits" && unit.code !== undefined ? unit.code : unitName(unit);
}
