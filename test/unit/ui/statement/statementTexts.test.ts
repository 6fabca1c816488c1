import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { amountOf } from "../../../../src/core/money/amount.ts";
import { credits, currency } from "../../../../src/core/money/unit.ts";
import { rangeOfMonth } from "../../../../src/core/time/localDay.ts";
import type { AccountStatement } from "../../../../src/ui/statement/accountStatement.ts";
import { statementCsv } from "../../../../src/ui/statement/statementCsv.ts";
import { statementMarkdown } from "../../../../src/ui/statement/statementMarkdown.ts";
import { readCsv } from "../../../helpers/readCsv.ts";
import { ledgerStrings } from "../../../webview/helpers/ledgerStrings.ts";
import { statementStrings } from "../../../webview/helpers/statementStrings.ts";

const words = { statement: statementStrings, syncReasons: ledgerStrings.syncReasons };
const none = { total: amountOf("0"), entries: 0, lines: [] };
const timeZone = "Europe/Berlin";
// The clocks change in this month, so it is an hour longer.
const range = rangeOfMonth("2026-10", timeZone);
const nowMs = range.toMs + 86_400_000;
const context = { locale: "en-US", nowMs, timeZone, hideAmounts: false };
const hostile = '=HYPERLINK("http://127.0.0.1")|<b>x</b>\n`a`[l](javascript:1)';

const statement: AccountStatement = {
  accountId: "rich",
  label: "Rich | Utilities",
  ...range,
  sync: { state: "complete", atMs: nowMs, asOfMs: nowMs, entries: 3 },
  meters: [
    {
      meterId: "balance",
      name: "Balance",
      unit: credits,
      opening: { amount: amountOf("0.0000000000000000001"), asOfMs: range.fromMs - 1 },
      in: none,
      out: {
        total: amountOf("-1234.5"),
        entries: 3,
        lines: [
          { label: { text: hostile }, amount: amountOf("-1234"), entries: 2 },
          { label: { text: "OCR" }, amount: amountOf("-0.5"), entries: 1 },
        ],
      },
      adjustments: none,
      unexplained: {
        total: amountOf("2"),
        entries: 1,
        lines: [{ label: { kind: "notBooked" }, amount: amountOf("2"), entries: 1 }],
      },
      closing: { amount: amountOf("-1232.4999999999999999999"), asOfMs: range.toMs - 1 },
    },
    {
      meterId: "eur",
      name: "Money",
      unit: currency("EUR"),
      in: none,
      out: none,
      adjustments: none,
      unexplained: none,
    },
  ],
};

/** The text as a reader of the Markdown sees it. */
const plain = (text: string) =>
  text.replace(/&#(\d+);/g, (_entity, code) => String.fromCharCode(Number(code)));

describe("the texts of a statement", () => {
  it("the month of a clock change has its own length", () => {
    assert.equal(range.toMs - range.fromMs, (31 * 24 + 1) * 3_600_000);
    const march = rangeOfMonth("2026-03", timeZone);
    assert.equal(march.toMs - march.fromMs, (31 * 24 - 1) * 3_600_000);
  });

  it("the Markdown has every digit, says what is unknown, and no text of it acts as markup", () => {
    const text = statementMarkdown(statement, context, words);
    assert.ok(!text.includes("<b>") && !text.includes("](") && !/`/.test(text), text);
    const lines = plain(text).split("\n");
    assert.equal(lines[0], "# Statement: Rich | Utilities");
    assert.match(lines[2] ?? "", /^October 1\s–\s31, 2026 \(Europe\/Berlin\)$/);
    assert.match(lines[3] ?? "", /^The provider's ledger is complete as of /);
    assert.ok(lines.includes("| **Opening balance** |  | **0.0000000000000000001** |"), text);
    assert.ok(lines.includes("| **Out** | 3 | **−1,234.5** |"), text);
    assert.ok(lines.includes("| OCR | 1 | −0.5 |"), text);
    assert.ok(lines.includes("| Not booked yet | 1 | +2 |"), text);
    assert.ok(lines.includes("| **Closing balance** |  | **-1,232.4999999999999999999** |"), text);
    assert.equal(lines.filter((line) => line.endsWith("| **unknown** |")).length, 2);
    const rows = text.split("\n").filter((line) => line.startsWith("|"));
    for (const row of rows) assert.equal(row.split("|").length, 5, row);
  });

  it("the CSV adds up, leaves unknown balances empty, and has no formula", () => {
    const [head = [], ...rows] = readCsv(statementCsv(statement, statementStrings).replace("\uFEFF", ""));
    assert.deepEqual(head, [
      "account",
      "meter",
      "unit",
      "section",
      "description",
      "entries",
      "amount",
      "as_of",
    ]);
    const cell = (row: readonly string[], name: string) => row[head.indexOf(name)];
    assert.deepEqual(
      rows.map((row) => [cell(row, "meter"), cell(row, "section"), cell(row, "amount")]),
      [
        ["balance", "opening", "0.0000000000000000001"],
        ["balance", "out", "-1234"],
        ["balance", "out", "-0.5"],
        ["balance", "unexplained", "2"],
        ["balance", "closing", "-1232.4999999999999999999"],
        ["eur", "opening", ""],
        ["eur", "closing", ""],
      ],
    );
    assert.ok(cell(rows[1] ?? [], "description")?.startsWith("'=HYPERLINK"));
    assert.equal(cell(rows[0] ?? [], "as_of"), new Date(range.fromMs - 1).toISOString());
  });

  it("a ledger with gaps, and an account without one, say so", () => {
    const stateOf = (sync: AccountStatement["sync"]) => {
      const { sync: _sync, ...rest } = statement;
      return plain(statementMarkdown({ ...rest, ...(sync ? { sync } : {}) }, context, words)).split("\n")[3];
    };
    assert.match(stateOf({ state: "partial", reason: "gap", entries: 1 }) ?? "", /^Entries may be missing/);
    assert.match(stateOf({ state: "partial", reason: "order", entries: 1 }) ?? "", /changes the order/);
    assert.match(stateOf(undefined) ?? "", /^From readings/);
  });
});
