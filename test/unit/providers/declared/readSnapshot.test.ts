import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { leniently, snapshotFrom } from "../../../helpers/declaredProvider.ts";

describe("a declared account", () => {
  for (const [what, value, at] of [
    ["a date-time", `"2026-12-01T10:00:00Z"`, "2026-12-01T10:00:00.000Z"],
    ["a date-time with an offset", `"2026-12-01T10:00:00.5+01:00"`, "2026-12-01T09:00:00.500Z"],
    ["a date-time without a zone in UTC", `"2026-12-01T10:00:00.123456"`, "2026-12-01T10:00:00.123Z"],
    ["a day", `"2026-12-01"`, "2026-12-01T00:00:00.000Z"],
    ["Unix seconds", "1738356858", "2025-01-31T20:54:18.000Z"],
    ["Unix seconds as text", `"1738356858"`, "2025-01-31T20:54:18.000Z"],
    ["Unix milliseconds", "1738356858123", "2025-01-31T20:54:18.123Z"],
    ["Unix microseconds", "1738356858123456", "2025-01-31T20:54:18.123Z"],
  ] as const) {
    it(`a declared account reads ${what} as its expiry`, async () => {
      const { expiresAt } = await snapshotFrom({ expiresAt: "/at" }, `{"left":1,"at":${value}}`);
      assert.equal(expiresAt, at);
    });
  }

  it("a declared account goes without an expiry that is no date, and names the field for the log", async () => {
    for (const value of [`"soon"`, `"2026-02-30"`, "true", "{}"]) {
      const { snapshot, ignored } = await leniently({ expiresAt: "/at" }, `{"left":1,"at":${value}}`);
      assert.equal(snapshot.expiresAt, undefined);
      assert.deepEqual(ignored, ["/at"], value);
    }
    for (const body of [`{"left":1}`, `{"left":1,"at":null}`, `{"left":1,"at":""}`]) {
      assert.equal((await snapshotFrom({ expiresAt: "/at" }, body)).expiresAt, undefined);
    }
  });

  it("a declared account has a plan, with a fallback", async () => {
    const more = { plan: ["/tier", "/plan/name"] };
    assert.equal((await snapshotFrom(more, `{"left":1,"tier":"pro"}`)).plan, "pro");
    assert.equal((await snapshotFrom(more, `{"left":1,"tier":null,"plan":{"name":3}}`)).plan, "3");
    assert.equal((await snapshotFrom(more, `{"left":1}`)).plan, undefined);
  });

  it("a declared account is blocked where a flag says so, whatever remains", async () => {
    const more = {
      blocked: [
        { at: "/is_available", is: [false] },
        { at: "/status", is: ["suspended", "closed"] },
      ],
    };
    const isBlocked = async (rest: string) => (await snapshotFrom(more, `{"left":5${rest}}`)).isBlocked;
    assert.equal(await isBlocked(`,"is_available":false`), true);
    assert.equal(await isBlocked(`,"is_available":true,"status":"closed"`), true);
    assert.equal(await isBlocked(`,"is_available":true,"status":"normal"`), false);
    assert.equal(await isBlocked(""), false);
  });

  it("a declared account has details as text, count, flag or amount, by their values", async () => {
    const details = [
      { label: "Member", value: "/name" },
      { label: "Keys", value: "/keys" },
      { label: "Auto reload", value: "/reload" },
      { label: "Cash", value: { value: "/cash", divideBy: 100 }, unit: "USD" },
      { label: "Missing", value: "/nothing" },
    ];
    const snapshot = await snapshotFrom(
      { details },
      `{"left":1,"name":"Ada","keys":3,"reload":false,"cash":-250}`,
    );
    assert.deepEqual(snapshot.details, [
      { label: { text: "Member" }, value: { kind: "text", text: "Ada" } },
      { label: { text: "Keys" }, value: { kind: "count", count: "3" } },
      { label: { text: "Auto reload" }, value: { kind: "flag", isOn: false } },
      {
        label: { text: "Cash" },
        value: { kind: "amount", amount: "-2.5", unit: { kind: "currency", code: "USD" } },
      },
    ]);
  });
});
