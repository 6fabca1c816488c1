import assert from "node:assert/strict";
import { hourMs } from "../../../src/core/time/durations.ts";
import { createSimulation } from "../../../src/sample/createSimulation.ts";
import { fromFixedPoint, toFixedPoint } from "../../../src/sample/simulation/fixedPoint.ts";

const now = Date.UTC(2026, 10, 20, 12);

describe("sample world", () => {
  it("the sample world is the same for the same seed and instant, in any order of requests", () => {
    const one = createSimulation(6);
    const other = createSimulation(6);
    other.ledger.entriesUntil(now + 40 * 24 * hourMs);
    for (const atMs of [now, now - 9 * hourMs, now - 200 * 24 * hourMs, now + hourMs]) {
      assert.deepEqual(statesAt(one, atMs), statesAt(other, atMs));
      assert.deepEqual(one.ledger.entriesUntil(atMs), other.ledger.entriesUntil(atMs));
    }
  });

  it("the sample world differs for another seed", () => {
    assert.notDeepEqual(statesAt(createSimulation(6), now), statesAt(createSimulation(7), now));
  });

  it("each sample balance is the one before plus the amount, from zero over the whole year", () => {
    const world = createSimulation(6);
    const entries = world.ledger.entriesUntil(now);
    let balance = 0n;
    for (const [index, entry] of entries.entries()) {
      balance += entry.amount;
      assert.equal(entry.balanceAfter, balance);
      const previous = entries[index - 1];
      if (previous) assert.ok(entry.atMs >= previous.atMs && entry.id > previous.id);
    }
    assert.equal(world.states.richUtilities(now).balance, fromFixedPoint(balance));
    assert.ok(entries.length > 4000 && entries.length < 8000, `${entries.length} entries`);
  });

  it("the sample ledger spends, tops up before the balance is used up, and corrects at times", () => {
    const entries = createSimulation(6).ledger.entriesUntil(now);
    const count = (type: string) => entries.filter((entry) => entry.type === type).length;
    assert.ok(count("credit") > 10 && count("adjustment") > 10 && count("debit") > 4000);
    assert.ok(entries.every((entry) => entry.type !== "debit" || entry.amount < 0n));
    assert.ok(entries.every((entry) => entry.balanceAfter > 0n));
  });

  it("a ledger cut at its beginning starts with one balance and continues unchanged", () => {
    const broughtForwardAtMs = Date.UTC(2025, 10, 1);
    const entries = createSimulation(6).ledger.entriesUntil(now);
    const [first, ...rest] = createSimulation(6, { broughtForwardAtMs }).ledger.entriesUntil(now);
    assert.deepEqual(rest, entries.slice(-rest.length));
    const before = entries.at(-rest.length - 1);
    assert.ok(first && before && before.atMs < broughtForwardAtMs);
    assert.deepEqual(
      [first.id, first.atMs, first.amount],
      [before.id, broughtForwardAtMs, before.balanceAfter],
    );
    assert.equal(first.balanceAfter, first.amount);
    assert.ok(rest.length > 4500);
  });

  it("the sample ledger only ever grows", () => {
    const world = createSimulation(6);
    const before = world.ledger.entriesUntil(now);
    assert.deepEqual(world.ledger.entriesUntil(now + 72 * hourMs).slice(0, before.length), before);
    assert.ok(world.ledger.entriesUntil(now + 72 * hourMs).length > before.length);
  });

  it("sample usage restarts each month where the provider's does", () => {
    const { poof, coals, easySlip } = createSimulation(6).states;
    const start = Date.UTC(2026, 10, 1);
    assert.equal(poof(start).usedCredits, "0");
    assert.equal(coals(start).used_this_month, "0");
    assert.ok(Number(poof(start - 1).usedCredits) > 1000);
    assert.equal(easySlip(Date.UTC(2026, 10, 15, 17)).usedQuota, "0");
    assert.ok(Number(easySlip(Date.UTC(2026, 10, 15, 16, 59)).usedQuota) > 1000);
    assert.equal(easySlip(now).expiredAt, "2027-01-16T00:00:00+07:00");
  });

  it("sample usage never falls within a month, and is higher by day than by night", () => {
    const { poof } = createSimulation(6).states;
    const start = Date.UTC(2026, 10, 2);
    let last = 0;
    for (let hour = 0; hour < 28 * 24; hour += 1) {
      const used = Number(poof(start + hour * hourMs).usedCredits);
      assert.ok(used >= last);
      last = used;
    }
    const between = (from: number, to: number) =>
      [2, 3, 4, 5].reduce((sum, day) => {
        const at = (hour: number) => Number(poof(Date.UTC(2026, 10, day, hour)).usedCredits);
        return sum + at(to) - at(from);
      }, 0);
    assert.ok(between(8, 16) > 4 * between(0, 6));
  });

  it("sample prepaid euros have six decimals, stay above zero and have an expiry date", () => {
    const { depicta } = createSimulation(6).states;
    let topUps = 0;
    let last = toFixedPoint(depicta(now - 90 * 24 * hourMs).balance_eur);
    for (let hour = -90 * 24; hour < 0; hour += 1) {
      const { balance_eur, held_eur, credits_expire_at } = depicta(now + hour * hourMs);
      assert.match(balance_eur, /^\d+\.\d{6}$/);
      assert.match(held_eur, /^\d+\.\d{6}$/);
      assert.ok(Date.parse(`${credits_expire_at}`) > now + hour * hourMs);
      const balance = toFixedPoint(balance_eur);
      if (balance - last > toFixedPoint("5")) topUps += 1;
      last = balance;
    }
    assert.ok(topUps >= 2 && topUps <= 6, `${topUps} top-ups`);
  });

  it("the sample world computes a month of five-minute readings of all providers quickly", () => {
    const world = createSimulation(6);
    const began = performance.now();
    for (let atMs = now - 30 * 24 * hourMs; atMs <= now; atMs += hourMs / 12) statesAt(world, atMs);
    assert.ok(performance.now() - began < 5000);
  });
});

function statesAt(world: ReturnType<typeof createSimulation>, atMs: number): unknown {
  return Object.values(world.states).map((state) => state(atMs));
}
