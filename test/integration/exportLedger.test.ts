import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { LedgerEntry } from "../../src/api.ts";
import { minuteMs } from "../../src/core/time/durations.ts";
import { readCsv } from "../helpers/readCsv.ts";
import { api } from "./helpers/creditMonitor.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { readAllEntries, waitForSync } from "./helpers/ledgerPages.ts";
import { assertRejectionNames, rejection } from "./helpers/rejection.ts";
import { runCommand } from "./helpers/runCommand.ts";

const columns = "id,account,source,type,meter,unit,amount,balance_after,at,description,reference".split(",");
const hostile = [
  `=HYPERLINK("http://127.0.0.1:1","free")`,
  "+1+1",
  "-2+3",
  "@SUM(A1)",
  "\t=1",
  "\r=1",
  "<script>alert(1)</script><img src=x onerror=alert(1)>",
  "\u202Etxt.exe\u2066",
  'two\nlines, a "quote" and\r\na third',
  "ok",
];
/** Too long to be kept: its end is cut off, and its length follows. */
const long = "x".repeat(10_000);

describe("exportLedger", () => {
  const session = hostSession({ keepsAccounts: true });
  const accountId = "rich-utilities";
  let folder = "";
  let all: readonly LedgerEntry[] = [];
  const target = (name: string) => path.join(folder, name);
  const text = (name: string) => readFileSync(target(name), "utf8");
  const rows = (name: string) => {
    const [head, ...body] = readCsv(text(name).replace("\uFEFF", ""));
    assert.deepEqual(head, columns);
    return body.map((cells) => Object.fromEntries(columns.map((name, index) => [name, cells[index]])));
  };

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "credit-monitor-export-"));
    const { accounts, clock } = session.sample;
    clock.freeze(Date.now() - minuteMs);
    accounts.set("richUtilities", { reserved: "0" });
    accounts.addEntry({ type: "debit", amount: "0.000001", description: long, reference: null });
    hostile.forEach((description, index) => {
      const reference = index === 0 ? "=cmd|' /C calc'!A0" : index === 1 ? null : `ref-${index}`;
      accounts.addEntry({ type: "debit", amount: "0.000001", description, reference });
    });
    assert.equal(await session.addAccount("richUtilities", { label: "Rich Utilities" }), accountId);
    await waitForSync(accountId);
    accounts.set("poof", { maxCredits: "5000", usedCredits: "100" });
    await session.addAccount("poof");
    accounts.set("poof", { usedCredits: "142" });
    session.advance(minuteMs);
    await runCommand("refresh", { accountId: "poof" });
    all = await readAllEntries({ accountId });
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const exported = (more: Readonly<Record<string, unknown>>) => runCommand("exportLedger", more);

  it("exportLedger writes CSV with a byte order mark and a row per entry, and returns the count", async () => {
    const count = await exported({ accountId, format: "csv", path: target("rich.csv") });
    assert.equal(count, all.length);
    assert.ok(text("rich.csv").startsWith("\uFEFFid,account,source,"));
    const found = rows("rich.csv");
    assert.deepEqual(
      found.map(({ id, amount, at, balance_after }) => [id, amount, at, balance_after]),
      all.map(({ id, amount, at, balanceAfter }) => [id, amount, at, balanceAfter]),
    );
    for (const { account, unit, meter, amount } of found) {
      assert.deepEqual([account, unit, meter], [accountId, "credits", "balance"]);
      assert.match(amount ?? "", /^-?\d+(\.\d+)?$/);
    }
  });

  it("exportLedger writes no cell as a formula, and keeps every other text as it is", async () => {
    await exported({ accountId, format: "csv", path: target("cells.csv") });
    const texts = rows("cells.csv").map(({ description = "" }) => description);
    for (const description of hostile) {
      const isFormula = /^[=+\-@\t\r]/.test(description);
      assert.ok(texts.includes(isFormula ? `'${description}` : description), description.slice(0, 40));
    }
    assert.ok(texts.some((description) => /^x{2000}… \(10000\)$/.test(description)));
    for (const row of rows("cells.csv")) {
      for (const name of ["id", "account", "source", "type", "meter", "unit", "description", "reference"]) {
        assert.doesNotMatch(row[name] ?? "", /^[=+\-@\t\r]/, name);
      }
    }
    assert.ok(rows("cells.csv").some(({ reference }) => reference === "'=cmd|' /C calc'!A0"));
    assert.ok(rows("cells.csv").some(({ amount }) => amount === "-0.000001"));
  });

  it("exportLedger writes JSON that equals the API's entries, with account and unit", async () => {
    const count = await exported({ accountId, format: "json", path: target("rich.json") });
    assert.equal(count, all.length);
    const expected = all.map((entry) => ({ ...entry, account: accountId, unit: "credits" }));
    assert.deepEqual(JSON.parse(text("rich.json")), expected);
  });

  it("the API gives hostile texts as they are, and finds them", async () => {
    const texts = all.map(({ description }) => description);
    for (const description of hostile) assert.ok(texts.includes(description), description.slice(0, 40));
    const [found] = await readAllEntries({ accountId, text: "<SCRIPT>" });
    assert.equal(found?.description, hostile[6]);
  });

  it("exportLedger writes all accounts when none is named", async () => {
    const count = await exported({ format: "csv", path: target("all.csv") });
    const found = rows("all.csv");
    assert.equal(count, all.length + 1);
    assert.equal(found.length, count);
    const poof = found.filter(({ account }) => account === "poof");
    assert.deepEqual(
      poof.map(({ source, type, amount, balance_after }) => [source, type, amount, balance_after]),
      [["observed", "debit", "-42", "4858"]],
    );
  });

  it("exportLedger writes the entries of the range and the type", async () => {
    const [to, from] = [all[2]?.at ?? "", all.at(-1)?.at ?? ""];
    const query = { accountId, from, to, type: "debit" } as const;
    const count = await exported({ ...query, format: "json", path: target("some.json") });
    const expected = await readAllEntries(query);
    assert.equal(count, expected.length);
    const written: readonly { readonly id: string }[] = JSON.parse(text("some.json"));
    assert.deepEqual(
      written.map(({ id }) => id),
      expected.map(({ id }) => id),
    );
  });

  it("exportLedger writes a file without entries when nothing matches", async () => {
    const none = { from: "2037-01-01T00:00:00Z" };
    assert.equal(await exported({ ...none, format: "csv", path: target("none.csv") }), 0);
    assert.deepEqual(rows("none.csv"), []);
    assert.equal(await exported({ ...none, format: "json", path: target("none.json") }), 0);
    assert.deepEqual(JSON.parse(text("none.json")), []);
  });

  it("exportLedger replaces an existing file once the new one is complete", async () => {
    writeFileSync(target("old.json"), "something else, and longer than nothing");
    await exported({ accountId: "poof", format: "json", path: target("old.json") });
    assert.equal(JSON.parse(text("old.json")).length, 1);
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.includes("partial")),
      [],
    );
  });

  it("exportLedger rejects where it cannot write, and leaves nothing behind", async () => {
    mkdirSync(target("taken"));
    writeFileSync(target("taken/inside.txt"), "stays");
    await rejection(exported({ format: "csv", path: target("taken") }));
    await rejection(exported({ format: "csv", path: target("not/there.csv") }));
    await rejection(exported({ format: "csv", path: target("taken/inside.txt/ledger.csv") }));
    assert.equal(existsSync(target("not")), false);
    assert.deepEqual(readdirSync(target("taken")), ["inside.txt"]);
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.includes("partial")),
      [],
    );
  });

  it("exportLedger rejects wrong arguments and names the field", async () => {
    const good = { accountId, format: "csv", path: target("never.csv") };
    const wrong: readonly (readonly [string, unknown])[] = [
      ["accountId", "nobody"],
      ["accountId", ""],
      ["format", "xml"],
      ["format", undefined],
      ["path", ""],
      ["path", undefined],
      ["from", "last week"],
      ["to", 5],
      ["type", "spend"],
    ];
    for (const [field, value] of wrong)
      await assertRejectionNames(exported({ ...good, [field]: value }), field);
    assert.equal(existsSync(target("never.csv")), false);
    assert.equal(api().accounts().length, 2);
  });
});
