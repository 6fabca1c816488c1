import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { nextMonthStart, parseInstant } from "../../../../src/core/time/instant.ts";
import { withTimeZone } from "../../../helpers/withTimeZone.ts";

describe("parseInstant", () => {
  const readable: readonly (readonly [text: string, instant: string])[] = [
    ["2026-11-14T10:02:31Z", "2026-11-14T10:02:31.000Z"],
    ["2025-01-01T00:00:00+07:00", "2024-12-31T17:00:00.000Z"],
    ["2025-01-01T00:00:00+0700", "2024-12-31T17:00:00.000Z"],
    ["2025-01-01 00:00:00-03:30", "2025-01-01T03:30:00.000Z"],
    ["2026-11-14T10:02:31.123456Z", "2026-11-14T10:02:31.123Z"],
    ["2026-11-14t10:02:31z", "2026-11-14T10:02:31.000Z"],
    ["2026-11-14T10:02Z", "2026-11-14T10:02:00.000Z"],
    ["2024-02-29T12:00:00Z", "2024-02-29T12:00:00.000Z"],
  ];
  for (const [text, instant] of readable) {
    it(`parseInstant reads ${text} into UTC`, () => assert.equal(parseInstant(text), instant));
  }

  it("parseInstant reads an instant without an offset as UTC in every time zone", () =>
    withTimeZone("Asia/Tokyo", () => {
      assert.equal(parseInstant("2026-11-14T10:02:31"), "2026-11-14T10:02:31.000Z");
      assert.equal(parseInstant("2026-11-14 10:02:31.5"), "2026-11-14T10:02:31.500Z");
    }));

  const unreadable = [
    ...["", "soon", "2026-11-14", "10:02:31", "14.11.2026 10:02", "1794650551", "2026-11-14T10Z"],
    ...["2026-13-01T00:00:00Z", "2026-02-30T00:00:00Z", "2026-04-31 10:00:00+0000", "2025-02-29T00:00:00Z"],
    ...["2026-11-14T25:00:00Z", "2026-11-14T10:61:00Z", "2026-11-14T10:02:31+99:99", " 2026-11-14T10:02:31Z"],
    ...["2026-11-14T10:02:31Z\n", "9999-12-31T23:59:59-01:00", "0000-01-01T00:00:00+01:00"],
  ];
  for (const text of unreadable) {
    it(`parseInstant rejects ${JSON.stringify(text)}`, () => assert.equal(parseInstant(text), undefined));
  }
});

describe("nextMonthStart", () => {
  const starts: readonly (readonly [now: string, next: string])[] = [
    ["2026-11-14T10:05:00Z", "2026-12-01T00:00:00.000Z"],
    ["2026-12-31T23:59:59.999Z", "2027-01-01T00:00:00.000Z"],
    ["2027-01-01T00:00:00.000Z", "2027-02-01T00:00:00.000Z"],
    ["2027-01-31T23:30:00-02:00", "2027-03-01T00:00:00.000Z"],
  ];
  for (const [now, next] of starts) {
    it(`the next month starts at ${next} after ${now}`, () =>
      assert.equal(nextMonthStart(Date.parse(now)), next));
  }
});
