import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { minuteMs } from "../../../../src/core/time/durations.ts";
import { allPages, gapMs, ledger, meter, points, poll, pollMs, startMs, words } from "./helpers/readings.ts";
import { bare, open, tempFile } from "./helpers/tempHistory.ts";

/** Points as `remaining from–to`, in minutes, with ! after a gap. */
function line(found: ReturnType<typeof points>): string[] {
  const minutes = (ms: number) => (ms - startMs) / minuteMs;
  return found.map(
    ({ remaining, fromMs, toMs, isAfterGap }) =>
      `${remaining} ${minutes(fromMs)}–${minutes(toMs)}${isAfterGap ? " !" : ""}`,
  );
}

describe("recording a reading", () => {
  it("begins a sample where a value changed, and lets an unchanged one last", async () => {
    const store = await open();
    poll(store, ["100", "100", "100", "99.5", "99.5"]);
    assert.deepEqual(line(points(store)), ["100 0–10", "99.5 15–20"]);
  });

  it("keeps two rows for a year of an unchanged value but for one change", async () => {
    const file = tempFile();
    const store = await open(file);
    poll(store, [...new Array<string>(300).fill("7"), ...new Array<string>(300).fill("6")]);
    assert.equal(bare(file).prepare("SELECT count(*) AS rows FROM sample").get()?.rows, 2);
  });

  it("makes one entry of a change, with the interval in which it happened", async () => {
    const store = await open();
    poll(store, ["100", "100", "99.5"]);
    assert.deepEqual(ledger(store), [
      {
        id: `balance-${startMs + 2 * pollMs}`,
        source: "observed",
        type: "debit",
        meterId: "balance",
        unit: { kind: "credits" },
        amount: "-0.5",
        balanceAfter: "99.5",
        description: "",
        atMs: startMs + 2 * pollMs,
        sinceMs: startMs + pollMs,
      },
    ]);
  });

  it("draws a long pause as a gap, also where the value is the same after it", async () => {
    const store = await open();
    poll(store, ["100", "100"]);
    poll(store, ["100", "100"], startMs + pollMs + gapMs + 1);
    assert.deepEqual(
      points(store).map(({ isAfterGap }) => isAfterGap),
      [false, true],
    );
    assert.equal(ledger(store).length, 0);
  });

  it("takes a pause of just the allowed length for none", async () => {
    const store = await open();
    poll(store, ["100"]);
    poll(store, ["100"], startMs + gapMs);
    assert.deepEqual(line(points(store)), ["100 0–15"]);
  });

  it("makes one entry of a change across a gap, with its true interval", async () => {
    const store = await open();
    poll(store, ["100", "100"]);
    poll(store, ["42"], startMs + 600 * minuteMs);
    const [only, ...rest] = ledger(store);
    assert.deepEqual(rest, []);
    assert.equal(only?.amount, "-58");
    assert.equal(only?.sinceMs, startMs + pollMs);
    assert.equal(only?.atMs, startMs + 600 * minuteMs);
    assert.deepEqual(line(points(store)), ["100 0–5", "42 600–600 !"]);
  });

  it("leaves out a reading that is not newer than the last one", async () => {
    const store = await open();
    poll(store, ["100", "90", "80"]);
    store.recordReading("poof", [meter("95")], startMs + pollMs, gapMs);
    store.recordReading("poof", [meter("95")], startMs + pollMs + 1, gapMs);
    store.recordReading("poof", [meter("95")], startMs + 2 * pollMs, gapMs);
    store.recordReading("poof", [meter("95")], startMs - pollMs, gapMs);
    assert.deepEqual(line(points(store)), ["100 0–0", "90 5–5", "80 10–10"]);
  });

  it("is the same when several windows record the same reading", async () => {
    const file = tempFile();
    const [one, two] = [await open(file), await open(file)];
    for (const store of [one, two, one]) poll(store, ["100", "90", "90"]);
    assert.deepEqual(line(points(two)), ["100 0–0", "90 5–10"]);
    assert.equal(ledger(one).length, 1);
  });

  it("goes on after the clock was once years ahead", async () => {
    const store = await open();
    poll(store, ["100"]);
    store.recordReading("poof", [meter("100")], startMs + 5 * 365 * 24 * 60 * minuteMs, gapMs);
    poll(store, ["99", "98"], startMs + pollMs);
    assert.deepEqual(line(points(store)).slice(0, 3), ["100 0–0", "99 5–5", "98 10–10"]);
    assert.deepEqual(
      ledger(store).map(({ amount }) => amount),
      ["-1", "-1"],
    );
  });

  it("keeps the meters of one reading apart", async () => {
    const store = await open();
    const both = (first: string, second: string) => [meter(first), meter(second, { id: "requests" })];
    store.recordReading("poof", both("10", "500"), startMs, gapMs);
    store.recordReading("poof", both("9", "500"), startMs + pollMs, gapMs);
    store.recordReading("poof", both("9", "400"), startMs + 2 * pollMs, gapMs);
    assert.deepEqual(line(points(store)), ["10 0–0", "9 5–10"]);
    assert.deepEqual(line(points(store, "requests")), ["500 0–5", "400 10–10"]);
    assert.deepEqual(
      ledger(store).map(({ meterId, amount }) => `${meterId} ${amount}`),
      ["balance -1", "requests -100"],
    );
  });

  it("shows every entry once while paging through meters that changed at the same instants", async () => {
    const store = await open();
    for (let index = 0; index < 20; index += 1) {
      const meters = ["a", "b", "c"].map((id) => meter(String(100 - index), { id }));
      store.recordReading("poof", meters, startMs + index * pollMs, gapMs);
    }
    for (const order of ["newest", "oldest"] as const) {
      const ids = allPages(store, { order, limit: 4 }).map(({ id }) => id);
      assert.equal(ids.length, 57);
      assert.equal(new Set(ids).size, 57);
    }
  });

  it("keeps accounts apart", async () => {
    const store = await open();
    store.recordReading("poof", [meter("1")], startMs, gapMs);
    store.recordReading("coals", [meter("2")], startMs, gapMs);
    assert.deepEqual(line(points(store)), ["1 0–0"]);
    assert.deepEqual(store.accountIds(), ["poof", "coals"]);
  });

  it("never takes amounts of different units for a change", async () => {
    const store = await open();
    const euros = { unit: { kind: "currency", code: "EUR" } } as const;
    poll(store, [meter("100"), meter("90"), meter("7", euros), meter("6", euros)]);
    assert.deepEqual(
      ledger(store).map(({ amount, unit }) => `${amount} ${unit.code ?? unit.kind}`),
      ["-10 credits", "-1 EUR"],
    );
    assert.deepEqual(line(points(store)), ["7 10–10", "6 15–15"]);
  });

  it("makes no entry of an unlimited meter, and no line", async () => {
    const store = await open();
    poll(store, ["100", null, null, meter(null, { used: "5" }), "90", "80"]);
    assert.deepEqual(line(points(store)), ["100 0–0", "90 20–20 !", "80 25–25"]);
    assert.deepEqual(
      ledger(store).map(({ amount }) => amount),
      ["-10"],
    );
  });

  it("follows a balance into debt and out of it", async () => {
    const store = await open();
    poll(store, ["0.5", "-0.25", "-10", "5"]);
    assert.deepEqual(
      ledger(store).map(({ type, amount, balanceAfter }) => `${type} ${amount} ${balanceAfter}`),
      ["debit -0.75 -0.25", "debit -9.75 -10", "credit 15 5"],
    );
  });

  it("keeps samples, but no entry, of an amount that is held and let go", async () => {
    const store = await open();
    const [held, free] = [meter("8", { held: "2" }), meter("10", { held: "0" })];
    poll(store, [free, held, held, free]);
    assert.deepEqual(line(points(store)), ["10 0–0", "8 5–10", "10 15–15"]);
    assert.deepEqual(ledger(store), []);
  });

  it("books what was held once it is spent, with the balance that is left", async () => {
    const store = await open();
    poll(store, [meter("10", { held: "0" }), meter("8", { held: "2" }), meter("8", { held: "0.5" })]);
    assert.deepEqual(
      ledger(store).map(({ amount, balanceAfter }) => [String(amount), String(balanceAfter)]),
      [["-1.5", "8.5"]],
    );
  });

  it("keeps thirty digits exactly, in amounts and their differences", async () => {
    const store = await open();
    poll(store, ["123456789012345678901.234567891", "123456789012345678901.23456789"]);
    const [only] = ledger(store);
    assert.equal(only?.amount, "-0.000000001");
    assert.equal(only?.balanceAfter, "123456789012345678901.23456789");
    assert.deepEqual(line(points(store)), [
      "123456789012345678901.234567891 0–0",
      "123456789012345678901.23456789 5–5",
    ]);
  });

  it("knows nothing of an account that was never read", async () => {
    const store = await open();
    poll(store, ["5", "4"]);
    assert.equal(store.ledger({ accountId: "nobody", order: "newest", limit: 5 }, words).total, 0);
  });
});
