import assert from "node:assert/strict";
import fc from "fast-check";
import { dayMs, hourMs } from "../../src/core/time/durations.ts";
import { readRequestedWait } from "../../src/providers/http/retryAfter.ts";
import { fixedNowMs as nowMs } from "./helpers/instants.ts";
import { property } from "./helpers/property.ts";

const retryAtMsOf = (headers: Readonly<Record<string, string>>) =>
  readRequestedWait(new Headers(headers), 429, nowMs).retryAtMs;
/** A longer wait than a day is tried after an hour. */
const doubted = (atMs: number) => (atMs > nowMs + dayMs ? nowMs + hourMs : atMs);

const headerText = fc.oneof(
  fc.string({ unit: fc.constantFrom(..." 0123456789-+.,:eExGMTSatNov"), maxLength: 32 }),
  fc.string({ unit: "binary-ascii", maxLength: 32 }).map((text) => text.replaceAll(/[^\x20-\x7e]/g, " ")),
  fc.integer().map(String),
  fc.double().map(String),
);
const seconds = fc.oneof(fc.integer({ min: 1, max: 90_000 }), fc.integer({ min: 1, max: 99_999_999 }));

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
      const atMs = retryAtMsOf({ "retry-after": after, ratelimit: reset, "x-ratelimit-reset": reset });
      if (atMs !== undefined) assert.ok(atMs > nowMs && atMs <= nowMs + dayMs, `${after} ${reset}: ${atMs}`);
    },
  ),

  property("Retry-After: a number of seconds is respected, up to a day", seconds, (count) => {
    assert.equal(retryAtMsOf({ "retry-after": `${count}` }), doubted(nowMs + count * 1000));
    assert.equal(retryAtMsOf({ "retry-after": `-${count}` }), undefined);
  }),

  property(
    "reset headers: a Unix time in seconds, milliseconds, microseconds or nanoseconds is the same instant",
    fc.tuple(seconds, fc.constantFrom("x-ratelimit-reset", "ratelimit-reset", "x-ratelimit-reset-requests")),
    ([count, name]) => {
      const atMs = nowMs + count * 1000;
      for (const value of [
        `${atMs / 1000}`,
        `${atMs}`,
        `${BigInt(atMs) * 1000n}`,
        `${BigInt(atMs) * 1_000_000n}`,
      ]) {
        assert.equal(retryAtMsOf({ [name]: value }), doubted(atMs), value);
      }
      assert.equal(retryAtMsOf({ ratelimit: `"a";r=1;t=${count}` }), doubted(atMs));
      assert.equal(retryAtMsOf({ [name]: new Date(atMs).toISOString() }), doubted(atMs));
    },
  ),

  property("reset headers: no text is taken for a wait and for nonsense at once", headerText, (text) => {
    const { retryAtMs, unreadable } = readRequestedWait(
      new Headers({ "x-ratelimit-reset": text }),
      429,
      nowMs,
    );
    assert.ok(retryAtMs === undefined || unreadable.length === 0, text);
  }),

  property(
    "Retry-After: a date in each of the three formats is parsed to its second",
    fc.integer({ min: -40_000_000, max: 700_000_000 }),
    (ahead) => {
      const atMs = Math.floor(nowMs / 1000 + ahead) * 1000;
      const expected = atMs > nowMs ? doubted(atMs) : undefined;
      for (const date of httpDates(atMs)) {
        assert.equal(retryAtMsOf({ "retry-after": date }), expected, date);
      }
    },
  ),
];
