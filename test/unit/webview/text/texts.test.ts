import assert from "node:assert/strict";
import { amountOf } from "../../../../src/core/money/amount.ts";
import { formatExact, formatSigned } from "../../../../src/core/money/formatAmount.ts";
import { credits, currency } from "../../../../src/core/money/unit.ts";
import { hourMs } from "../../../../src/core/time/durations.ts";
import { systemTimeZone } from "../../../../src/core/time/timeZone.ts";
import { metadataText } from "../../../../src/webview/ledger/metadataText.ts";
import { splitAtDecimalPoint } from "../../../../src/webview/text/amountText.ts";
import { pluralText } from "../../../../src/webview/text/formatMessage.ts";
import { usageColumns } from "../../../../src/webview/usage/usageColumns.ts";

describe("an amount in a column", () => {
  it("an amount is split at its locale's decimal point, whatever surrounds it", () => {
    const split = (amount: string, locale: string, unit = credits) =>
      splitAtDecimalPoint(formatExact(amountOf(amount), unit, locale), locale);
    assert.deepEqual(split("-1234.5", "en"), ["-1,234", ".5"]);
    assert.deepEqual(split("1234", "en"), ["1,234", ""]);
    assert.deepEqual(split("1234.5", "de"), ["1.234", ",5"]);
    assert.deepEqual(split("1.5", "de", currency("EUR")), ["1", ",50\u00a0€"]);
    assert.deepEqual(split("3", "de", currency("JPY")), ["3", "\u00a0¥"]);
    assert.deepEqual(splitAtDecimalPoint("•••", "en"), ["", "•••"]);
  });

  it("a change is shown with a plus or a true minus sign", () => {
    const signed = ["2000", "-4.5", "0"].map((amount) => formatSigned(amountOf(amount), credits, "en"));
    assert.deepEqual(signed, ["+2,000", "−4.5", "0"]);
    assert.equal(formatSigned(amountOf("-0.125"), currency("EUR"), "en"), "−€0.125");
  });
});

describe("the words after a number", () => {
  it("the words have the form for the number in the language of the texts", () => {
    const texts = { one: "{0} entry", other: "{0} entries" };
    const formsOf = (language: string) =>
      [0, 1, -1, 1.5, 2].map((count) => (pluralText(texts, count, language) === texts.one ? "one" : "other"));
    assert.deepEqual(formsOf("en"), ["other", "one", "one", "other", "other"]);
    assert.deepEqual(formsOf("de"), ["other", "one", "one", "other", "other"]);
    assert.deepEqual(formsOf("bg"), ["other", "one", "one", "other", "other"]);
    for (const language of ["ja", "th", "zh-cn"]) assert.ok(!formsOf(language).includes("one"), language);
  });
});

describe("metadata text", () => {
  it("metadata is indented and keeps every digit", () => {
    assert.equal(metadataText('{"a":0.10000000000000000001}', false), '{\n  "a": 0.10000000000000000001\n}');
  });

  it("metadata that is not JSON stays as it is", () => {
    assert.equal(metadataText("<b>no</b>", false), "<b>no</b>");
  });

  it("masked metadata shows no digit", () => {
    const text = metadataText('{"a":1.5,"b":["-3"],"c":"job","d":{"e":7}}', true);
    assert.doesNotMatch(text, /\d/);
    assert.match(text, /"c": "job"/);
    assert.equal(metadataText("cost 12", true), "•••");
  });
});

describe("columns of consumption", () => {
  const day = (month: number, date: number) => new Date(2026, month - 1, date, 12).getTime();

  it("a day without consumption has a zero column, up to today", () => {
    const span = { kind: "range", fromMs: day(3, 28), toMs: day(4, 30) } as const;
    const { interval, columns, total } = usageColumns(
      { days: [{ day: "2026-03-29", consumed: amountOf("0.1") }] },
      span,
      { nowMs: day(4, 1), timeZone: systemTimeZone() },
    );
    assert.equal(interval, "day");
    assert.deepEqual(
      columns.map(({ consumed }) => consumed),
      ["0", "0.1", "0", "0", "0"],
    );
    assert.equal(total, "0.1");
  });

  it("a day has a column for each of its hours up to the current one", () => {
    const startMs = new Date(2026, 3, 1).getTime();
    const span = { kind: "period", period: "daily" } as const;
    const { interval, columns, total } = usageColumns(
      { days: [], hours: [{ startMs: startMs + 2 * hourMs, consumed: amountOf("0.3") }] },
      span,
      { nowMs: startMs + 3.5 * hourMs, timeZone: systemTimeZone() },
    );
    assert.equal(interval, "hour");
    assert.deepEqual(
      columns.map(({ consumed }) => consumed),
      ["0", "0", "0.3", "0"],
    );
    assert.equal(total, "0.3");
  });

  it("a past day has all of its hours", () => {
    const startMs = new Date(2026, 3, 1).getTime();
    const span = { kind: "range", fromMs: startMs, toMs: startMs + 24 * hourMs } as const;
    const time = { nowMs: startMs + 90 * hourMs, timeZone: systemTimeZone() };
    assert.equal(usageColumns({ days: [], hours: [] }, span, time).columns.length, 24);
  });

  it("a long range has columns of months with exact sums", () => {
    const span = { kind: "range", fromMs: day(1, 1), toMs: day(6, 1) } as const;
    const used = ["2026-02-01", "2026-02-28"].map((each) => ({ day: each, consumed: amountOf("0.1") }));
    const { interval, columns, total } = usageColumns({ days: used }, span, {
      nowMs: day(12, 1),
      timeZone: systemTimeZone(),
    });
    assert.equal(interval, "month");
    assert.deepEqual(
      columns.slice(0, 3).map(({ consumed }) => consumed),
      ["0", "0.2", "0"],
    );
    assert.equal(total, "0.2");
  });
});
