import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { languages } from "../../../../../scripts/l10n/languages.ts";
import type { LedgerRow, ObservedDescriptions } from "../../../../../src/core/ledger/ledgerEntry.ts";
import { observedText } from "../../../../../src/core/ledger/observedText.ts";
import { amountOf } from "../../../../../src/core/money/amount.ts";
import { dayMs } from "../../../../../src/core/time/durations.ts";
import { LocalTimeTexts } from "../../../../../src/core/time/localTimeTexts.ts";
import { storeLedgerPage } from "../../../../helpers/storeLedgerPage.ts";
import { entry, meter, pollMs, recordReadings, startMs } from "../helpers/readings.ts";
import { openStore } from "../helpers/tempHistory.ts";

const english: ObservedDescriptions = {
  change: "Observed between {0} and {1}",
  reset: "Period reset, observed between {0} and {1}",
  limit: "Limit changed, observed between {0} and {1}",
  window: "Dropped out of the rolling window, observed between {0} and {1}",
  returned: "Given back or dropped out of a rolling window, observed between {0} and {1}",
  notBooked: "Not booked yet, observed between {0} and {1}",
  unexplained: "Unexplained, observed between {0} and {1}",
};

function descriptionsIn(locale: string): ObservedDescriptions {
  if (locale === "en") return { ...english, locale };
  const file = path.join(import.meta.dirname, `../../../../../l10n/bundle.l10n.${locale}.json`);
  const texts = JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
  const translated = Object.entries(english).map(([kind, text]) => [kind, texts[text]]);
  return { ...english, ...Object.fromEntries(translated), locale };
}

describe("searching observed entries by what is on the screen", () => {
  for (const locale of ["en", ...languages]) {
    it(`a search in ${locale} finds a description, any part of it and any of its times`, async () => {
      const store = await openStore();
      recordReadings(store, ["100", "95", "95", "90"]);
      recordReadings(store, ["90", "80"], startMs + 10 * 60 * 60_000);
      storeLedgerPage(store, "bonus", [entry(1, startMs)], meter("1"));
      const descriptions = descriptionsIn(locale);
      const timeZone = "America/New_York";
      const times = new LocalTimeTexts(locale, timeZone);
      const shown = (row: LedgerRow) =>
        observedText(descriptions[row.cause ?? row.booking ?? "change"] ?? "", times, row.sinceMs, row.atMs);
      const search = (text: string) =>
        store.ledger({ accountId: "poof", order: "oldest", limit: 100, text, timeZone }, descriptions).rows;
      const all = search("");
      assert.equal(all.length, 3);
      for (const row of all) {
        const text = shown(row);
        for (const part of [text, text.toUpperCase(), text.slice(3, -2), text.slice(-9)]) {
          const found = search(part).map(shown);
          assert.ok(found.includes(text), `${part} in ${found.join("; ")}`);
          for (const each of found) assert.ok(each.toLowerCase().includes(part.toLowerCase()), each);
        }
      }
      assert.deepEqual(search(`${shown(all[0] as LedgerRow)} `), []);
      assert.deepEqual(search("ocr"), []);
    });
  }

  it("a search finds what is not booked by its whole description, also where a part is booked", async () => {
    const store = await openStore();
    recordReadings(store, ["100", "93", "93", "90"]);
    const at = startMs + pollMs - 1000;
    storeLedgerPage(store, "poof", [entry(1, at, { amount: amountOf("-3") })], meter("90"));
    const descriptions = descriptionsIn("en");
    const search = (text: string) =>
      store
        .ledger({ accountId: "poof", order: "oldest", limit: 100, text, timeZone: "UTC" }, descriptions)
        .rows.map(({ amount }) => amount);
    assert.deepEqual(search("Not booked yet, observed between 2:00 PM and 2:05 PM"), ["-4"]);
    assert.deepEqual(search("observed between 2:10 pm and"), ["-3"]);
    assert.deepEqual(search("Observed between 2:11 PM"), []);
  });

  it("times that are days apart are found with their days", async () => {
    const store = await openStore();
    recordReadings(store, ["100"]);
    recordReadings(store, ["95"], startMs + dayMs);
    const query = { accountId: "poof", order: "oldest", limit: 9, timeZone: "UTC" } as const;
    const text = "between Nov 16, 2:00 PM and Nov 17, 2:00 PM";
    assert.equal(store.ledger({ ...query, text }, descriptionsIn("en")).total, 1);
  });
});
