import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
  csvRow,
  csvText,
  type ExportEntry,
  exportFormats,
  unitName,
} from "../../../../src/core/ledger/ledgerExport.ts";
import { credits, currency, requests } from "../../../../src/core/money/unit.ts";
import { readCsv } from "../../../helpers/readCsv.ts";

const entry: ExportEntry = {
  id: "1",
  account: "rich",
  source: "provider",
  type: "debit",
  meterId: "balance",
  unit: "credits",
  amount: "-123456789012345678901234567890.000001",
  balanceAfter: "-0.5",
  description: '-Remote, "quoted"\r\n=and more',
  reference: "@ref",
  at: "2026-11-20T12:00:00.000Z",
};

describe("an export as CSV", () => {
  const { head, separator, tail, entry: write } = exportFormats.csv;

  it("a CSV export begins with a byte order mark and the columns of the contract", () => {
    assert.equal(
      head,
      "\uFEFFid,account,source,type,meter,unit,amount,balance_after,at,description,reference\r\n",
    );
    assert.equal(separator + tail, "");
  });

  it("a CSV export keeps amounts plain, a minus included, and neutralises text", () => {
    assert.deepEqual(readCsv(write(entry)), [
      [
        "1",
        "rich",
        "provider",
        "debit",
        "balance",
        "credits",
        "-123456789012345678901234567890.000001",
        "-0.5",
        "2026-11-20T12:00:00.000Z",
        '\'-Remote, "quoted"\r\n=and more',
        "'@ref",
      ],
    ]);
  });

  it("a CSV export neutralises ids, accounts and meters too, for a provider may name them", () => {
    const [row] = readCsv(write({ ...entry, id: "=1", account: "+2", meterId: "@3" }));
    assert.deepEqual([row?.[0], row?.[1], row?.[4]], ["'=1", "'+2", "'@3"]);
  });

  it("a CSV export leaves the cell of a missing value empty", () => {
    const { balanceAfter: _balanceAfter, reference: _reference, ...bare } = entry;
    const [row] = readCsv(write(bare));
    assert.equal(row?.length, 11);
    assert.equal(row[7], "");
    assert.equal(row[10], "");
  });
});

describe("an export as JSON", () => {
  const { head, separator, tail, entry: write } = exportFormats.json;

  it("a JSON export is an array of no, one or many entries", () => {
    assert.deepEqual(JSON.parse(head + tail), []);
    assert.deepEqual(JSON.parse(head + write(entry) + tail), [entry]);
    assert.deepEqual(JSON.parse(head + [entry, entry].map(write).join(separator) + tail), [entry, entry]);
  });

  it("a JSON export keeps texts as they are and amounts as exact strings", () => {
    const [read] = JSON.parse(head + write(entry) + tail);
    assert.equal(read.amount, entry.amount);
    assert.equal(read.description, entry.description);
  });
});

describe("unitName", () => {
  it("a unit is named by its kind, or by the currency's code", () => {
    assert.deepEqual([credits, requests, currency("eur")].map(unitName), ["credits", "requests", "EUR"]);
    assert.equal(unitName({ kind: "currency" }), "currency");
  });
});

describe("csvText", () => {
  it("csvText leaves plain text as it is", () => {
    for (const text of ["", "Credits", "ü € 漢字", "a-b", "1=1", " =1", "'x", "<script>"]) {
      assert.equal(csvText(text), text);
    }
  });

  it("csvText quotes what RFC 4180 requires to be quoted", () => {
    assert.equal(csvText("a,b"), '"a,b"');
    assert.equal(csvText('say "hi"'), '"say ""hi"""');
    assert.equal(csvText("a\nb"), '"a\nb"');
    assert.equal(csvText("a\rb"), '"a\rb"');
    assert.equal(csvText('"'), '""""');
  });

  it("csvText prevents a spreadsheet from reading text as a formula", () => {
    for (const start of ["=", "+", "-", "@", "\t", "\r"]) {
      const text = `${start}1+1`;
      assert.deepEqual(readCsv(csvRow([csvText(text)])), [[`'${text}`]]);
    }
    assert.equal(csvText('=HYPERLINK("x","y")'), `"'=HYPERLINK(""x"",""y"")"`);
  });

  it("csvText writes every text so that a strict reader gives it back", () => {
    const texts = ['","', "a\r\n", '"\r\n"', "a\u2028b", "\u202Egnp.exe", '"""', "x".repeat(10_000), "\0"];
    assert.deepEqual(readCsv(csvRow(texts.map(csvText))), [texts]);
  });
});
