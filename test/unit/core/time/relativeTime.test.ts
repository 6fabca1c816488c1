import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
  englishRelativeTime,
  formatCalendarTime,
  formatRelativeTime,
  isSameDay,
} from "../../../../src/core/time/relativeTime.ts";

const nowMs = Date.UTC(2026, 10, 14, 10, 5);

describe("formatRelativeTime", () => {
  const ages: readonly (readonly [secondsAgo: number, age: string])[] = [
    [0, "now"],
    [59.999, "now"],
    [60, "1 minute ago"],
    [119, "1 minute ago"],
    [3599, "59 minutes ago"],
    [3600, "1 hour ago"],
    [86_399, "23 hours ago"],
    [86_400, "yesterday"],
    [9 * 86_400, "9 days ago"],
    [-59, "now"],
    [-7200, "in 2 hours"],
    [-3 * 86_400, "in 3 days"],
  ];
  for (const [secondsAgo, age] of ages) {
    it(`formatRelativeTime shows ${secondsAgo} s before now as "${age}"`, () => {
      assert.equal(formatRelativeTime(nowMs - secondsAgo * 1000, nowMs, "en"), age);
    });
  }

  it("formatRelativeTime writes in the given language", () => {
    assert.equal(formatRelativeTime(nowMs - 120_000, nowMs, "de"), "vor 2 Minuten");
    assert.equal(formatRelativeTime(nowMs, nowMs, "de"), "jetzt");
  });
});

describe("englishRelativeTime", () => {
  it("englishRelativeTime says what Intl says in English, always in numbers", () => {
    const nowMs = Date.UTC(2026, 10, 14);
    for (const sign of [-1, 1])
      for (let distanceMs = 0; distanceMs < 200 * 86_400_000; distanceMs = distanceMs * 1.3 + 7_001) {
        const atMs = nowMs + sign * Math.floor(distanceMs);
        assert.equal(englishRelativeTime(atMs, nowMs), formatRelativeTime(atMs, nowMs, "en", "always"));
      }
  });
});

describe("formatCalendarTime", () => {
  const at = (text: string) => Date.parse(text);
  const said = (now: string, then: string, locale = "en", timeZone = "UTC") =>
    formatCalendarTime(at(then), { nowMs: at(now), locale, timeZone });
  const saturday = "2026-11-14T10:05:00Z";

  const cases: readonly (readonly [then: string, text: string])[] = [
    ["2026-11-14T10:05:30Z", "now"],
    ["2026-11-14T10:17:00Z", "in 12 minutes"],
    ["2026-11-14T11:04:59Z", "in 59 minutes"],
    ["2026-11-14T23:59:00Z", "in 13 hours"],
    ["2026-11-15T10:04:00Z", "tomorrow"],
    ["2026-11-15T23:59:00Z", "tomorrow"],
    ["2026-11-16T00:00:00Z", "Monday"],
    ["2026-11-16T09:05:00Z", "Monday"],
    ["2026-11-20T23:59:00Z", "Friday"],
    ["2026-11-21T00:00:00Z", "Nov 21"],
    ["2027-01-01T00:00:00Z", "Jan 1, 2027"],
    ["2026-11-14T10:03:00Z", "2 minutes ago"],
    ["2026-11-14T00:00:00Z", "10 hours ago"],
    ["2026-11-13T23:59:00Z", "yesterday"],
    ["2026-11-13T00:00:00Z", "yesterday"],
    ["2026-11-12T23:59:00Z", "2 days ago"],
    ["2026-10-15T12:00:00Z", "30 days ago"],
    ["2026-10-14T12:00:00Z", "Oct 14"],
    ["2025-10-14T12:00:00Z", "Oct 14, 2025"],
  ];
  for (const [then, text] of cases) {
    it(`${then} is “${text}” on Saturday, November 14, 10:05`, () =>
      assert.equal(said(saturday, then), text));
  }

  it("what is 47 hours ahead is tomorrow in no language", () => {
    const words = { en: "tomorrow", de: "morgen", ja: "明日", th: "พรุ่งนี้", bg: "утре", "zh-cn": "明天" };
    for (const [locale, tomorrow] of Object.entries(words)) {
      assert.equal(said(saturday, "2026-11-15T20:00:00Z", locale), tomorrow);
      assert.notEqual(said(saturday, "2026-11-16T09:05:00Z", locale), tomorrow);
    }
  });

  it("the calendar is that of the person's zone", () => {
    const [now, then] = ["2026-11-14T14:00:00Z", "2026-11-15T01:00:00Z"];
    assert.equal(said(now, then), "tomorrow");
    assert.equal(said(now, then, "en", "America/Los_Angeles"), "in 11 hours");
    assert.equal(
      said("2026-11-14T14:00:00Z", "2026-11-16T00:00:00Z", "en", "America/Los_Angeles"),
      "tomorrow",
    );
    // In Kiritimati it is Sunday already.
    assert.equal(said(now, "2026-11-14T21:00:00Z"), "in 7 hours");
    assert.equal(said(now, "2026-11-15T10:00:00Z", "en", "Pacific/Kiritimati"), "tomorrow");
    assert.equal(said(now, "2026-11-15T09:59:00Z", "en", "Pacific/Kiritimati"), "in 19 hours");
    assert.equal(said(now, "2026-11-13T10:01:00Z", "en", "Pacific/Kiritimati"), "yesterday");
  });

  it("days are counted by the calendar across a change of the clock", () => {
    const zone = "Europe/Berlin";
    assert.equal(said("2026-10-24T10:00:00Z", "2026-10-25T22:30:00Z", "en", zone), "tomorrow");
    assert.equal(said("2026-10-24T10:00:00Z", "2026-10-25T23:30:00Z", "en", zone), "Monday");
    assert.equal(isSameDay(at("2026-10-24T22:00:00Z"), at("2026-10-25T22:59:59Z"), zone), true);
  });

  it("what is a few hours away is said in hours, also past midnight", () => {
    assert.equal(said("2026-11-14T23:30:00Z", "2026-11-15T03:00:00Z"), "in 3 hours");
    assert.equal(said("2026-11-15T01:00:00Z", "2026-11-14T23:00:00Z"), "2 hours ago");
  });
});
