import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "mocha";
import type { LedgerEntry, LedgerFilter } from "../../../../src/core/ledger/ledgerEntry.ts";
import type { ExportFormatName } from "../../../../src/core/ledger/ledgerExport.ts";
import { minuteMs } from "../../../../src/core/time/durations.ts";
import { instantOf } from "../../../../src/core/time/instant.ts";
import { exportLedger } from "../../../../src/services/ledger/exportLedger.ts";
import { HistoryError } from "../../../../src/store/historyStore.ts";
import { meterOf } from "../../../helpers/accountStatus.ts";
import { ledgerEntryOf } from "../../../helpers/ledgerEntryOf.ts";
import { createLedgerHarness, observedStrings } from "../../../helpers/ledgerHarness.ts";
import { readCsv } from "../../../helpers/readCsv.ts";
import { temporaryFolder } from "../../../helpers/temporaryFolder.ts";

/** About twelve hundred entries: three pages of an export. */
const large = { openedAtMs: Date.UTC(2026, 7, 20), debitsPerDay: 13 };
const hostile = '=HYPERLINK("x"),\r\n<script>\u202E" ';

async function createExportHarness() {
  const harness = await createLedgerHarness(large);
  harness.clock.jump(1);
  harness.sample.accounts.addEntry({ type: "adjustment", amount: "-0.000001", description: hostile });
  await harness.sync();
  const folder = await temporaryFolder();
  const { id: accountId } = harness.account;
  return {
    ...harness,
    folder: folder.path,
    path: join(folder.path, "ledger.out"),
    accountId,
    write(format: ExportFormatName, more: Partial<Parameters<typeof exportLedger>[1]> = {}) {
      const filters: readonly LedgerFilter[] = [{ accountId, source: "provider" }];
      const path = join(folder.path, "ledger.out");
      const { signal } = harness;
      return exportLedger(
        harness.history,
        { format, path, filters, signal, onProgress: () => {}, ...more },
        { observedDescriptions: observedStrings, toEntry: ledgerEntryOf },
      );
    },
    async [Symbol.asyncDispose]() {
      await folder[Symbol.asyncDispose]();
      await harness[Symbol.asyncDispose]();
    },
  };
}

describe("exportLedger", () => {
  it("exportLedger writes CSV that a strict reader gives back entry by entry", async () => {
    await using harness = await createExportHarness();
    const rows = await harness.stored();
    const progress: (readonly [number, number])[] = [];
    const onProgress = (written: number, total: number) => progress.push([written, total]);
    assert.equal(await harness.write("csv", { onProgress }), rows.length);
    const text = await readFile(harness.path, "utf8");
    assert.equal(text.charCodeAt(0), 0xfeff);
    const [head, ...cells] = readCsv(text.slice(1));
    assert.equal(
      head?.join(),
      "id,account,source,type,meter,unit,amount,balance_after,at,description,reference",
    );
    assert.deepEqual(
      cells,
      rows.map((row) => [
        row.id,
        harness.accountId,
        "provider",
        row.type,
        "balance",
        "credits",
        row.amount,
        row.balanceAfter ?? "",
        instantOf(row.atMs),
        row.description.startsWith("=") ? `'${row.description}` : row.description,
        row.reference ?? "",
      ]),
    );
    assert.equal(cells[0]?.[6], "-0.000001");
    assert.equal(cells[0]?.[9], `'${hostile}`);
    assert.deepEqual(progress.at(-1), [rows.length, rows.length]);
    assert.equal(progress.length, Math.ceil(rows.length / 500));
  });

  it("exportLedger writes JSON of the same entries, with texts as they are", async () => {
    await using harness = await createExportHarness();
    const rows = await harness.stored();
    await harness.write("json");
    const entries: LedgerEntry[] = JSON.parse(await readFile(harness.path, "utf8"));
    assert.deepEqual(
      entries,
      rows.map((row) => ({ ...ledgerEntryOf(row), account: harness.accountId, unit: "credits" })),
    );
    assert.equal(entries[0]?.description, hostile);
    assert.equal(entries[0]?.amount, "-0.000001");
  });

  it("exportLedger writes the filtered entries of one account after the other", async () => {
    await using harness = await createExportHarness();
    const nowMs = harness.clock.now();
    await harness.history.write("poof", (store) => {
      store.recordReading("poof", [meterOf("9")], nowMs, 120_000);
      store.recordReading("poof", [meterOf("7")], nowMs + minuteMs, 120_000);
    });
    const filters: LedgerFilter[] = [
      { accountId: "nobody" },
      { accountId: harness.accountId, source: "provider", type: "adjustment" },
      { accountId: "nobody" },
      { accountId: "poof" },
    ];
    const adjustments = (await harness.stored()).filter(({ type }) => type === "adjustment").length;
    assert.equal(await harness.write("json", { filters }), adjustments + 1);
    const entries: { account: string; type: string; source: string }[] = JSON.parse(
      await readFile(harness.path, "utf8"),
    );
    assert.equal(entries.length, adjustments + 1);
    assert.deepEqual([entries.at(-1)?.account, entries.at(-1)?.source], ["poof", "observed"]);
    assert.ok(entries.slice(0, -1).every(({ type }) => type === "adjustment"));
    assert.equal(await harness.write("json", { filters: [{ accountId: "nobody" }] }), 0);
    assert.deepEqual(JSON.parse(await readFile(harness.path, "utf8")), []);
  });

  it("exportLedger leaves the old file and no other when it is cancelled", async () => {
    await using harness = await createExportHarness();
    await writeFile(harness.path, "old");
    const stop = new AbortController();
    const cancelled = harness.write("csv", { signal: stop.signal, onProgress: () => stop.abort() });
    await assert.rejects(cancelled, { name: "AbortError" });
    assert.equal(await readFile(harness.path, "utf8"), "old");
    assert.deepEqual(await readdir(harness.folder), ["ledger.out"]);
  });

  it("exportLedger leaves the old file when the history fails midway, and says why", async () => {
    await using harness = await createExportHarness();
    await writeFile(harness.path, "old");
    await harness.history.read((store) => {
      const ledger = store.ledger.bind(store);
      let pages = 0;
      store.ledger = (...query) => {
        pages += 1;
        if (pages > 1) throw new HistoryError("diskFull");
        return ledger(...query);
      };
    });
    await assert.rejects(
      harness.write("csv"),
      (error) => error instanceof HistoryError && error.reason === "diskFull",
    );
    assert.equal(await readFile(harness.path, "utf8"), "old");
    assert.deepEqual(await readdir(harness.folder), ["ledger.out"]);
  });

  it("exportLedger rejects when the folder does not exist", async () => {
    await using harness = await createExportHarness();
    await assert.rejects(harness.write("csv", { path: join(harness.folder, "gone", "x.csv") }), {
      code: "ENOENT",
    });
  });
});
