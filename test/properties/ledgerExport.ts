import assert from "node:assert/strict";
import fc from "fast-check";
import { type ExportEntry, exportFormats } from "../../src/core/ledger/ledgerExport.ts";
import { readCsv } from "../helpers/readCsv.ts";
import { anyAmount } from "./helpers/numerals.ts";
import { property } from "./helpers/property.ts";

/** Text that attacks spreadsheets and parsers. */
const hostile = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: "binary" }),
  fc.string({ unit: fc.constantFrom(..."=+-@\t\r\n\",;' a\u2028\ufeff") }),
);

const entry: fc.Arbitrary<ExportEntry> = fc.record(
  {
    id: hostile,
    account: hostile,
    source: fc.constantFrom("provider", "observed"),
    type: fc.constantFrom("credit", "debit", "adjustment"),
    meterId: hostile,
    unit: fc.constantFrom("credits", "requests", "EUR"),
    amount: anyAmount,
    balanceAfter: anyAmount,
    at: fc.constant("2026-11-14T10:05:00.000Z"),
    description: hostile,
    reference: hostile,
  },
  { requiredKeys: ["id", "account", "source", "type", "meterId", "unit", "amount", "at", "description"] },
);
const entries = fc.array(entry, { maxLength: 4 });

function fileOf(name: keyof typeof exportFormats, list: readonly ExportEntry[]): string {
  const { head, separator, tail, entry: text } = exportFormats[name];
  return head + list.map(text).join(separator) + tail;
}

/** The cell for a text; a spreadsheet must not run the text as a formula. */
function escapeFormula(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

export const ledgerExportProperties = [
  property("export: CSV preserves every cell, and no text cell is a formula", entries, (list) => {
    const [head = [], ...rows] = readCsv(fileOf("csv", list).slice(1));
    assert.equal(head.length, 11);
    const expected = list.map((one) => [
      ...[
        escapeFormula(one.id),
        escapeFormula(one.account),
        one.source,
        one.type,
        escapeFormula(one.meterId),
        one.unit,
      ],
      ...[
        one.amount,
        one.balanceAfter ?? "",
        one.at,
        escapeFormula(one.description),
        escapeFormula(one.reference ?? ""),
      ],
    ]);
    assert.deepEqual(rows, expected);
  }),

  property("export: JSON preserves every entry", entries, (list) => {
    assert.deepEqual(JSON.parse(fileOf("json", list)), JSON.parse(JSON.stringify(list)));
  }),
];
