import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { amountOf, plus } from "../../../../src/core/money/amount.ts";
import { minuteMs } from "../../../../src/core/time/durations.ts";
import {
  chartPoints,
  gapMs,
  meter,
  observedStrings,
  pollMs,
  readAllPages,
  readEntries,
  recordReadings,
  startMs,
} from "./helpers/readings.ts";
import { openSqlite, openStore, tempFile } from "./helpers/tempHistory.ts";

/** Points as `remaining from–to`, in minutes; `!` marks a point after a gap. */
function line(found: ReturnType<typeof chartPoints>): string[] {
  const minutes = (ms: number) => (ms - startMs) / minuteMs;
  return found.map(
    ({ remaining, fromMs, toMs, isAfterGap }) =>
      `${remaining} ${minutes(fromMs)}–${minutes(toMs)}${isAfterGap ? " !" : ""}`,
  );
}

describe("recording a reading", () => {
  it("a changed value begins a sample, and an unchanged value extends it", async () => {
    const store = await openStore();
    recordReadings(store, ["100", "100", "100", "99.5", "99.5"]);
    assert.deepEqual(line(chartPoints(store)), ["100 0–10", "99.5 15–20"]);
  });

  it("a long run of readings with one change takes two rows", async () => {
    const file = tempFile();
    const store = await openStore(file);
    recordReadings(store, [...new Array<string>(300).fill("7"), ...new Array<string>(300).fill("6")]);
    assert.equal(openSqlite(file).prepare("SELECT count(*) AS rows FROM sample").get()?.rows, 2);
  });

  it("a change becomes one entry, with the interval in which it happened", async () => {
    const store = await openStore();
    recordReadings(store, ["100", "100", "99.5"]);
    assert.deepEqual(readEntries(store), [
      {
        id: `balance-${startMs + 2 * pollMs}`,
        source: "observed",
        type: "debit",
        meterId: "balance",
        unit: { kind: "credits" },
        amount: "-0.5",
        balanceAfter: "99.5",
        runningBalance: "99.5",
        description: "",
        atMs: startMs + 2 * pollMs,
        sinceMs: startMs + pollMs,
      },
    ]);
  });

  it("a long pause is a gap, also when the value is the same after it", async () => {
    const store = await openStore();
    recordReadings(store, ["100", "100"]);
    recordReadings(store, ["100", "100"], startMs + pollMs + gapMs + 1);
    assert.deepEqual(
      chartPoints(store).map(({ isAfterGap }) => isAfterGap),
      [false, true],
    );
    assert.equal(readEntries(store).length, 0);
  });

  it("a pause of exactly the allowed length is not a gap", async () => {
    const store = await openStore();
    recordReadings(store, ["100"]);
    recordReadings(store, ["100"], startMs + gapMs);
    assert.deepEqual(line(chartPoints(store)), ["100 0–15"]);
  });

  it("a change across a gap becomes one entry with its true interval", async () => {
    const store = await openStore();
    recordReadings(store, ["100", "100"]);
    recordReadings(store, ["42"], startMs + 600 * minuteMs);
    const [only, ...rest] = readEntries(store);
    assert.deepEqual(rest, []);
    assert.equal(only?.amount, "-58");
    assert.equal(only?.sinceMs, startMs + pollMs);
    assert.equal(only?.atMs, startMs + 600 * minuteMs);
    assert.deepEqual(line(chartPoints(store)), ["100 0–5", "42 600–600 !"]);
  });

  it("a reading that is not newer than the last one is ignored", async () => {
    const store = await openStore();
    recordReadings(store, ["100", "90", "80"]);
    store.recordReading("poof", [meter("95")], startMs + pollMs, gapMs);
    store.recordReading("poof", [meter("95")], startMs + pollMs + 1, gapMs);
    store.recordReading("poof", [meter("95")], startMs + 2 * pollMs, gapMs);
    store.recordReading("poof", [meter("95")], startMs - pollMs, gapMs);
    assert.deepEqual(line(chartPoints(store)), ["100 0–0", "90 5–5", "80 10–10"]);
  });

  it("a reading that several windows record is stored once", async () => {
    const file = tempFile();
    const [one, two] = [await openStore(file), await openStore(file)];
    for (const store of [one, two, one]) recordReadings(store, ["100", "90", "90"]);
    assert.deepEqual(line(chartPoints(two)), ["100 0–0", "90 5–10"]);
    assert.equal(readEntries(one).length, 1);
  });

  it("recording continues after the clock was years ahead once", async () => {
    const store = await openStore();
    recordReadings(store, ["100"]);
    store.recordReading("poof", [meter("100")], startMs + 5 * 365 * 24 * 60 * minuteMs, gapMs);
    recordReadings(store, ["99", "98"], startMs + pollMs);
    assert.deepEqual(line(chartPoints(store)).slice(0, 3), ["100 0–0", "99 5–5", "98 10–10"]);
    assert.deepEqual(
      readEntries(store).map(({ amount }) => amount),
      ["-1", "-1"],
    );
  });

  it("a change is observed once although the clock was days ahead and is set back", async () => {
    const store = await openStore();
    const dayMs = 24 * 3_600_000;
    const read = (remaining: string, atMs: number) =>
      store.recordReading("poof", [meter(remaining)], startMs + atMs, gapMs);
    const total = () =>
      readEntries(store, { source: "observed" }).reduce(
        (sum, { amount }) => plus(sum, amount),
        amountOf("0"),
      );
    read("100", 0);
    read("90", 5 * dayMs);
    read("88", 5 * dayMs + pollMs);
    // The clock is right again.
    read("88", pollMs);
    read("85", 2 * pollMs);
    assert.equal(total(), "-15");
    for (let day = 1; day <= 7; day += 1) read(`${85 - day}`, day * dayMs + 3 * pollMs);
    assert.equal(total(), "-22");
    // A clock that falls back by years loses nothing either.
    read("77", -9_000 * dayMs);
    read("76", 8 * dayMs);
    assert.equal(total(), "-24");
  });

  it("the meters of one reading are stored separately", async () => {
    const store = await openStore();
    const both = (first: string, second: string) => [meter(first), meter(second, { id: "requests" })];
    store.recordReading("poof", both("10", "500"), startMs, gapMs);
    store.recordReading("poof", both("9", "500"), startMs + pollMs, gapMs);
    store.recordReading("poof", both("9", "400"), startMs + 2 * pollMs, gapMs);
    assert.deepEqual(line(chartPoints(store)), ["10 0–0", "9 5–10"]);
    assert.deepEqual(line(chartPoints(store, "requests")), ["500 0–5", "400 10–10"]);
    assert.deepEqual(
      readEntries(store).map(({ meterId, amount }) => `${meterId} ${amount}`),
      ["balance -1", "requests -100"],
    );
  });

  it("paging shows each entry once when several meters changed at the same instants", async () => {
    const store = await openStore();
    for (let index = 0; index < 20; index += 1) {
      const meters = ["a", "b", "c"].map((id) => meter(String(100 - index), { id }));
      store.recordReading("poof", meters, startMs + index * pollMs, gapMs);
    }
    for (const order of ["newest", "oldest"] as const) {
      const ids = readAllPages(store, { order, limit: 4 }).map(({ id }) => id);
      assert.equal(ids.length, 57);
      assert.equal(new Set(ids).size, 57);
    }
  });

  it("accounts are stored separately", async () => {
    const store = await openStore();
    store.recordReading("poof", [meter("1")], startMs, gapMs);
    store.recordReading("coals", [meter("2")], startMs, gapMs);
    assert.deepEqual(line(chartPoints(store)), ["1 0–0"]);
    assert.deepEqual(store.accountIds(), ["poof", "coals"]);
  });

  it("amounts of different units never become a change", async () => {
    const store = await openStore();
    const euros = { unit: { kind: "currency", code: "EUR" } } as const;
    recordReadings(store, [meter("100"), meter("90"), meter("7", euros), meter("6", euros)]);
    assert.deepEqual(
      readEntries(store).map(({ amount, unit }) => `${amount} ${unit.code ?? unit.kind}`),
      ["-10 credits", "-1 EUR"],
    );
    assert.deepEqual(line(chartPoints(store)), ["7 10–10", "6 15–15"]);
  });

  it("an unlimited meter has no entry and no line", async () => {
    const store = await openStore();
    recordReadings(store, ["100", null, null, meter(null, { used: "5" }), "90", "80"]);
    assert.deepEqual(line(chartPoints(store)), ["100 0–0", "90 20–20 !", "80 25–25"]);
    assert.deepEqual(
      readEntries(store).map(({ amount }) => amount),
      ["-10"],
    );
  });

  it("entries follow a balance into debt and out of it", async () => {
    const store = await openStore();
    recordReadings(store, ["0.5", "-0.25", "-10", "5"]);
    assert.deepEqual(
      readEntries(store).map(({ type, amount, balanceAfter }) => `${type} ${amount} ${balanceAfter}`),
      ["debit -0.75 -0.25", "debit -9.75 -10", "credit 15 5"],
    );
  });

  it("an amount that is held and released becomes samples but no entry", async () => {
    const store = await openStore();
    const [held, free] = [meter("8", { held: "2" }), meter("10", { held: "0" })];
    recordReadings(store, [free, held, held, free]);
    assert.deepEqual(line(chartPoints(store)), ["10 0–0", "8 5–10", "10 15–15"]);
    assert.deepEqual(readEntries(store), []);
  });

  it("a held amount becomes an entry once it is spent, with the balance that is left", async () => {
    const store = await openStore();
    recordReadings(store, [
      meter("10", { held: "0" }),
      meter("8", { held: "2" }),
      meter("8", { held: "0.5" }),
    ]);
    assert.deepEqual(
      readEntries(store).map(({ amount, balanceAfter }) => [String(amount), String(balanceAfter)]),
      [["-1.5", "8.5"]],
    );
  });

  it("amounts and their differences keep thirty digits exactly", async () => {
    const store = await openStore();
    recordReadings(store, ["123456789012345678901.234567891", "123456789012345678901.23456789"]);
    const [only] = readEntries(store);
    assert.equal(only?.amount, "-0.000000001");
    assert.equal(only?.balanceAfter, "123456789012345678901.23456789");
    assert.deepEqual(line(chartPoints(store)), [
      "123456789012345678901.234567891 0–0",
      "123456789012345678901.23456789 5–5",
    ]);
  });

  it("an account that was never read has no entries", async () => {
    const store = await openStore();
    recordReadings(store, ["5", "4"]);
    assert.equal(store.ledger({ accountId: "nobody", order: "newest", limit: 5 }, observedStrings).total, 0);
  });
});
