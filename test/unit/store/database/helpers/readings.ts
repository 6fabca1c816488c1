import type {
  LedgerQuery,
  LedgerRow,
  ProviderLedgerEntry,
} from "../../../../../src/core/ledger/ledgerEntry.ts";
import { amountOf } from "../../../../../src/core/money/amount.ts";
import { credits } from "../../../../../src/core/money/unit.ts";
import type { MeterReading } from "../../../../../src/core/readings/snapshot.ts";
import { minuteMs } from "../../../../../src/core/time/durations.ts";
import type { HistoryStore } from "../../../../../src/store/historyStore.ts";

export const startMs = Date.UTC(2026, 10, 16, 14, 0);
export const pollMs = 5 * minuteMs;
export const gapMs = 3 * pollMs;
export const observedStrings = {
  change: "Observed between  and ",
  reset: "Period reset, observed between  and ",
  limit: "Limit changed, observed between  and ",
  window: "Left the window, observed between  and ",
  returned: "Given back, observed between  and ",
  notBooked: "Not booked yet, observed between  and ",
  unexplained: "Unexplained, observed between  and ",
};

/** Amounts of a reading as plain text; `null` means unlimited. */
export interface Values {
  readonly id?: string;
  readonly used?: string;
  readonly limit?: string | null;
  readonly held?: string;
  readonly resetsAt?: string;
  readonly unit?: MeterReading["unit"];
}

export function meter(remaining: string | null, values: Values = {}): MeterReading {
  const { id = "balance", used, limit, held, resetsAt, unit = credits } = values;
  return {
    id,
    label: "balance",
    unit,
    remaining: remaining === null ? null : amountOf(remaining),
    ...(used === undefined ? {} : { used: amountOf(used) }),
    ...(limit === undefined ? {} : { limit: limit === null ? null : amountOf(limit) }),
    ...(held === undefined ? {} : { held: amountOf(held) }),
    ...(resetsAt === undefined ? {} : { resetsAt }),
  };
}

/** Records readings of one meter, one poll apart. */
export function recordReadings(
  store: HistoryStore,
  readings: readonly (string | null | MeterReading)[],
  fromMs = startMs,
) {
  for (const [index, reading] of readings.entries()) {
    const meterReading = typeof reading === "object" && reading !== null ? reading : meter(reading);
    store.recordReading("poof", [meterReading], fromMs + index * pollMs, gapMs);
  }
}

export function entry(
  id: number | string,
  atMs: number,
  more: Partial<ProviderLedgerEntry> = {},
): ProviderLedgerEntry {
  return {
    id: String(id),
    type: "debit",
    meterId: "balance",
    amount: amountOf("-1"),
    description: `Job ${id}`,
    at: new Date(atMs).toISOString(),
    ...more,
  };
}

/** Of all sources unless the query says otherwise. */
export function readEntries(store: HistoryStore, query: Partial<LedgerQuery> = {}): readonly LedgerRow[] {
  return store.ledger(
    { accountId: "poof", source: "all", order: "oldest", limit: 500, ...query },
    observedStrings,
  ).rows;
}

/** All entries that a filter finds, read page by page, of all sources unless the query says otherwise. */
export function readAllPages(
  store: HistoryStore,
  query: Partial<LedgerQuery> = {},
  betweenPages: (page: number) => void = () => {},
): LedgerRow[] {
  const rows: LedgerRow[] = [];
  let cursor: string | undefined;
  for (let page = 0; ; page += 1) {
    const found = store.ledger(
      {
        accountId: "poof",
        source: "all",
        order: "newest",
        limit: 7,
        ...query,
        ...(cursor === undefined ? {} : { cursor }),
      },
      observedStrings,
    );
    rows.push(...found.rows);
    if (found.next === undefined) return rows;
    cursor = found.next;
    betweenPages(page);
  }
}

export function chartPoints(store: HistoryStore, meterId = "balance") {
  return store.chart({ accountId: "poof", meterId, buckets: 1000 }).points;
}
