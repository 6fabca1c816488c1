import assert from "node:assert/strict";
import fc from "fast-check";
import { dayMs, hourMs, minuteMs, secondMs } from "../../src/core/time/durations.ts";
import type { LedgerResult } from "../../src/services/ledger/fetchLedger.lazy.ts";
import { assertAddsUp, assertViews } from "./helpers/ledger/assertViews.ts";
import { faults } from "./helpers/ledger/ledgerFaults.ts";
import { identities, pagings } from "./helpers/ledger/ledgerModel.ts";
import { type LedgerScenario, LedgerSimulation } from "./helpers/ledger/ledgerSimulation.ts";
import { property } from "./helpers/property.ts";
import { sharedHistories } from "./helpers/sharedHistory.ts";

export const scenario: fc.Arbitrary<LedgerScenario> = fc.record({
  paging: fc.constantFrom(...pagings),
  pageSize: fc.integer({ min: 2, max: 9 }),
  hasTotal: fc.boolean(),
  identity: fc.constantFrom(...identities),
  granularityMs: fc.constantFrom(1, secondMs, hourMs, dayMs, 40 * dayMs),
  isByDate: fc.boolean(),
  isSteady: fc.boolean(),
  isReadFromStart: fc.boolean(),
  firstCount: fc.integer({ min: 0, max: 40 }),
  retentionDays: fc.constantFrom(400, 400, 5),
  fault: fc.constantFrom(...faults),
  changeRate: fc.constantFrom(0, 0.05, 0.2, 0.6),
  stopRate: fc.constantFrom(0, 0.1, 0.3),
  disturbedSyncs: fc.integer({ min: 0, max: 5 }),
  lagMs: fc.constantFrom(0, 0, 0, 500, 20 * secondMs, 3 * minuteMs),
  clockMs: fc.constantFrom(0, 0, -3 * minuteMs, 3 * minuteMs, hourMs),
  seed: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
});

/** The pages of two passes, each page twice, and a few more. */
function maxRequests({ pageSize, paging }: LedgerScenario, size: number): number {
  if (paging === "date") return 100;
  return 20 + 12 * Math.ceil((size + 20) / Math.max(1, pageSize - 1));
}

/** Ids that stand for two entries: which of them is stored cannot be told by its id. */
function hasUniqueIds({ identity }: LedgerScenario): boolean {
  return identity !== "derived" && identity !== "reused";
}

function assertTrue(simulation: LedgerSimulation, given: LedgerScenario, result: LedgerResult): void {
  const { fault } = given;
  assert.ok(
    simulation.requests <= maxRequests(given, simulation.model.size),
    `${simulation.requests} requests for ${simulation.model.size} entries`,
  );
  // An empty page in place of others, or the newest one, is a ledger that ends there.
  const isTruthful = fault !== "empty" && fault !== "stuck";
  if (result.state === "complete" && isTruthful && hasUniqueIds(given))
    simulation.assertTrueSince(result.asOfMs ?? assert.fail());
  if (result.state === "partial") assert.ok(result.reason, "a partial ledger has a reason");
}

function assertViewsAt(simulation: LedgerSimulation, given: LedgerScenario): void {
  const movements = assertViews(simulation.store, simulation.accountId, 3 * given.pageSize);
  // An entry that was booked in the last minutes may count as later than the last reading.
  const isClear = !simulation.model.hasEntrySince(simulation.model.nowMs - 3 * hourMs);
  if (isClear && given.granularityMs <= secondMs && given.clockMs === 0)
    assertAddsUp(simulation.store, simulation.accountId, movements);
}

export async function check(given: LedgerScenario): Promise<void> {
  const simulation = new LedgerSimulation(await sharedHistories(), given);
  try {
    for (let count = 0; count < given.disturbedSyncs; count += 1) {
      assertTrue(simulation, given, await simulation.sync());
      assertViewsAt(simulation, given);
      simulation.pass();
    }
    simulation.rest();
    await checkAtRest(simulation, given);
  } finally {
    simulation.close();
  }
}

/** Once nothing happens, the ledger becomes complete, with the provider's entries and no others. */
async function checkAtRest(simulation: LedgerSimulation, given: LedgerScenario): Promise<void> {
  const restedAtMs = simulation.now;
  const pages = Math.ceil(simulation.model.size / Math.max(1, given.pageSize - 1));
  for (let count = 0; ; count += 1) {
    const result = await simulation.sync();
    assertTrue(simulation, given, result);
    const isComplete = result.state === "complete" && (result.asOfMs ?? 0) >= restedAtMs;
    if (isComplete) return assertComplete(simulation, given);
    const isLimited = result.reason === "limit" || !hasUniqueIds(given);
    if (isLimited && count > pages) return;
    assert.ok(
      count < 3 * pages + 60,
      `${JSON.stringify(result)} after ${count} syncs in which nothing happened`,
    );
    simulation.model.nowMs += given.paging === "date" ? 2 * hourMs : minuteMs;
  }
}

function assertComplete(simulation: LedgerSimulation, given: LedgerScenario): void {
  const { store, accountId } = simulation;
  const byText = (a: string, b: string) => a.localeCompare(b);
  assert.deepEqual([...simulation.stored().values()].toSorted(byText), simulation.wanted().toSorted(byText));
  if (given.granularityMs > dayMs) return;
  // An entry that is dated by its day may be booked before the balance shows it.
  if (given.granularityMs === dayMs) simulation.settle();
  const movements = assertViews(store, accountId, 3 * given.pageSize);
  assertAddsUp(store, accountId, movements, given.granularityMs === dayMs);
  // An id of a day that is no longer shown may come again: it counts as a correction of the entry that had it.
  if (given.paging === "date" && given.identity === "reused") return;
  // Whatever the clocks say, and however late it comes: a ledger that books all leaves nothing over.
  if (given.isSteady && given.retentionDays > 100)
    assert.deepEqual(
      movements.filter(({ source }) => source === "observed"),
      [],
    );
}

export const ledgerProperties = [
  property("a ledger that is said to be complete is what the provider had", scenario, check, 80),
];
