import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { parseReplyDate } from "../../../../src/providers/http/replyDate.ts";

describe("parseReplyDate", () => {
  for (const [text, instant] of [
    ["2025-05-07 00:00:00+00", "2025-05-07T00:00:00.000Z"],
    ["2025-05-07 00:00:00 UTC", "2025-05-07T00:00:00.000Z"],
    ["2020-10-13 15:00:00 (Etc/UTC)", "2020-10-13T15:00:00.000Z"],
    ["2026-11-01 00:00:00 +0000 UTC", "2026-11-01T00:00:00.000Z"],
    ["2026-08-08T14:53:05.519605123Z", "2026-08-08T14:53:05.519Z"],
    ["Tue, 01 Dec 2026 10:00:00 GMT", "2026-12-01T10:00:00.000Z"],
    ["1 Dec 2026 10:00 +0100", "2026-12-01T09:00:00.000Z"],
    ["2026-12-01", "2026-12-01T00:00:00.000Z"],
    ["1791763200000", "2026-10-12T00:00:00.000Z"],
  ] as const) {
    it(`a date written as ${text} is read`, () => {
      assert.equal(parseReplyDate(text), instant);
    });
  }

  for (const text of [
    ...["0", "-1", "never", "0001-01-01T00:00:00Z", "253402300799", "9999-12-31T23:59:59Z"],
    ...["1970-01-01", "1999-12-31", "9000-01-01T00:00:00Z", "0000-00-00 00:00:00"],
  ]) {
    it(`the date ${text} means never`, () => {
      assert.equal(parseReplyDate(text), null);
    });
  }

  it("text that is no date is none", () => {
    for (const text of ["soon", "2026-02-30", "31 Feb 2026", "true", "12/01/2026", ""]) {
      assert.equal(parseReplyDate(text), undefined, text);
    }
  });
});
