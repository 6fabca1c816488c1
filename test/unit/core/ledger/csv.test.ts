import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { csvRow, csvText } from "../../../../src/core/ledger/ledgerExport.ts";
import { readCsv } from "../../../helpers/readCsv.ts";

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
