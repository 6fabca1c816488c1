import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { dayMs } from "../../../src/core/time/durations.ts";
import { ledgerCriteria, toDayRange, usageParams } from "../../../src/protocol/requestParams.ts";
import { defaultLedgerView, type ViewState } from "../../../src/protocol/viewState.ts";

const account = { id: "poof" } as Parameters<typeof usageParams>[0];
const meter = { id: "balance" } as Parameters<typeof usageParams>[1];
/** November 30 in Los Angeles, December 1 in Auckland. */
const nowMs = Date.UTC(2026, 10, 30, 20, 30, 15);
const at = (text: string) => Date.parse(text);

describe("the requests about chosen days", () => {
  const ledger = { ...defaultLedgerView, span: "chosen", from: "2026-11-01", to: "2026-11-30" } as const;
  const cases = [
    ["UTC", "2026-11-01T00:00:00Z", "2026-12-01T00:00:00Z"],
    ["Pacific/Auckland", "2026-10-31T11:00:00Z", "2026-11-30T11:00:00Z"],
    // Clocks are set back on the first of these days.
    ["America/Los_Angeles", "2026-11-01T07:00:00Z", "2026-12-01T08:00:00Z"],
  ] as const;
  for (const [timeZone, from, to] of cases) {
    it(`chosen days are whole days in ${timeZone}, both included`, () => {
      const criteria = ledgerCriteria(account, { ledger }, { nowMs, timeZone });
      assert.deepEqual([criteria.fromMs, criteria.toMs, criteria.timeZone], [at(from), at(to), timeZone]);
      const usage: ViewState["usage"] = { period: "range", from: ledger.from, to: ledger.to };
      assert.deepEqual(usageParams(account, meter, { usage }, { nowMs, timeZone }), {
        accountId: "poof",
        meterId: "balance",
        span: { kind: "range", fromMs: at(from), toMs: at(to) },
        timeZone,
      });
    });
  }

  it("a day that is not chosen is today in the reader's zone, or thirty days before the end", () => {
    const range = { period: "range" } as const;
    assert.deepEqual(toDayRange(range, { nowMs, timeZone: "Pacific/Auckland" }), {
      from: "2026-11-02",
      to: "2026-12-01",
    });
    assert.deepEqual(toDayRange(range, { nowMs, timeZone: "America/Los_Angeles" }), {
      from: "2026-11-01",
      to: "2026-11-30",
    });
  });

  it("chosen days in the wrong order are the same days", () => {
    const usage = { period: "range", from: "2026-11-30", to: "2026-11-01" } as const;
    assert.deepEqual(toDayRange(usage, { nowMs, timeZone: "UTC" }), { from: "2026-11-01", to: "2026-11-30" });
  });

  it("the last day is 24 hours before this minute, in any zone", () => {
    const view: ViewState = { ledger: { ...defaultLedgerView, span: "day" } };
    for (const timeZone of ["UTC", "Asia/Kathmandu"]) {
      const { fromMs, toMs } = ledgerCriteria(account, view, { nowMs, timeZone });
      assert.deepEqual([fromMs, toMs], [at("2026-11-30T20:30:00Z") - dayMs, undefined]);
    }
  });
});
