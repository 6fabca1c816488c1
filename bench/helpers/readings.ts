import { amountOf } from "../../src/core/money/amount.ts";
import { credits } from "../../src/core/money/unit.ts";
import type { MeterReading } from "../../src/core/readings/snapshot.ts";
import type { HistoryStore, OpenHistoryResult } from "../../src/store/historyStore.ts";

export function balanceReading(remaining: string, more: Partial<MeterReading> = {}): MeterReading {
  return { id: "balance", label: "balance", unit: credits, remaining: amountOf(remaining), ...more };
}

export function openOrThrow(opened: OpenHistoryResult): HistoryStore {
  if (opened.kind === "off") throw new Error(`the history is off: ${opened.reason}`);
  return opened.store;
}
