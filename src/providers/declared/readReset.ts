import type { ResetSource } from "../../core/definitionValues.ts";
import { type Instant, instantOf, maxDateMs } from "../../core/time/instant.ts";
import type { FieldReader } from "./fieldReader.ts";
import { isPeriod, nextTurnMs, type Period } from "./periods.ts";

/** When a meter resets. A period that the reply names in an unknown word gives none. */
export function readReset(
  source: ResetSource | undefined,
  fields: FieldReader,
  nowMs: number,
): Instant | undefined {
  if (source === undefined || typeof source === "string" || isList(source)) return fields.instant(source);
  if ("every" in source) {
    const period = isPeriod(source.every) ? source.every : periodNamed(fields.text(source.every));
    return period && instantOf(nextTurnMs(period, nowMs));
  }
  const seconds = fields.amount(source.seconds);
  const atMs = seconds === undefined ? Number.NaN : nowMs + Math.floor(Number(seconds) * 1000);
  return atMs > nowMs && atMs <= maxDateMs ? instantOf(atMs) : undefined;
}

function isList(source: ResetSource): source is readonly string[] {
  return Array.isArray(source);
}

function periodNamed(text: string | undefined): Period | undefined {
  const [, period] = periodWords.find(([words]) => words.test(text ?? "")) ?? [];
  return period;
}

const periodWords: readonly (readonly [RegExp, Period])[] = [
  [/^(?:hour|hourly|1h)$/i, "hour"],
  [/^(?:day|daily|1d)$/i, "day"],
  [/^(?:week|weekly|7d|1w)$/i, "week"],
  [/^(?:month|monthly|1mo)$/i, "month"],
  [/^(?:year|yearly|annual|annually|1y)$/i, "year"],
];
