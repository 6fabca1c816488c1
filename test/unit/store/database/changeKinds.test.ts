import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { gapMs, ledger, meter, minuteMs, poll, startMs } from "./support/readings.ts";
import { open } from "./support/tempHistory.ts";

describe("what a change was", () => {
  const dueAt = new Date(startMs + 30 * minuteMs).toISOString();
  const nextAt = new Date(startMs + 60 * 24 * 30 * minuteMs).toISOString();

  /** The entry that a second reading makes, half a minute past the reset date. */
  async function kindOf(before: ReturnType<typeof meter>, after: ReturnType<typeof meter>): Promise<string> {
    const store = await open();
    store.record("poof", [before], startMs, gapMs);
    store.record("poof", [before], startMs + 25 * minuteMs, gapMs * 9);
    store.record("poof", [after], startMs + 31 * minuteMs, gapMs);
    return ledger(store)
      .map(({ type, cause, amount }) => [type, cause, amount].filter(Boolean).join(" "))
      .join(", ");
  }

  it("is a top-up where the balance rose", async () => {
    assert.equal(await kindOf(meter("10"), meter("60")), "credit 50");
  });

  it("is a reset where use fell under the same limit and the reset date passed", async () => {
    const before = meter("10", { used: "90", limit: "100", resetsAt: dueAt });
    const after = meter("98", { used: "2", limit: "100", resetsAt: nextAt });
    assert.equal(await kindOf(before, after), "adjustment reset 88");
  });

  it("is a refund where use fell before the reset date", async () => {
    const before = meter("10", { used: "90", limit: "100", resetsAt: nextAt });
    const after = meter("30", { used: "70", limit: "100", resetsAt: nextAt });
    assert.equal(await kindOf(before, after), "credit 20");
  });

  it("is a change of the limit where that changed, up or down", async () => {
    const before = meter("10", { used: "90", limit: "100" });
    assert.equal(await kindOf(before, meter("110", { used: "90", limit: "200" })), "adjustment limit 100");
    assert.equal(await kindOf(before, meter("-40", { used: "90", limit: "50" })), "adjustment limit -50");
    assert.equal(
      await kindOf(meter("10", { limit: null }), meter("9", { limit: "9" })),
      "adjustment limit -1",
    );
  });

  it("knows the reset date that was read last, though no value changed with it", async () => {
    const store = await open();
    const before = { used: "90", limit: "100" };
    poll(store, [
      meter("10", { ...before, resetsAt: dueAt }),
      meter("10", { ...before, resetsAt: nextAt }),
      ...new Array(8).fill(meter("10", { ...before, resetsAt: nextAt })),
      meter("98", { used: "2", limit: "100", resetsAt: nextAt }),
    ]);
    assert.deepEqual(
      ledger(store).map(({ type }) => type),
      ["credit"],
    );
  });
});
