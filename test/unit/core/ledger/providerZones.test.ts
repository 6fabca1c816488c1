import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { type MeterValues, observe } from "../../../../src/core/ledger/observation.ts";
import { expectedReset } from "../../../../src/core/ledger/periodReset.ts";
import { amountOf } from "../../../../src/core/money/amount.ts";
import { dayMs, hourMs, minuteMs } from "../../../../src/core/time/durations.ts";
import { instantOf } from "../../../../src/core/time/instant.ts";

const dateMs = Date.UTC(2026, 11, 1);
const nextMs = Date.UTC(2027, 0, 1);
const limit = 1000;

interface ProviderMonth {
  /** Hours ahead of UTC. The month begins at midnight there. */
  readonly zone: number;
  /** The reply names the zone's midnight, not the one of UTC. */
  readonly isDateLocal: boolean;
  readonly hasUsed: boolean;
  readonly perHour: number;
  /** Hours from the real reset in which the computer sleeps. */
  readonly sleep: readonly [number, number];
}

/** What is observed of a meter, read every ten minutes around a month's begin, as the history stores it. */
function observedAround({ zone, isDateLocal, hasUsed, perHour, sleep }: ProviderMonth): string[] {
  const resetMs = dateMs - zone * hourMs;
  const shiftMs = isDateLocal ? zone * hourMs : 0;
  const valuesAt = (atMs: number): MeterValues => {
    const sinceMs = atMs >= resetMs ? resetMs : dateMs - 25 * dayMs;
    const used = Math.min(limit, Math.floor(((atMs - sinceMs) / hourMs) * perHour));
    return {
      remaining: amountOf(String(limit - used)),
      limit: amountOf(String(limit)),
      resetsAt: instantOf((atMs >= dateMs - shiftMs ? nextMs : dateMs) - shiftMs),
      ...(hasUsed ? { used: amountOf(String(used)) } : {}),
    };
  };
  const events: string[] = [];
  let last: { readonly atMs: number; readonly values: MeterValues } | undefined;
  for (let atMs = dateMs - 2 * dayMs; atMs < dateMs + 2 * dayMs; atMs += 10 * minuteMs) {
    const sinceResetHours = (atMs - resetMs) / hourMs;
    if (sinceResetHours > sleep[0] && sinceResetHours < sleep[1]) continue;
    const values = valuesAt(atMs);
    const change = last && observe(last.values, values, { sinceMs: last.atMs, nowMs: atMs });
    if (change && change.type !== "debit") events.push(change.cause ?? change.type);
    const resetsAt = last && expectedReset(last.values, values, atMs);
    last = { atMs, values: resetsAt === undefined ? values : { ...values, resetsAt } };
  }
  return events;
}

describe("a month that begins in the provider's own zone", () => {
  const sleeps = {
    awake: [0, 0],
    "asleep for three hours": [-1.5, 1.5],
    "asleep for a night": [-0.5, 7.5],
  } as const;
  for (const [name, sleep] of Object.entries(sleeps)) {
    it(`a month's begin from UTC-8 to UTC+9 is one reset and no top-up, ${name}`, () => {
      for (const zone of [-8, -5, 0, 5.5, 9])
        for (const isDateLocal of [false, true])
          for (const hasUsed of [false, true])
            for (const perHour of [0.5, 1.4, 20]) {
              const month = { zone, isDateLocal, hasUsed, perHour, sleep };
              assert.deepEqual(observedAround(month), ["reset"], JSON.stringify(month));
            }
    });
  }
});
