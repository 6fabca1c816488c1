import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
  type MeterStatement,
  type StatementGrouping,
  shortened,
} from "../../../../src/core/ledger/statement.ts";
import { amountOf } from "../../../../src/core/money/amount.ts";
import { dayMs } from "../../../../src/core/time/durations.ts";
import { readStatement } from "../../../../src/services/ledger/readStatement.ts";
import type { HistoryStore } from "../../../../src/store/historyStore.ts";
import { storeLedgerPage } from "../../../helpers/storeLedgerPage.ts";
import { entry, meter, pollMs, recordReadings, startMs } from "../../store/database/helpers/readings.ts";
import { openStore } from "../../store/database/helpers/tempHistory.ts";

const signal = new AbortController().signal;

async function statementOf(
  store: HistoryStore,
  range: { readonly fromMs?: number; readonly toMs?: number } = {},
  grouping: StatementGrouping = "description",
): Promise<readonly MeterStatement[]> {
  const history = {
    read: async <T>(query: (store: HistoryStore) => T) => query(store),
    offReason: () => undefined,
  };
  return readStatement(history, { accountId: "poof", grouping, ...range }, signal);
}

const balance = ({ opening, closing }: MeterStatement) => [opening?.amount, closing?.amount];
const lines = (
  statement: MeterStatement | undefined,
  section: "in" | "out" | "adjustments" | "unexplained",
) =>
  statement?.[section].lines.map(({ label, amount, entries }) => [
    "text" in label ? label.text : label.kind,
    amount,
    entries,
  ]);
const justBefore = (index: number) => startMs + index * pollMs - 1000;

describe("a statement", () => {
  it("a statement adds up what was booked by description, and what is not booked apart", async () => {
    const store = await openStore();
    recordReadings(store, ["100", "95", "92", "142", "140"]);
    storeLedgerPage(
      store,
      "poof",
      [
        entry(4, justBefore(3), { type: "credit", amount: amountOf("50"), description: "Top-up" }),
        entry(2, justBefore(2), {
          amount: amountOf("-3"),
          description: "OCR",
          metadata: '{"endpoint":"/v2/ocr"}',
        }),
        entry(1, justBefore(1), {
          amount: amountOf("-5"),
          description: "OCR",
          metadata: '{"endpoint":"/v1/ocr"}',
        }),
      ],
      meter("140"),
    );
    const [statement, ...more] = await statementOf(store);
    assert.deepEqual(more, []);
    assert.deepEqual(statement && balance(statement), ["100", "140"]);
    assert.deepEqual(lines(statement, "in"), [["Top-up", "50", 1]]);
    assert.deepEqual(lines(statement, "out"), [["OCR", "-8", 2]]);
    assert.deepEqual(lines(statement, "unexplained"), [["notBooked", "-2", 1]]);
    const [byEndpoint] = await statementOf(store, {}, "endpoint");
    assert.deepEqual(lines(byEndpoint, "out"), [
      ["/v1/ocr", "-5", 1],
      ["/v2/ocr", "-3", 1],
    ]);
    assert.deepEqual(lines(byEndpoint, "in"), [["Top-up", "50", 1]], "its metadata name no endpoint");
  });

  it("a statement that begins within an unexplained change tells the part of its own time", async () => {
    const store = await openStore();
    recordReadings(store, ["100", "95", "90", "90", "90", "90"]);
    storeLedgerPage(store, "poof", [entry(1, startMs - dayMs)], meter("90"));
    const [statement] = await statementOf(store, { fromMs: startMs + pollMs + 1 });
    assert.deepEqual(statement && balance(statement), ["95", "90"]);
    assert.deepEqual(lines(statement, "unexplained"), [["notBooked", "-5", 1]]);
  });

  it("a balance that nobody knows is absent, and never zero", async () => {
    const store = await openStore();
    recordReadings(store, ["100", "95"]);
    assert.deepEqual(await statementOf(store, { toMs: startMs }), [], "nothing is known of that time");
    const [before] = await statementOf(store, { fromMs: startMs - dayMs });
    assert.deepEqual(before?.opening, { amount: "100", asOfMs: startMs }, "as of the first reading");
    storeLedgerPage(store, "poof", [entry(1, startMs - dayMs)], meter("90"));
    store.saveSyncState("poof", { state: "partial", reason: "gap" }, startMs);
    const [partial] = await statementOf(store, { fromMs: startMs - 2 * dayMs, toMs: startMs - 1 });
    assert.ok(partial && !("opening" in partial) && !("closing" in partial), JSON.stringify(partial));
    assert.deepEqual(lines(partial, "out"), [["Job 1", "-1", 1]]);
  });

  it("a step that no entry tells, such as to another source, stands apart", async () => {
    const store = await openStore();
    recordReadings(store, ["100", "90"]);
    recordReadings(store, [null, null], startMs + dayMs);
    recordReadings(store, ["30", "20"], startMs + 2 * dayMs);
    const [statement] = await statementOf(store);
    assert.deepEqual(statement && balance(statement), ["100", "20"]);
    assert.deepEqual(lines(statement, "out"), [["observed", "-20", 2]]);
    assert.deepEqual(lines(statement, "unexplained"), [["break", "-60", 0]]);
  });

  it("many descriptions end in one line for the smallest", () => {
    const line = (text: string, amount: string) => ({
      label: { text },
      amount: amountOf(amount),
      entries: 1,
    });
    const all = [line("a", "-5"), line("b", "-4"), line("c", "-0.1"), line("d", "-0.02")];
    assert.deepEqual(shortened(all, 3), [
      line("a", "-5"),
      line("b", "-4"),
      { label: { kind: "other" }, amount: "-0.12", entries: 2 },
    ]);
    assert.deepEqual(shortened(all, 4), all);
  });
});
