import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { minuteMs } from "../../../../../src/core/time/durations.ts";
import { LocalTimes } from "../../../../../src/store/database/sqlite/localTimes.ts";
import { withTimeZone } from "../../../../helpers/withTimeZone.ts";

/** The local time as the product writes it. */
function shown(atMs: number): string {
  const date = new Date(atMs);
  const two = (value: number) => String(value).padStart(2, "0");
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join("-");
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

// Daylight saving time begins and ends, by an hour and by half an hour, and one zone skips a day.
const zones = {
  "Europe/Berlin": [Date.UTC(2026, 2, 28, 22), Date.UTC(2026, 9, 24, 22)],
  "Australia/Lord_Howe": [Date.UTC(2026, 3, 4, 12), Date.UTC(2026, 9, 3, 12)],
  "Pacific/Apia": [Date.UTC(2011, 11, 30, 6)],
  "Asia/Kathmandu": [Date.UTC(2026, 0, 1)],
};

describe("searching text in local times", () => {
  it("a local time matches exactly when its shown text contains the search text, at clock changes", async () => {
    const texts = [
      "02",
      ":30",
      "02:3",
      "2026-03-29",
      "29 0",
      "-0",
      " 1",
      "1",
      " ",
      "23:59",
      "0-25 02:0",
      "2",
    ];
    const times = new LocalTimes();
    for (const [zone, begins] of Object.entries(zones)) {
      await withTimeZone(zone, () => {
        for (const text of texts) {
          assert.equal(times.setSearchText(text, zone), true, text);
          for (const beginMs of begins) {
            for (let atMs = beginMs; atMs < beginMs + 8 * 60 * minuteMs; atMs += 7 * minuteMs + 311) {
              assert.equal(times.matches(atMs), shown(atMs).includes(text), `${zone} ${shown(atMs)} ${text}`);
            }
          }
        }
      });
    }
  });

  it("a search in another zone finds the times of that zone", () => {
    const times = new LocalTimes();
    const atMs = Date.UTC(2026, 0, 1, 12);
    for (const [zone, clock] of [
      ["Asia/Tokyo", "21:00"],
      ["America/New_York", "07:00"],
      ["Asia/Tokyo", "21:00"],
    ] as const) {
      for (const text of ["21:00", "07:00"]) {
        times.setSearchText(text, zone);
        assert.equal(times.matches(atMs), text === clock, `${zone} ${text}`);
      }
    }
  });

  it("a text that no time can contain is not searched for", () => {
    for (const text of ["", "job", "12345", "1:2:3", "2026-1-1", "14.05", "  ", "10:00 "]) {
      assert.equal(new LocalTimes().setSearchText(text, "UTC"), false, text);
    }
  });
});
