import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { leniently } from "../../../helpers/declaredProvider.ts";

const meterOf = (resetsAt: unknown) => ({
  meters: [{ id: "m", unit: "requests", remaining: "/left", resetsAt }],
});

async function resetOf(resetsAt: unknown, more: object = {}) {
  const { snapshot, ignored } = await leniently(meterOf(resetsAt), JSON.stringify({ left: 1, ...more }));
  return [snapshot.meters[0].resetsAt, ...ignored];
}

// It is Saturday, 14 November 2026, 10:05 UTC.
describe("a declared reset", () => {
  for (const [what, source, reply, instant] of [
    ["every hour", { every: "hour" }, {}, "2026-11-14T11:00:00.000Z"],
    ["every day", { every: "day" }, {}, "2026-11-15T00:00:00.000Z"],
    ["every week", { every: "week" }, {}, "2026-11-16T00:00:00.000Z"],
    ["every month", { every: "month" }, {}, "2026-12-01T00:00:00.000Z"],
    ["every year", { every: "year" }, {}, "2027-01-01T00:00:00.000Z"],
    ["a period that the reply names", { every: "/p" }, { p: "Monthly" }, "2026-12-01T00:00:00.000Z"],
    ["a year that the reply names", { every: "/p" }, { p: "annual" }, "2027-01-01T00:00:00.000Z"],
    ["an unknown word for a period", { every: "/p" }, { p: "fortnightly" }, undefined],
    ["no word for a period", { every: "/p" }, { p: null }, undefined],
    ["seconds from now", { seconds: "/s" }, { s: 90.5 }, "2026-11-14T10:06:30.500Z"],
    [
      "milliseconds from now",
      { seconds: { value: "/ms", divideBy: 1000 } },
      { ms: "60000" },
      "2026-11-14T10:06:00.000Z",
    ],
    [
      "days from now",
      { seconds: { value: "/days", multiplyBy: 86_400 } },
      { days: 2 },
      "2026-11-16T10:05:00.000Z",
    ],
    ["no time left", { seconds: "/s" }, { s: 0 }, undefined],
    ["a negative time", { seconds: "/s" }, { s: -1 }, undefined],
    ["a date, of several pointers", ["/a", "/b"], { a: null, b: "2026-11-20" }, "2026-11-20T00:00:00.000Z"],
    ["a date that means never", "/a", { a: -1 }, undefined],
  ] as const) {
    it(`a declared reset is read from ${what}`, async () => {
      assert.deepEqual(await resetOf(source, reply), [instant]);
    });
  }

  it("a declared reset of another type is left out and named", async () => {
    assert.deepEqual(await resetOf("/a", { a: "soon" }), [undefined, "/a"]);
    assert.deepEqual(await resetOf({ every: "/a" }, { a: [] }), [undefined, "/a"]);
    assert.deepEqual(await resetOf({ seconds: "/a" }, { a: {} }), [undefined, "/a"]);
  });
});
