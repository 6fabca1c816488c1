import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { startOfDay, toHourAndMinute, toLocalDay } from "../../../../src/core/time/localDay.ts";
import { isTimeZone, systemTimeZone, utcOffsetMs } from "../../../../src/core/time/timeZone.ts";

const at = (text: string) => Date.parse(text);

describe("utcOffsetMs", () => {
  for (const [zone, instant, hours] of [
    ["UTC", "2026-07-01T00:00:00Z", 0],
    ["Pacific/Auckland", "2026-01-01T00:00:00Z", 13],
    ["Pacific/Auckland", "2026-07-01T00:00:00Z", 12],
    ["America/Los_Angeles", "2026-11-30T20:00:00Z", -8],
    ["Asia/Kathmandu", "2026-11-30T20:00:00Z", 5.75],
    ["America/St_Johns", "2026-07-01T00:00:00.500Z", -2.5],
  ] as const) {
    it(`utcOffsetMs finds ${hours} hours for ${zone} at ${instant}`, () => {
      assert.equal(utcOffsetMs(at(instant), zone), hours * 3_600_000);
    });
  }

  it("utcOffsetMs agrees with the zone of this machine over a year", () => {
    for (let day = 0; day < 365; day += 1) {
      const atMs = Date.UTC(2026, 0, 1 + day, 7, 30);
      assert.equal(utcOffsetMs(atMs, systemTimeZone()), 0 - new Date(atMs).getTimezoneOffset() * 60_000);
    }
  });
});

describe("a calendar day", () => {
  it("a calendar day is the reader's, not the host's", () => {
    assert.equal(toLocalDay(at("2026-11-30T20:30:00Z"), "Pacific/Auckland"), "2026-12-01");
    assert.equal(toLocalDay(at("2026-12-01T04:00:00Z"), "America/Los_Angeles"), "2026-11-30");
    assert.equal(toHourAndMinute(at("2026-12-01T04:05:00Z"), "America/Los_Angeles"), "20:05");
  });

  for (const [zone, day, start] of [
    ["America/Los_Angeles", "2026-11-30", "2026-11-30T08:00:00Z"],
    // Clocks are changed on this day, at 2 o'clock.
    ["Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00Z"],
    ["Europe/Berlin", "2026-03-30", "2026-03-29T22:00:00Z"],
    ["Europe/Berlin", "2026-10-26", "2026-10-25T23:00:00Z"],
    // Clocks skip midnight: the day begins at 1 o'clock.
    ["Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00Z"],
    // Clocks show midnight twice.
    ["America/Havana", "2026-11-01", "2026-11-01T04:00:00Z"],
    // A whole day is skipped before this one.
    ["Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z"],
  ] as const) {
    it(`the day ${day} begins in ${zone} at ${start}`, () => {
      assert.equal(startOfDay(day, zone), at(start));
    });
  }

  it("a calendar day has a year of four digits, also in the first centuries", () => {
    assert.equal(startOfDay("0002-11-20", "UTC"), Date.parse("0002-11-20T00:00:00Z"));
    assert.equal(toLocalDay(startOfDay("0202-11-20", "Asia/Tokyo"), "Asia/Tokyo"), "0202-11-20");
    assert.equal(toLocalDay(startOfDay("9999-12-31", "America/Denver"), "America/Denver"), "9999-12-31");
  });

  it("a calendar day is counted on over the end of a month", () => {
    assert.equal(startOfDay("2026-11-30", "Asia/Tokyo", 1), at("2026-11-30T15:00:00Z"));
  });
});

describe("isTimeZone", () => {
  it("isTimeZone accepts the zones that this machine knows, and nothing else", () => {
    for (const name of ["UTC", "Europe/Sofia"]) assert.equal(isTimeZone(name), true, name);
    for (const name of ["", "Mars/Olympus", "Europe/"]) assert.equal(isTimeZone(name), false, name);
  });
});
