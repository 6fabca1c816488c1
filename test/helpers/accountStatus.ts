import type { Account } from "../../src/core/accounts/account.ts";
import type { AccountStatus } from "../../src/core/accounts/accountStatus.ts";
import type { AccountRunway } from "../../src/core/forecast/runway.ts";
import { amountOf } from "../../src/core/money/amount.ts";
import { credits } from "../../src/core/money/unit.ts";
import type { FailureKind } from "../../src/core/readings/failure.ts";
import type { MeterReading, Snapshot } from "../../src/core/readings/snapshot.ts";
import { dayMs } from "../../src/core/time/durations.ts";

export const nowMs = Date.UTC(2026, 10, 14, 10, 5);

/** A meter of credits. `null` means unlimited; without `limit` the meter has no limit. */
export function meterOf(
  remaining: string | null,
  limit?: string | null,
  more: Partial<MeterReading> = {},
): MeterReading {
  return {
    id: "credits",
    label: "credits",
    unit: credits,
    remaining: remaining === null ? null : amountOf(remaining),
    ...(limit === undefined ? {} : { limit: limit === null ? null : amountOf(limit) }),
    ...more,
  };
}

export function snapshotOf(
  meters: readonly [MeterReading, ...MeterReading[]],
  more: Partial<Snapshot> = {},
): Snapshot {
  return { meters, isBlocked: false, details: [], ...more };
}

export function statusOf({
  id = "account",
  snapshot,
  failure,
  account,
  runway,
}: {
  readonly id?: string;
  readonly snapshot?: Snapshot;
  readonly failure?: FailureKind;
  readonly account?: Partial<Account>;
  readonly runway?: AccountRunway;
}): AccountStatus {
  return {
    account: { id, provider: "poof", label: id, ...account },
    intervalMs: 300_000,
    isReading: false,
    ...(snapshot ? { reading: { snapshot, readAtMs: nowMs } } : {}),
    ...(failure ? { failure: failureOf(failure) } : {}),
    ...(runway ? { runway } : {}),
  };
}

/** A runway of the meter `credits` that ends in so many days, or lasts. */
export function runwayOf(fromDays: number, toDays: number, meterIds = ["credits"]): AccountRunway {
  const [fromMs, toMs] = [nowMs + fromDays * dayMs, nowMs + toDays * dayMs];
  return { kind: "runsOut", fromMs, toMs, isBeforeReset: false, meterIds };
}

function failureOf(kind: FailureKind): NonNullable<AccountStatus["failure"]> {
  const byKind = {
    keyMissing: { kind: "keyMissing" },
    blockedOrigin: { kind: "blockedOrigin" },
    keyRejected: { kind: "keyRejected" },
    forbidden: { kind: "forbidden", status: 403 },
    rateLimited: { kind: "rateLimited", status: 429, retryAtMs: nowMs },
    unreachable: { kind: "unreachable", reason: "dns" },
    timeout: { kind: "timeout", seconds: 15 },
    redirected: { kind: "redirected" },
    tooLarge: { kind: "tooLarge", limitBytes: 1 },
    badResponse: { kind: "badResponse", reason: "empty" },
    providerError: { kind: "providerError", status: 500 },
  } satisfies { [Kind in FailureKind]: NonNullable<AccountStatus["failure"]> & { kind: Kind } };
  return byKind[kind];
}
