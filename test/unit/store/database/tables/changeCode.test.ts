import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { minuteMs } from "../../../../../src/core/time/durations.ts";
import { gapMs, meter, readEntries, recordReadings, startMs } from "../helpers/readings.ts";
import { openStore } from "../helpers/tempHistory.ts";

describe("the cause of a change", () => {
  const dueAt = new Date(startMs + 30 * minuteMs).toISOString();
  const nextAt = new Date(startMs + 60 * 24 * 30 * minuteMs).toISOString();

  /** The entry that a reading makes one minute after the reset date. */
  async function kindOf(before: ReturnType<typeof meter>, after: ReturnType<typeof meter>): Promise<string> {
    const store = await openStore();
    store.recordReading("poof", [before], startMs, gapMs);
    store.recordReading("poof", [before], startMs + 25 * minuteMs, gapMs * 9);
    store.recordReading("poof", [after], startMs + 31 * minuteMs, gapMs);
    return readEntries(store)
      .map(({ type, cause, amount }) => [type, cause, amount].filter(Boolean).join(" "))
      .join(", ");
  }

  it("a change is a top-up where the balance rose", async () => {
    assert.equal(await kindOf(meter("10"), meter("60")), "credit 50");
  });

  it("a change is a reset where used fell, the limit is the same and the reset date passed", async () => {
    const before = meter("10", { used: "90", limit: "100", resetsAt: dueAt });
    const after = meter("98", { used: "2", limit: "100", resetsAt: nextAt });
    assert.equal(await kindOf(before, after), "adjustment reset 88");
  });

  it("a change is a refund where used fell before the reset date", async () => {
    const before = meter("10", { used: "90", limit: "100", resetsAt: nextAt });
    const after = meter("30", { used: "70", limit: "100", resetsAt: nextAt });
    assert.equal(await kindOf(before, after), "credit returned 20");
  });

  it("a change is no top-up where used fell without any date, as in a rolling window", async () => {
    const window = (used: number) => meter(String(100 - used), { used: String(used), limit: "100" });
    assert.equal(await kindOf(window(60), window(20)), "credit returned 40");
  });

  it("a change of the limit is recorded as such, up or down", async () => {
    const before = meter("10", { used: "90", limit: "100" });
    assert.equal(await kindOf(before, meter("110", { used: "90", limit: "200" })), "adjustment limit 100");
    assert.equal(await kindOf(before, meter("-40", { used: "90", limit: "50" })), "adjustment limit -50");
    assert.equal(
      await kindOf(meter("10", { limit: null }), meter("9", { limit: "9" })),
      "adjustment limit -1",
    );
  });

  describe("around a monthly reset of a provider that gives no date of its own", () => {
    const spent = { used: "900", limit: "1000" };
    const fresh = { used: "0", limit: "1000" };
    /** The entries of readings at the given minutes; each reset date is taken from this machine's clock. */
    async function entriesOf(
      ...readings: readonly (readonly [number, string, typeof spent])[]
    ): Promise<string> {
      const store = await openStore();
      for (const [minute, remaining, values] of readings) {
        const atMs = startMs + minute * minuteMs;
        const resetsAt = minute < 30 ? dueAt : nextAt;
        store.recordReading("poof", [meter(remaining, { ...values, resetsAt })], atMs, gapMs);
      }
      return readEntries(store)
        .map(({ type, cause, amount }) => [type, cause, amount].filter(Boolean).join(" "))
        .join(", ");
    }

    it("a change is a reset also when this clock is ahead or the provider is late", async () => {
      for (const lateMinutes of [5, 10, 150]) {
        const before = [
          [25, "100", spent],
          [31, "100", spent],
          [30 + lateMinutes - 3, "99", { ...spent, used: "901" }],
        ] as const;
        const entries = await entriesOf(...before, [30 + lateMinutes, "1000", fresh]);
        assert.equal(entries, "debit -1, adjustment reset 901");
      }
    });

    it("a change is a reset also when this clock is behind, and only one reset is recorded", async () => {
      const entries = await entriesOf(
        [20, "100", spent],
        [28, "1000", fresh],
        [33, "998", { ...fresh, used: "2" }],
        [38, "999", { ...fresh, used: "1" }],
      );
      assert.equal(entries, "adjustment reset 900, debit -2, credit returned 1");
    });

    it("a change is a top-up or a refund where used did not fall, or only a little", async () => {
      assert.equal(await entriesOf([25, "100", spent], [31, "100", spent], [36, "600", spent]), "credit 500");
      assert.equal(await entriesOf([20, "100", spent], [28, "600", spent]), "credit 500");
      const refunded = { ...spent, used: "880" };
      assert.equal(
        await entriesOf([25, "100", spent], [31, "100", spent], [36, "120", refunded]),
        "credit returned 20",
      );
      assert.equal(await entriesOf([20, "100", spent], [28, "120", refunded]), "credit returned 20");
    });

    it("a change is a refund again once the reset was observed, or was long due", async () => {
      const used = { ...fresh, used: "40" };
      assert.equal(
        await entriesOf([25, "100", spent], [31, "1000", fresh], [36, "960", used], [500, "1000", fresh]),
        "adjustment reset 900, debit -40, credit returned 40",
      );
      assert.equal(
        await entriesOf([25, "100", spent], [31, "100", spent], [880, "100", spent], [885, "1000", fresh]),
        "credit returned 900",
      );
    });
  });

  it("the reset date of the latest reading counts, although no value changed with it", async () => {
    const store = await openStore();
    const before = { used: "90", limit: "100" };
    recordReadings(store, [
      meter("10", { ...before, resetsAt: dueAt }),
      meter("10", { ...before, resetsAt: nextAt }),
      ...new Array(8).fill(meter("10", { ...before, resetsAt: nextAt })),
      meter("98", { used: "2", limit: "100", resetsAt: nextAt }),
    ]);
    assert.deepEqual(
      readEntries(store).map(({ type }) => type),
      ["credit"],
    );
  });
});
