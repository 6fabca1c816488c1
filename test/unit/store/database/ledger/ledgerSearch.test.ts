import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { minuteMs } from "../../../../../src/core/time/durations.ts";
import type { HistoryStore } from "../../../../../src/store/historyStore.ts";
import { storeLedgerPage } from "../../../../helpers/storeLedgerPage.ts";
import { withTimeZone } from "../../../../helpers/withTimeZone.ts";
import {
  entry,
  meter,
  observedStrings,
  pollMs,
  readAllPages,
  readEntries,
  recordReadings,
  startMs,
} from "../helpers/readings.ts";
import { openStore } from "../helpers/tempHistory.ts";

async function createStoreWith(...descriptions: string[]): Promise<HistoryStore> {
  const store = await openStore();
  const page = descriptions.map((description, index) => entry(index + 1, startMs, { description }));
  storeLedgerPage(store, "poof", page, meter("1"));
  return store;
}

function found(store: HistoryStore, text: string): string[] {
  return readAllPages(store, { text, order: "oldest", source: "provider" }).map(
    ({ description }) => description,
  );
}

describe("searching the provider's entries", () => {
  it("the search finds any part of description, reference and id", async () => {
    const store = await openStore();
    storeLedgerPage(
      store,
      "poof",
      [entry("inv-77", startMs, { description: "Card", reference: "ref/A" })],
      meter("1"),
    );
    for (const text of ["ard", "f/a", "NV-7"]) assert.equal(readEntries(store, { text }).length, 1, text);
    for (const text of ["cards", "Cardref", "metadata"])
      assert.equal(readEntries(store, { text }).length, 0, text);
  });

  it("the search ignores case in any script", async () => {
    const store = await createStoreWith(
      "Übersetzung",
      "ΟΔΟΣ Σίγμα",
      "ПРИВЕТ",
      "İstanbul",
      "Straße",
      "ǅungla",
    );
    for (const [text, description] of [
      ["übersetzung", "Übersetzung"],
      ["ÜBERSETZUNG", "Übersetzung"],
      ["οδος σ", "ΟΔΟΣ Σίγμα"],
      ["ΣΊΓΜΑ", "ΟΔΟΣ Σίγμα"],
      ["привет", "ПРИВЕТ"],
      ["istanbul", "İstanbul"],
      ["İSTANBUL", "İstanbul"],
      ["STRASSE", "Straße"],
      ["straße", "Straße"],
      ["ǆUNGLA", "ǅungla"],
    ] as const) {
      assert.deepEqual(found(store, text), [description], text);
    }
  });

  it("the search ignores how an accent is encoded", async () => {
    const store = await createStoreWith("Cafe\u0301 Zürich");
    assert.equal(found(store, "CAFÉ").length, 1);
    assert.equal(found(store, "zu\u0308rich").length, 1);
    assert.equal(found(store, "zurich").length, 0);
  });

  it("the search takes %, _, quotes, brackets and backslashes literally", async () => {
    const store = await createStoreWith(
      "100% off",
      "a_b",
      "it's",
      'say "hi"',
      "back\\slash",
      "[x]*?",
      "plain",
    );
    assert.deepEqual(found(store, "%"), ["100% off"]);
    assert.deepEqual(found(store, "_"), ["a_b"]);
    assert.deepEqual(found(store, "'"), ["it's"]);
    assert.deepEqual(found(store, '"hi"'), ['say "hi"']);
    assert.deepEqual(found(store, "\\"), ["back\\slash"]);
    assert.deepEqual(found(store, "[x]*?"), ["[x]*?"]);
    assert.deepEqual(found(store, "' OR 1=1 --"), []);
    assert.deepEqual(found(store, "*"), ["[x]*?"]);
  });

  it("an empty search text is no filter", async () => {
    assert.equal(found(await createStoreWith("a", "b"), "").length, 2);
  });

  it("the search finds nothing for a text that no field contains, whatever its length", async () => {
    const store = await createStoreWith("a");
    assert.deepEqual(found(store, "z".repeat(100_000)), []);
    assert.equal(readEntries(store, { text: "zz" }).length, 0);
  });

  it("the search uses a description that the provider changed", async () => {
    const store = await createStoreWith("before");
    storeLedgerPage(store, "poof", [entry(1, startMs, { description: "after" })], meter("1"));
    assert.deepEqual(found(store, "before"), []);
    assert.deepEqual(found(store, "after"), ["after"]);
  });
});

describe("searching observed entries", () => {
  /** A store with consumption at 14:05, a top-up at 14:10 and a changed limit at 14:15, UTC on 2026-11-16. */
  async function observed(): Promise<HistoryStore> {
    const store = await openStore();
    const limit = "50";
    recordReadings(store, [
      meter("5", { limit }),
      meter("4", { limit }),
      meter("50", { limit }),
      meter("60", { limit: "100" }),
    ]);
    return store;
  }

  const minutesFound = (store: HistoryStore, text: string) =>
    readEntries(store, { text }).map(({ atMs }) => (atMs - startMs) / minuteMs);

  it("the search finds all observed entries of a cause by the words in their text, in any case", async () => {
    const store = await observed();
    assert.deepEqual(minutesFound(store, "BETWEEN"), [5, 10, 15]);
    assert.deepEqual(minutesFound(store, "observed"), [5, 10, 15]);
    assert.deepEqual(minutesFound(store, "limit changed"), [15]);
    assert.deepEqual(minutesFound(store, "period reset"), []);
  });

  it("the search finds an observed entry by its id or a part of it", async () => {
    const store = await observed();
    assert.deepEqual(minutesFound(store, `balance-${startMs + pollMs}`), [5]);
    assert.deepEqual(minutesFound(store, `ANCE-${startMs + pollMs}`), [5]);
    assert.deepEqual(minutesFound(store, String(startMs + 2 * pollMs).slice(3)), [10]);
    assert.deepEqual(minutesFound(store, "alance"), [5, 10, 15]);
    assert.deepEqual(minutesFound(store, "balance-9"), []);
  });

  it("the search finds an observed entry by the local times at both ends of its interval", async () => {
    await withTimeZone("UTC", async () => {
      const store = await observed();
      assert.deepEqual(minutesFound(store, "14:05"), [5, 10]);
      assert.deepEqual(minutesFound(store, "2026-11-16 14:15"), [15]);
      assert.deepEqual(minutesFound(store, "11-16 14:1"), [10, 15]);
      assert.deepEqual(minutesFound(store, "2026-11-16"), [5, 10, 15]);
      assert.deepEqual(minutesFound(store, "16 14:00"), [5]);
      assert.deepEqual(minutesFound(store, "2026-11-17"), []);
      assert.deepEqual(minutesFound(store, "21:05"), []);
      assert.deepEqual(minutesFound(store, "6 1"), [5, 10, 15]);
    });
    await withTimeZone("Asia/Kathmandu", async () => {
      assert.deepEqual(minutesFound(await observed(), "19:50"), [5, 10]);
    });
  });

  it("the search pages and counts the observed entries that it finds", async () => {
    const store = await openStore();
    const length = 300;
    recordReadings(
      store,
      Array.from({ length }, (_, index) => String(length - index)),
    );
    await withTimeZone("UTC", () => {
      const rows = readAllPages(store, { text: ":30", limit: 3 });
      const [first] = [
        store.ledger({ accountId: "poof", order: "newest", limit: 3, text: ":30" }, observedStrings),
      ];
      assert.equal(rows.length, first?.total);
      // At each half hour one interval ends and another begins.
      assert.equal(rows.length, 50);
    });
  });
});
