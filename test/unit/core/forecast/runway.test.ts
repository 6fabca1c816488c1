import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { estimateRunway, type Runway } from "../../../../src/core/forecast/runway.ts";
import type { Decrease, Spending } from "../../../../src/core/forecast/spending.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** A Monday. */
const startMs = Date.UTC(2026, 0, 5);

/** What was consumed in each hour of some days. */
function hourly(days: number, spent: (hour: number) => number, more: Partial<Spending> = {}): Spending {
  const decreases = Array.from({ length: days * 24 }, (_, hour): Decrease => {
    const fromMs = startMs + hour * hourMs;
    return { fromMs, toMs: fromMs + hourMs, amount: spent(hour), count: 1 };
  }).filter(({ amount }) => amount > 0);
  return { fromMs: startMs, toMs: startMs + days * dayMs, decreases, unknownRanges: [], ...more };
}

function daysOf(told: Runway, from: Spending): readonly [number, number] {
  assert.equal(told.kind, "runsOut");
  if (told.kind !== "runsOut") throw new Error();
  return [(told.fromMs - from.toMs) / dayMs, ((told.toMs ?? Number.POSITIVE_INFINITY) - from.toMs) / dayMs];
}

/** Consumes one an hour, in office hours only. */
const office = (hour: number) => (Math.floor(hour / 24) % 7 < 5 && hour % 24 >= 9 && hour % 24 < 17 ? 1 : 0);

describe("the runway", () => {
  it("holds the truth in a narrow range where spending is steady", () => {
    const past = hourly(28, () => 1);
    const [from, to] = daysOf(estimateRunway({ spending: past, remaining: 240 }), past);
    assert.ok(from > 7.5 && from < 10 && to > 10 && to < 12.5, `${from}–${to}`);
  });

  it("is the same whenever the same is asked", () => {
    const spending = hourly(28, (hour) => hour % 5);
    assert.deepEqual(
      estimateRunway({ spending, remaining: 900 }),
      estimateRunway({ spending, remaining: 900 }),
    );
  });

  it("does not run out at night or over a weekend that are always quiet", () => {
    // Friday, 17:00: five hours' worth is left.
    const spending = hourly(40, office, {});
    const friday = { ...spending, toMs: startMs + (4 + 35) * dayMs + 17 * hourMs };
    const past = { ...friday, decreases: spending.decreases.filter(({ toMs }) => toMs <= friday.toMs) };
    const told = estimateRunway({ spending: past, remaining: 5 });
    assert.equal(told.kind, "runsOut");
    const mondayMs = startMs + 42 * dayMs + 13 * hourMs;
    assert.ok(told.kind === "runsOut" && told.toMs !== undefined && told.toMs >= mondayMs);
  });

  it("says little of the weekend while it has seen none", () => {
    const past = hourly(4, office);
    const [from, to] = daysOf(estimateRunway({ spending: past, remaining: 80 }), past);
    assert.ok(to / from > 2, `${from}–${to}`);
  });

  it("is wider where spending comes in bursts", () => {
    const steady = hourly(28, () => 1);
    const bursts = hourly(28, (hour) => (hour % 89 < 3 ? 29.7 : 0));
    const width = (past: Spending) => {
      const [from, to] = daysOf(estimateRunway({ spending: past, remaining: 240 }), past);
      return to - from;
    };
    assert.ok(width(bursts) > 2 * width(steady));
  });

  it("expects growth to go on for a while", () => {
    const past = hourly(56, (hour) => 1.15 ** (hour / 168));
    const lastWeek = 1.15 ** 8 * 24;
    const [from] = daysOf(estimateRunway({ spending: past, remaining: 20 * lastWeek }), past);
    assert.ok(from < 18, `${from}`);
  });

  it("leaves out what nobody can tell, such as the hour of a top-up", () => {
    const all = hourly(28, () => 1);
    const unknownRanges = Array.from({ length: 9 }, (_, index) => {
      const fromMs = startMs + (3 * index + 1) * dayMs;
      return { fromMs, toMs: fromMs + 6 * hourMs };
    });
    const decreases = all.decreases.filter(
      (fall) => !unknownRanges.some(({ fromMs, toMs }) => fall.fromMs >= fromMs && fall.toMs <= toMs),
    );
    const past = { ...all, decreases, unknownRanges };
    const [from, to] = daysOf(estimateRunway({ spending: past, remaining: 240 }), past);
    assert.ok(from > 7.5 && from < 10 && to > 10 && to < 12.5, `${from}–${to}`);
  });

  it("spreads over a pause what was spent while nobody read", () => {
    const fall = (day: number): Decrease => ({
      fromMs: startMs + day * dayMs,
      toMs: startMs + (day + 1) * dayMs,
      amount: 24,
      count: 1,
    });
    const past = { ...hourly(28, () => 0), decreases: Array.from({ length: 28 }, (_, day) => fall(day)) };
    assert.deepEqual(
      estimateRunway({ spending: past, remaining: 240 }),
      estimateRunway({ spending: hourly(28, () => 1), remaining: 240 }),
    );
  });

  it("tells what will be left at a reset that comes first", () => {
    const past = hourly(28, () => 1);
    const resetsAtMs = past.toMs + 4 * dayMs;
    const told = estimateRunway({ spending: past, remaining: 240, resetsAtMs });
    assert.ok(told.kind === "lastsUntilReset" && told.resetsAtMs === resetsAtMs);
    assert.ok(
      told.remainingFrom < 144 && told.remainingTo > 144 && told.remainingTo - told.remainingFrom < 60,
    );
  });

  it("tells that it runs out before a reset, or that the reset may save it", () => {
    const past = hourly(28, () => 1);
    const before = estimateRunway({ spending: past, remaining: 240, resetsAtMs: past.toMs + 30 * dayMs });
    assert.ok(before.kind === "runsOut" && before.isBeforeReset);
    const saved = estimateRunway({ spending: past, remaining: 240, resetsAtMs: past.toMs + 10 * dayMs });
    assert.ok(
      saved.kind === "runsOut" && !saved.isBeforeReset && saved.resetsAtMs === past.toMs + 10 * dayMs,
    );
  });

  it("takes no notice of a reset that has passed", () => {
    const past = hourly(28, () => 1);
    const told = estimateRunway({ spending: past, remaining: 240, resetsAtMs: past.toMs - dayMs });
    assert.ok(told.kind === "runsOut" && told.resetsAtMs === undefined);
  });

  it("looks no further than three months ahead", () => {
    const spending = hourly(28, () => 1);
    assert.deepEqual(estimateRunway({ spending, remaining: 24_000 }), { kind: "lasts" });
    const told = estimateRunway({ spending, remaining: 24 * 88 });
    assert.ok(told.kind === "runsOut" && told.toMs === undefined);
  });

  const why = (spending: Spending) => {
    const told = estimateRunway({ spending, remaining: 10 });
    return told.kind === "notEnoughData" ? told.why : told.kind;
  };

  it("says why it cannot tell: too short, too few changes, nothing spent", () => {
    assert.equal(why(hourly(2, () => 1)), "tooShort");
    assert.equal(why(hourly(28, (hour) => (hour % 200 === 7 ? 1 : 0))), "tooFewChanges");
    assert.equal(why(hourly(28, () => 0)), "nothingSpent");
  });

  it("counts no time of which nothing is known", () => {
    const unknownRanges = [{ fromMs: startMs, toMs: startMs + 26 * dayMs }];
    assert.equal(why(hourly(28, (hour) => (hour >= 26 * 24 ? 1 : 0), { unknownRanges })), "tooShort");
  });
});
