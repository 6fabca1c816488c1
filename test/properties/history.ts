import assert from "node:assert/strict";
import fc from "fast-check";
import { balanceOf } from "../../src/core/ledger/balanceOf.ts";
import type { LedgerRow } from "../../src/core/ledger/ledgerEntry.ts";
import type { MeterValues } from "../../src/core/ledger/observation.ts";
import { type Amount, amountOf, minus, negated, plus } from "../../src/core/money/amount.ts";
import { credits } from "../../src/core/money/unit.ts";
import type { MeterReading } from "../../src/core/readings/snapshot.ts";
import { hourMs, minuteMs } from "../../src/core/time/durations.ts";
import type { HistoryStore } from "../../src/store/historyStore.ts";
import { withTimeZone } from "../helpers/withTimeZone.ts";
import { anyAmount } from "./helpers/numerals.ts";
import { property } from "./helpers/property.ts";
import { sharedHistory } from "./helpers/sharedHistory.ts";

// Shifts of half an hour, switches at midnight, a skipped day, offsets of 45 minutes, and no switch.
const zones = [
  "Europe/Berlin",
  "America/Havana",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Asia/Kathmandu",
  "UTC",
];
/** Days around the clock changes of 2026, and the day that Samoa skipped. */
const switches = [
  "2026-03-08",
  "2026-03-29",
  "2026-04-05",
  "2026-10-04",
  "2026-10-25",
  "2026-11-01",
  "2011-12-29",
];
const fewCases = 300;

const amount = fc.oneof(
  fc.integer({ min: -50, max: 50 }).map((value) => amountOf(`${value}`)),
  anyAmount,
);
const reading: fc.Arbitrary<MeterValues & { readonly remaining: Amount }> = fc.record(
  {
    remaining: amount,
    used: amount,
    limit: fc.constantFrom("100", "200").map(amountOf),
    held: fc.constantFrom("0", "5").map(amountOf),
  },
  { requiredKeys: ["remaining"] },
);
const anyPauseMs = fc.oneof(
  fc.integer({ min: 1, max: 2 * hourMs }),
  fc.integer({ min: hourMs, max: 30 * hourMs }),
);

interface ReadingSeries {
  readonly zone: string;
  readonly startMs: number;
  /** Each has the pause before it. */
  readonly readings: readonly (readonly [
    pauseMs: number,
    values: MeterValues & { readonly remaining: Amount },
  ])[];
}

const readingSeries: fc.Arbitrary<ReadingSeries> = fc.record({
  zone: fc.constantFrom(...zones),
  startMs: fc.constantFrom(...switches).map((day) => Date.parse(`${day}T00:00:00Z`)),
  readings: fc.array(fc.tuple(anyPauseMs, reading), { minLength: 1, maxLength: 20 }),
});

/** The clock advances, jumps ahead, or was up to a day ahead at the newest reading. */
const erraticMs = fc.oneof(
  anyPauseMs,
  fc.integer({ min: -24 * hourMs, max: 0 }),
  fc.integer({ min: 0, max: 400 * 24 * hourMs }),
);
const erraticSeries: fc.Arbitrary<ReadingSeries> = fc.record({
  zone: fc.constantFrom(...zones),
  startMs: fc.constant(Date.UTC(2026, 9, 20)),
  readings: fc.array(fc.tuple(erraticMs, reading), { minLength: 1, maxLength: 20 }),
});

let lastAccount = 0;

/** Records the readings for one account, calls `check`, and deletes the account. */
async function withRecordedSeries(
  { zone, startMs, readings }: ReadingSeries,
  check: (store: HistoryStore, accountId: string, seen: readonly { atMs: number; balance: Amount }[]) => void,
): Promise<void> {
  const store = await sharedHistory();
  lastAccount += 1;
  const accountId = `account-${lastAccount}`;
  let newestMs = startMs;
  const seen = readings.map(([ms, values]) => {
    const atMs = newestMs + ms;
    newestMs = Math.max(newestMs, atMs);
    const meter: MeterReading = { id: "balance", label: "balance", unit: credits, ...values };
    store.recordReading(accountId, [meter], atMs, 15 * minuteMs);
    return { atMs, balance: balanceOf(values) ?? values.remaining };
  });
  try {
    await withTimeZone(zone, () => check(store, accountId, seen));
  } finally {
    store.deleteAccount(accountId);
  }
}

function entriesOf(store: HistoryStore, accountId: string, order: "oldest" | "newest"): readonly LedgerRow[] {
  const observedText = {
    change: "change",
    reset: "reset",
    limit: "limit",
    window: "left the window",
    returned: "given back",
    notBooked: "not booked",
    unexplained: "unexplained",
  };
  return store.ledger({ accountId, order, limit: 500 }, observedText).rows;
}

function sum(amounts: readonly Amount[]): Amount {
  return amounts.reduce(plus, amountOf("0"));
}

function localDay(atMs: number, timeZone: string): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(atMs);
}

export const historyProperties = [
  property(
    "history: the stored observed entries add up to the change of the balance",
    readingSeries,
    (series) =>
      withRecordedSeries(series, (store, accountId, seen) => {
        const entries = entriesOf(store, accountId, "oldest");
        const [first, last] = [seen[0], seen.at(-1)];
        assert.ok(first && last);
        assert.equal(sum(entries.map((entry) => entry.amount)), minus(last.balance, first.balance));
        assert.equal(new Set(entries.map(({ id }) => id)).size, entries.length);
        assert.deepEqual(entriesOf(store, accountId, "newest").toReversed(), entries);
        for (const { atMs, balanceAfter, sinceMs } of entries) {
          const index = seen.findIndex((one) => one.atMs === atMs);
          assert.equal(balanceAfter, seen[index]?.balance);
          assert.equal(sinceMs, seen[index - 1]?.atMs);
        }
      }),
    fewCases,
  ),

  property(
    "history: a clock that was a day ahead causes no lost and no doubled change",
    erraticSeries,
    (series) =>
      withRecordedSeries(series, (store, accountId, seen) => {
        const balances = store.balances(accountId, "balance", 0, 9e15);
        const [first, last] = [balances[0], balances.at(-1)];
        assert.ok(first && last);
        assert.ok(balances.every(({ balance }) => seen.some((one) => one.balance === balance)));
        const entries = entriesOf(store, accountId, "oldest");
        assert.equal(sum(entries.map((entry) => entry.amount)), minus(last.balance, first.balance));
      }),
    fewCases,
  ),

  property(
    "history: each local day has exactly its debits, in every zone and around clock changes",
    readingSeries,
    (series) =>
      withRecordedSeries(series, (store, accountId, seen) => {
        const days = store.consumption(accountId, "balance", {
          fromMs: 0,
          toMs: 9e15,
          timeZone: series.zone,
        });
        const debits = entriesOf(store, accountId, "oldest").filter(({ type }) => type === "debit");
        const byDay = Object.groupBy(debits, ({ atMs }) => localDay(atMs, series.zone));
        for (const { day, consumed } of days) {
          const expected = sum((byDay[day] ?? []).map((entry) => entry.amount));
          assert.equal(consumed, negated(expected), day);
        }
        const names = days.map(({ day }) => day);
        assert.deepEqual(
          names,
          [...new Set(names)].sort((a, b) => (a < b ? -1 : 1)),
        );
        assert.deepEqual(
          Object.keys(byDay).filter((day) => !names.includes(day)),
          [],
        );
        const [first, last] = [seen[0], seen.at(-1)].map((one) => localDay(one?.atMs ?? 0, series.zone));
        assert.deepEqual([names[0], names.at(-1)], [first, last]);
      }),
    fewCases,
  ),
];
