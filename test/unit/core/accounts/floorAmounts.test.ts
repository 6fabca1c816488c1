import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { floorAmounts } from "../../../../src/core/accounts/floorAmounts.ts";
import { amountOf } from "../../../../src/core/money/amount.ts";
import { credits, requests } from "../../../../src/core/money/unit.ts";
import type { MeterReading } from "../../../../src/core/readings/snapshot.ts";

function meter(id: string, remaining: string | null, change: Partial<MeterReading> = {}): MeterReading {
  return {
    id,
    label: { text: id },
    unit: credits,
    remaining: remaining === null ? null : amountOf(remaining),
    ...change,
  };
}

describe("floorAmounts", () => {
  it("a floor is an amount, or its share of the limit, exactly; the highest counts", () => {
    const meters = [meter("a", "50", { limit: amountOf("333.33") })] as const;
    assert.deepEqual(floorAmounts({ meters }, { percent: 12.5 }), { a: "41.66625" });
    assert.deepEqual(floorAmounts({ meters }, { below: "30", percent: 5 }), { a: "30" });
    assert.deepEqual(floorAmounts({ meters }, [{ below: "200" }, { below: "20" }]), { a: "200" });
    assert.deepEqual(floorAmounts({ meters }, undefined), { a: "33.333" });
  });

  it("without a limit, a share is one of the highest balance since the last top-up", () => {
    const meters = [meter("a", "50", { full: amountOf("80") })] as const;
    assert.deepEqual(floorAmounts({ meters }, undefined), { a: "8" });
    assert.deepEqual(floorAmounts({ meters: [meter("a", "50")] }, { percent: 10 }), {});
  });

  it("a meter that a floor names has its own, and an unlimited one has none", () => {
    const meters = [meter("a", null, { limit: null }), meter("b", "5", { unit: requests })] as const;
    assert.deepEqual(floorAmounts({ meters }, { meter: "b", below: "2" }), { b: "2" });
  });
});
