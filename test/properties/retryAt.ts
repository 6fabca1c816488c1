import assert from "node:assert/strict";
import fc from "fast-check";
import { dayMs } from "../../src/core/time/durations.ts";
import { parseRetryAtMs } from "../../src/providers/http/retryAfter.ts";
import { fixedNowMs as nowMs } from "./helpers/instants.ts";
import { property } from "./helpers/property.ts";

const headerText = fc.oneof(
  fc.string({ unit: fc.constantFrom(..." 0123456789-+.,:eExGMTSatNov"), maxLength: 32 }),
  fc.string({ unit: "binary-ascii", maxLength: 32 }).map((text) => text.replaceAll(/[^\x20-\x7e]/g, " ")),
  fc.integer().map(String),
  fc.double().map(String),
);
const seconds = fc.oneof(
  fc.integer({ min: 1, max: 90_000 }),
  fc.bigInt({ min: 1n, max: 10n ** 40n }).map(Number),
);

const days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

/** The three date formats of RFC 9110 for a second of a year before 2050. */
function httpDates(atMs: number): string[] {
  const imf = new Date(atMs).toUTCString();
  const [day = "", date = "", month = "", year = "", time = ""] = imf.replace(",", "").split(" ");
  const long = days.find((name) => name.startsWith(day));
  return [
    imf,
    `${long}, ${date}-${month}-${year.slice(2)} ${time} GMT`,
    `${day} ${month} ${date.replace(/^0/, " ")} ${time} ${year}`,
  ];
}

export const retryAtProperties = [
  property(
    "Retry-After: no header makes the wait longer than a day",
    fc.tuple(headerText, headerText),
    ([after, reset]) => {
      const atMs = parseRetryAtMs(new Headers({ "retry-after": after, "x-ratelimit-reset": reset }), nowMs);
      if (atMs !== undefined) assert.ok(atMs > nowMs && atMs <= nowMs + dayMs, `${after} ${reset}: ${atMs}`);
    },
  ),

  property("Retry-After: a number of seconds is respected, up to a day", seconds, (count) => {
    const value = BigInt(count).toString();
    const expected = Math.min(nowMs + count * 1000, nowMs + dayMs);
    assert.equal(parseRetryAtMs(new Headers({ "retry-after": value }), nowMs), expected);
    assert.equal(parseRetryAtMs(new Headers({ "retry-after": `-${value}` }), nowMs), undefined);
  }),

  property(
    "Retry-After: a date in each of the three formats is parsed to its second",
    fc.integer({ min: -40_000_000, max: 700_000_000 }),
    (ahead) => {
      const atMs = Math.floor(nowMs / 1000 + ahead) * 1000;
      const expected = atMs > nowMs ? Math.min(atMs, nowMs + dayMs) : undefined;
      for (const date of httpDates(atMs)) {
        assert.equal(parseRetryAtMs(new Headers({ "retry-after": date }), nowMs), expected, date);
      }
    },
  ),
];
